"""What a worker does with a shard: take over what cannot have changed, scan the rest, never lose more than one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from governance.audit.plan import Spec
from governance.audit.shard import Entry, Failure, key_of, load, unpack
from governance.model import Document, Scan, Stamp
from governance.pipeline import Scanner
from governance.rulebook.signature import Change


class Earlier(NamedTuple):
    """A run of the same plan under another rulebook: its shards, and what the change of rules can affect."""

    folder: Path
    change: Change


class Labour:
    """A warm scanner with what was found earlier; one a process."""

    def __init__(self, spec: Spec, earlier: Earlier | None = None) -> None:
        overlays = tuple(Path(folder) for folder in spec.rules)
        self.scanner = Scanner.load(overlays, as_of=spec.as_of, lang=spec.lang, today=spec.today)
        self.earlier = earlier
        self.copied = 0

    def shard(self, name: str, documents: Sequence[bytes], failed: dict[int, str],
              begin: Callable[[int], None]) -> list[Entry]:  # fmt: skip
        """Entries for packed documents, in order. ``failed`` are known not to come through, by place; ``begin`` is
        told the place of each document before it is touched."""
        before = self._before(name)
        self.copied = 0
        out = []
        for place, packed in enumerate(documents):
            document = unpack(packed)
            key = key_of(packed)
            if place in failed:
                out.append(Entry(key, None, Failure(document.id, document.source, failed[place])))
                continue
            begin(place)
            out.append(self._entry(key, document, before.get(key)))
        begin(-1)
        return out

    def _before(self, name: str) -> dict[bytes, Scan]:
        if self.earlier is None or self.earlier.change.whole:
            return {}
        return {entry.key: entry.scan for entry in load(self.earlier.folder / name) or () if entry.scan is not None}

    def _entry(self, key: bytes, document: Document, before: Scan | None) -> Entry:
        try:
            if before is not None and self.earlier is not None and unmoved(
                before, document, self.earlier.change, self.scanner
            ):  # fmt: skip
                book = self.scanner.book
                self.copied += 1
                stamp = Stamp(book.version, book.digest, before.rulebook.as_of)
                return Entry(key, msgspec.structs.replace(before, rulebook=stamp))
            return Entry(key, self.scanner.scan(document))
        except Exception as error:  # whatever one document does to the engine, the others are scanned
            why = f"{type(error).__name__}: {error}"[:500]
            return Entry(key, None, Failure(document.id, document.source, why))


def unmoved(before: Scan, document: Document, change: Change, scanner: Scanner) -> bool:
    """Whether a document must come out under the changed rulebook as it did ``before``: no rule that went had a say
    in it, none that came matches in it, no word that the reader weighs otherwise stands in it, and it is judged by the
    law of the same day."""
    return (
        not change.whole
        and not (change.evidence and (document.evidence or document.products))
        and not change.gone.intersection(before.touched)
        and before.rulebook.as_of == scanner.day_of(document)
        and not ((change.new or change.words) and scanner.meets(document, change.new, change.words))
    )
