"""What a rewrite is written back to: a text file line by line, or the words of a claim sheet where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from governance.errors import Place, Problem
from governance.ingest import read_documents
from governance.ingest.decode import detect
from governance.ingest.limits import HEAD_BYTES
from governance.model import Document
from governance.precheck.reading import EXTENSIONS, read_sheets
from governance.precheck.sheet import Sheet
from governance.precheck.words import TITLE, documents
from governance.rewrite.scalars import changed

_PLAIN = (".txt", ".md")


class Target(msgspec.Struct, frozen=True):
    """A file with the documents in it. ``raw`` is its text where it can be written back, else None; ``titled`` are the
    ids of those whose first line is a title."""

    path: str
    raw: str | None
    documents: tuple[Document, ...]
    titled: frozenset[str] = frozenset()
    encoding: str = "utf-8"

    def written(self, texts: Sequence[str]) -> str | Problem:
        """The file with the documents' texts changed to these. A Problem when a part cannot be found in it."""
        raw = self.raw
        if raw is None:
            return Problem(
                "cannot be written back in this format", Place(self.path), "take the text from --format json"
            )
        if Path(self.path).suffix.lower() in _PLAIN:
            return texts[0].replace("\n", "\r\n") if _windows(raw) else texts[0]
        lines = [
            (old, new)
            for document, text in zip(self.documents, texts, strict=True)
            for old, new in zip(document.text.split("\n"), text.split("\n"), strict=True)
            if old != new
        ]
        out = changed(raw, lines)
        if isinstance(out, str):
            return out
        old, times = out
        return Problem(
            f"{old[:20]!r} stands {times} times in the file", Place(self.path), "change it by hand; see --diff"
        )

    def bytes_of(self, text: str) -> bytes | Problem:
        """The file's bytes with this text, in the encoding it had; line ends are part of the text."""
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError as error:
            what = f"{error.object[error.start : error.end]!r} cannot be written in {self.encoding.upper()}"
            return Problem(what, Place(self.path), "save the file as UTF-8")


def read_targets(sources: Sequence[str], kind: str | None, category: str | None) -> Iterator[Target | Problem]:
    """Yield targets in order: claim sheets by their extension and words, anything else as ``scan`` reads it."""
    for source in sources:
        path = Path(source)
        suffix = path.suffix.lower()
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.suffix.lower() in (*EXTENSIONS, *_PLAIN))
            yield from read_targets(
                [str(file) for file in files if not file.name.startswith((".", "labels"))], kind, category
            )
        elif suffix in (".yaml", ".yml"):
            yield from _sheets(path)
        elif suffix in _PLAIN and path.is_file():
            yield _plain(path, kind, category)
        else:
            for item in read_documents([source]):
                yield item if isinstance(item, Problem) else Target(source, None, (_with(item, kind, category),))


def _sheets(path: Path) -> Iterator[Target | Problem]:
    sheets: list[Sheet] = []
    for item in read_sheets([str(path)]):
        if isinstance(item, Problem):
            yield item
        else:
            sheets.append(item)
    found = [written for sheet in sheets for written in documents(sheet)]
    if found:
        titled = frozenset(one.document.id for one in found if one.parts[0][1] == TITLE)
        raw = path.read_bytes().decode("utf-8-sig")
        yield Target(str(path), raw, tuple(one.document for one in found), titled=titled)


def _plain(path: Path, kind: str | None, category: str | None) -> Target | Problem:
    try:
        data = path.read_bytes()
    except OSError as error:
        return Problem(error.strerror or "cannot be read", Place(str(path)), "check the file")
    encoding = detect(data[:HEAD_BYTES])
    if encoding in ("utf-16", "utf-32"):  # by its mark, which stays the first character
        encoding += "-be" if data.startswith((b"\xfe\xff", b"\0\0\xfe\xff")) else "-le"
    try:
        raw = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(f"not {encoding.upper()} throughout", Place(str(path), line), "save the whole file as UTF-8")
    if not raw.strip():
        return Problem("empty", Place(str(path)), "is this the right file?")
    text = raw.replace("\r\n", "\n") if _windows(raw) else raw  # one break, not two, wherever the file was saved
    document = _with(Document(id=path.stem, text=text, source=str(path)), kind, category)
    return Target(str(path), raw, (document,), encoding=encoding)


def _windows(raw: str) -> bool:
    """Whether every line of a file ends as on Windows."""
    return "\r\n" in raw and raw.count("\r\n") == raw.count("\n")


def _with(document: Document, kind: str | None, category: str | None) -> Document:
    if kind == "speech" or kind == "copy":
        document = msgspec.structs.replace(document, kind=kind)
    return msgspec.structs.replace(document, category=document.category or category)
