"""What a rewrite is written back to: a text file line by line, or the words of a claim sheet where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from governance.errors import Place, Problem
from governance.ingest import read_documents
from governance.model import Document
from governance.precheck.reading import EXTENSIONS, read_sheets
from governance.precheck.sheet import Sheet
from governance.precheck.words import documents, parts_of

_PLAIN = (".txt", ".md")


class Target(msgspec.Struct, frozen=True):
    """A file with the documents in it. ``raw`` is its text where it can be written back, else None."""

    path: str
    raw: str | None
    documents: tuple[Document, ...]
    sheets: bool = False

    def written(self, texts: Sequence[str]) -> str | Problem:
        """The file with the documents' texts changed to these. A Problem when a part cannot be found in it."""
        raw = self.raw
        if raw is None:
            return Problem(
                "cannot be written back in this format", Place(self.path), "take the text from --format json"
            )
        if Path(self.path).suffix.lower() in _PLAIN:
            return texts[0]
        for document, text in zip(self.documents, texts, strict=True):
            for old, new in zip(document.text.split("\n"), text.split("\n"), strict=True):
                if old == new:
                    continue
                if raw.count(old) != 1:
                    what = f"{old[:20]!r} stands {raw.count(old)} times in the file"
                    return Problem(what, Place(self.path), "change it by hand; see --diff")
                raw = raw.replace(old, new)
        return raw


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
    found = tuple(written.document for sheet in sheets for written in documents(sheet) if parts_of(sheet))
    if found:
        yield Target(str(path), path.read_bytes().decode("utf-8-sig"), found, sheets=True)


def _plain(path: Path, kind: str | None, category: str | None) -> Target | Problem:
    try:
        raw = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return Problem("not UTF-8", Place(str(path)), "save it as UTF-8")
    except OSError as error:
        return Problem(error.strerror or "cannot be read", Place(str(path)), "check the file")
    if not raw.strip():
        return Problem("empty", Place(str(path)), "is this the right file?")
    return Target(str(path), raw, (_with(Document(id=path.stem, text=raw, source=str(path)), kind, category),))


def _with(document: Document, kind: str | None, category: str | None) -> Document:
    if kind == "speech" or kind == "copy":
        document = msgspec.structs.replace(document, kind=kind)
    return msgspec.structs.replace(document, category=document.category or category)
