"""One file, opened, recognised and handed to the reader of its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from governance.errors import Problem
from governance.ingest.ass import read_events
from governance.ingest.csvs import read_csv
from governance.ingest.decode import TextLines
from governance.ingest.jsondocs import read_json, read_jsonl
from governance.ingest.limits import HEAD_BYTES
from governance.ingest.lines import Readable, Rewound, read_head
from governance.ingest.lrc import read_lyrics
from governance.ingest.origin import Origin
from governance.ingest.packed import KINDS, DamagedError, bare, unpacked
from governance.ingest.parquet import read_parquet
from governance.ingest.parts import assemble
from governance.ingest.plain import read_lines, read_markdown
from governance.ingest.remote import is_url, open_url
from governance.ingest.sniff import binary, sniff
from governance.ingest.subtitles import read_cues
from governance.ingest.tally import Tally
from governance.ingest.xlsx import read_xlsx
from governance.model import Document, Utterance

_MENDS = {
    **dict.fromkeys(("bzip2", "xz", "7z", "rar"), "unpack it first"),
    **dict.fromkeys(
        ("MP4", "MP3", "FLV", "WAV, AVI or WebP", "Ogg", "FLAC", "Matroska or WebM"),
        "transcribe it first (Whisper, FunASR)",
    ),
    "old or encrypted Office": "save it as .xlsx without password",
}


def read_file(path: str, origin: Origin, from_format: str | None,
              tally: Tally | None = None) -> Iterator[Document | Problem]:  # fmt: skip
    """Yield the documents of a file; one that cannot be opened or read to its end gives a problem."""
    try:
        with open_url(path) if is_url(path) else open(path, "rb") as stream:
            yield from read_stream(tally.counted(stream) if tally else stream, origin, from_format)
    except PermissionError:
        yield origin.problem("no permission to read", "ask for read access, or leave it out")
    except OSError as error:
        yield origin.problem(f"cannot be read ({error.strerror or error})", "check the file or the disk")


def read_stream(stream: Readable | BinaryIO, origin: Origin, from_format: str | None) -> Iterator[Document | Problem]:
    """Yield the documents of a byte stream, whose format is recognised unless it is given."""
    head = read_head(stream, HEAD_BYTES)
    kind = binary(head)
    if kind == "Parquet" and from_format in (None, "parquet"):
        yield from _parquet(stream, origin)
    elif kind in KINDS:
        whole = unpacked(Rewound(head, stream), kind)
        try:
            yield from _plain(whole, _head(whole), origin, from_format)
        except DamagedError as error:
            what = f"{kind} data damaged or cut short ({error})"
            yield origin.problem(what, "what came before was read; fetch it again")
    else:
        yield from _plain(stream, head, origin, from_format)


def _head(stream: Readable) -> bytes:
    """The first bytes of an unpacked stream; what stands before damage counts."""
    parts: list[bytes] = []
    size = 0
    try:
        while size < HEAD_BYTES and (part := stream.read(HEAD_BYTES - size)):
            parts.append(part)
            size += len(part)
    except DamagedError:
        if not parts:
            raise
    return b"".join(parts)


def _plain(stream: Readable, head: bytes, origin: Origin, from_format: str | None) -> Iterator[Document | Problem]:
    """Yield the documents of a stream that is not compressed; ``head`` was read from it."""
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        yield origin.problem("empty", "is this the right file?")
        return
    kind = binary(head)
    if kind or from_format == "parquet":
        mend = "unpack it first" if kind in KINDS else "give text, subtitles, ASR output, csv, xlsx or Parquet"
        yield origin.problem(f"binary file ({kind}), not text" if kind else "not Parquet", _MENDS.get(kind or "", mend))
        return
    name = from_format or sniff(head, bare(origin.file))
    whole = Rewound(head, stream)
    if name == "xlsx":
        yield from read_xlsx(whole, origin)
        return
    yield from _TEXT_FORMATS[name](TextLines(whole, head, origin))


def _parquet(stream: Any, origin: Origin) -> Iterator[Document | Problem]:
    if not (hasattr(stream, "seekable") and stream.seekable()):
        yield origin.problem("Parquet cannot be read from a pipe", "save it to a file first")
        return
    stream.seek(0)
    yield from read_parquet(stream, origin)


def _talk(utterances: Iterator[Utterance], lines: TextLines, **extra: object) -> Iterator[Document | Problem]:
    """Make utterances into documents; a file without any is a problem, unless something else already was."""
    template = Document(id=lines.origin.base, text="", source=lines.origin.file, extra=extra)
    count = 0
    for document in assemble(utterances, template):
        count += 1
        yield document
    problems = list(lines.notes.problems())
    if not count and not problems:
        problems = [lines.origin.problem("no words in it", "is this the right file or format? see --from")]
    yield from problems


def _lyrics(lines: TextLines) -> Iterator[Document | Problem]:
    utterances, tags = read_lyrics(lines)
    yield from _talk(iter(utterances), lines, **({"tags": tags} if tags else {}))


_TEXT_FORMATS: dict[str, Callable[[TextLines], Iterator[Document | Problem]]] = {
    "txt": lambda lines: _talk(read_lines(lines), lines),
    "md": lambda lines: _talk(read_markdown(lines), lines),
    "srt": lambda lines: _talk(read_cues(lines, lines.notes, vtt=False), lines),
    "vtt": lambda lines: _talk(read_cues(lines, lines.notes, vtt=True), lines),
    "ass": lambda lines: _talk(iter(read_events(lines, lines.notes)), lines),
    "lrc": _lyrics,
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
}
