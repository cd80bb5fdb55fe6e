"""Reads ``rules/evidence.yaml`` for editors and lint: what decodes may still contradict itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from governance.errors import did_you_mean
from governance.model import FAMILIES
from governance.rulebook.papers import EvidenceFile
from governance.rulebook.policyfile import PolicyFile


def read_evidence(overlays: tuple[Path, ...]) -> EvidenceFile:
    """The vocabulary of the comparisons. Raises RulebookError with every place where it could not work."""
    read = PolicyFile.latest("evidence.yaml", overlays, EvidenceFile)
    file = read.content
    for kind, paper in {**{f"types.{name}": one for name, one in file.types.items()}, "other": file.other}.items():
        _known(read, f"$.{kind}.families", paper.families)
        if not paper.families:
            read.wrong(f"$.{kind}.families", "no family may be charged with it", "name at least one")
    for family in file.families:
        _known(read, f"$.families.{family}", (family,))
    _once(read, "units", file.units, "the unit {} measures two things, {} and {}")
    _once(read, "same", file.same, "{} is the same as two things, {} and {}")
    for name, order in file.orders.items():
        steps = {f"step {number}": words for number, words in enumerate(order.steps, 1)}
        _once(read, f"orders.{name}.steps", steps, "{} stands in two steps, {} and {}")
    for measure in file.less:
        if measure != "any" and measure not in file.units:
            mend = did_you_mean(measure, file.units) or "name a measure of `units`, or any"
            read.wrong(f"$.less.{measure}", f"no unit measures {measure!r}", mend)
    for field, told in file.fields.items():
        if told.count("{}") != 1:
            read.wrong(f"$.fields.{field}", "the words need one place for the number", "write {} where it stands")
    for lexicon in file.affirming:
        if not lexicon.startswith("is-"):
            read.wrong("$.affirming", f"{lexicon!r} is no lexicon of a kind", "name a lexicon is-…")
    return read.done()


def _known(read: PolicyFile[EvidenceFile], at: str, families: tuple[str, ...]) -> None:
    for family in families:
        if family not in FAMILIES:
            mend = did_you_mean(family, FAMILIES) or "name a family of the rulebook"
            read.wrong(at, f"no family {family!r}", mend)


def _once(read: PolicyFile[EvidenceFile], at: str, groups: Mapping[str, Iterable[str]], what: str) -> None:
    """A word that stands in two groups is read as one of them, whichever comes first."""
    owner: dict[str, str] = {}
    for group, words in groups.items():
        for word in words:
            other = owner.setdefault(word, group)
            if other != group:
                read.wrong(f"$.{at}.{group}", what.format(repr(word), other, group), "keep one")
