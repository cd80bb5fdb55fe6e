"""A sheet, whole: its evidence vetted, its claims weighed, its category's requirements and its offer checked, gated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from governance.language.fold import fold
from governance.model import Lang, Stamp
from governance.pipeline import Scanner
from governance.precheck import needs, offers
from governance.precheck.claims import Claims
from governance.precheck.gate import through, worst
from governance.precheck.item import Item
from governance.precheck.notes import Notes
from governance.precheck.policy import read_policy
from governance.precheck.sheet import Sheet
from governance.precheck.words import documents
from governance.rulebook.admission import Level, read_admission


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What a sheet came to: every item with its gate, and the sheet's own level, that of its worst item."""

    sheet: Sheet
    category: str
    level: Level
    items: tuple[Item, ...]
    rulebook: Stamp


class Reviewer:
    """A warm reviewer: build it once, then :meth:`review` as many sheets as you like."""

    def __init__(self, rules: tuple[Path, ...] = (), *, gate: Path | None = None, as_of: str | None = None,
                 lang: Lang = "zh") -> None:  # fmt: skip
        self.scanner = Scanner.load(rules, as_of=as_of, lang=lang)
        self.policy = read_policy(rules, self.scanner.book.contexts)
        self.admission = read_admission(rules, gate)
        self.lang: Lang = lang
        self.claims = Claims(self.scanner)

    def review(self, sheet: Sheet) -> Review:
        """Check one sheet. Deterministic for the same sheet, rulebook and day."""
        first = documents(sheet)[0].document
        day = self.scanner.day_of(first)
        counted, aside = self._vet(sheet)
        items, category = self.claims.of(counted)
        notes = Notes(self.policy.file, self.scanner.book, self.lang, day, category)
        items += [notes.check(rule, "too-narrow" if rule == "evidence/own-word" else "missing", part="evidence",
                              quote=quote, evidence=kind, name=quote, why=why)
                  for rule, kind, quote, why in aside]  # fmt: skip
        items += needs.checks(counted, self.policy, notes, self.scanner.resolver)
        items += offers.checks(counted, notes)
        gated = tuple(through(self.admission.items, item, category) for item in items)
        stamp = Stamp(self.scanner.book.version, self.scanner.book.digest, day)
        return Review(
            sheet=sheet, category=category, level=worst(item.gate for item in gated), items=gated, rulebook=stamp
        )

    def _vet(self, sheet: Sheet) -> tuple[Sheet, list[tuple[str, str, str, str]]]:
        """The sheet with the evidence that counts, and what was set aside: rule, type, name, why."""
        aside: list[tuple[str, str, str, str]] = []

        def counts() -> Iterator[dict[str, object]]:
            own = self.policy.file.own_word
            for item in sheet.evidence:
                kind, name = str(item["type"]), str(item.get("file", ""))
                if name in sheet.unreadable:
                    aside.append(("evidence/file", kind, name[:80], sheet.unreadable[name]))
                    continue
                said = "。".join(fold(str(item[field])[:500]).folded for field in own.fields if item.get(field))
                if kind in own.types and any(term in said for term in own.terms):
                    aside.append(("evidence/own-word", kind, said[:80], said[:80]))
                    continue
                yield item

        return msgspec.structs.replace(sheet, evidence=tuple(counts())), aside
