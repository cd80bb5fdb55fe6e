"""What ``rules/precheck/rewrites.yaml`` may say, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from governance.errors import did_you_mean
from governance.model import CATEGORIES, FAMILIES
from governance.rewrite.calm import Margins
from governance.rewrite.fluency import Fluency
from governance.rewrite.patterns import Remains, RemainsWords, compiled
from governance.rewrite.talk import DistilWords, Talk, compiled_talk
from governance.rulebook.policyfile import PolicyFile
from governance.rulebook.schema import Day

T = TypeVar("T")


class Softer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that stand for others and add no fact or number; ``from_`` is an RE2 pattern over the clause."""

    from_: str = msgspec.field(name="from")
    to: str


class Reminder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A statement to be added at the end where this rule finds it missing."""

    rule: str
    text: str


class Costs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a step costs beside the characters it changes: dropping says less than softening."""

    soften: Annotated[int, msgspec.Meta(ge=0)]
    drop_word: Annotated[int, msgspec.Meta(ge=0)]
    drop_clause: Annotated[int, msgspec.Meta(ge=0)]
    replace: Annotated[int, msgspec.Meta(ge=0)]
    drop_sentence: Annotated[int, msgspec.Meta(ge=0)]
    drop_line: Annotated[int, msgspec.Meta(ge=0)]


class FluencyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the clauses that stay must be; RE2 patterns over a clause, ``shortest`` in characters."""

    shortest: Annotated[int, msgspec.Meta(ge=1, le=100)]
    waiting: str
    leaning: str
    lead_in: str
    suspect: str
    plain: str
    fact: str
    back: str
    thing: str
    setup: str
    person: str
    whole: str = "是.+的$"


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of thing that is sold: what is of these categories (of any, where none is named) and is spoken of with
    these words (RE2, over the line), or whose name, where the line gives one, is like this."""

    of: tuple[str, ...] = ()
    words: str = ""
    name: str = ""


class Instead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand where a line would be empty: after the name of the goods, or without it. ``kinds`` are categories
    or names of ``kinds``; without them it must fit anything."""

    families: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    kinds: tuple[str, ...] = ()
    topic: str = ""
    text: str = ""
    plain: bool = True  # whether prices and other details of the line may stand before it


class RewritesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/precheck/rewrites.yaml``."""

    date: Day
    source: str
    costs: Costs
    empty: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    soften: dict[str, tuple[Softer, ...]]
    droppable: tuple[str, ...]
    whole_line: tuple[str, ...]
    whole_line_chars: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    sentences_chars: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    keeps_plain: tuple[str, ...]
    facts_only: tuple[str, ...]
    fluency: FluencyWords
    remains: RemainsWords
    distil: DistilWords
    calm: Margins
    kept_least: Annotated[float, msgspec.Meta(ge=0, le=1)]
    kinds: dict[str, Kind]
    weight: tuple[str, ...]
    replace: tuple[Instead, ...]
    goods: dict[str, tuple[str, ...]]
    reminders: tuple[Reminder, ...]


class Rewrites(msgspec.Struct, frozen=True):
    """The file with its patterns compiled, by family. ``goods`` finds the name of goods in a line."""

    file: RewritesFile
    soften: dict[str, tuple[tuple[Any, str], ...]]
    reminders: dict[str, str]
    fluency: Fluency
    remains: Remains
    talk: Talk
    pointing: dict[str, str]
    goods: Any
    kinds: dict[str, tuple[tuple[str, ...], Any, Any]]


def read_rewrites(overlays: tuple[Path, ...] = ()) -> Rewrites:
    """The rewrites of the last folder that has them. Raises RulebookError with every problem."""
    import re2

    read = PolicyFile.latest("precheck/rewrites.yaml", overlays, RewritesFile)
    file = read.content

    def known(place: str, names: Iterable[str], among: Collection[str], what: str) -> None:
        for name in names:
            if name not in among:
                read.wrong(place, f"no {what} {name!r}", did_you_mean(name, among))

    softer: dict[str, tuple[tuple[Any, str], ...]] = {}
    for family, pairs in file.soften.items():
        known(f"$.soften.{family}", (family,), FAMILIES, "family")
        done = []
        for index, pair in enumerate(pairs):
            try:
                done.append((re2.compile(pair.from_), pair.to))
            except re2.error as error:
                read.wrong(f"$.soften.{family}[{index}]", f"no pattern ({error})", "mend the expression")
        softer[family] = tuple(done)
    kinds: dict[str, tuple[tuple[str, ...], Any, Any]] = {}
    for kind, said in file.kinds.items():
        known(f"$.kinds.{kind}", said.of, CATEGORIES, "category")
        try:
            spoken, ending = (re2.compile(one) if one else None for one in (said.words, said.name))
            kinds[kind] = said.of, spoken, ending
        except re2.error as error:
            read.wrong(f"$.kinds.{kind}", f"no pattern ({error})", "mend the expression")
    for index, other in enumerate(file.remains.elsewhere):
        known(f"$.remains.elsewhere[{index}]", other.only, CATEGORIES, "category")
    for index, one in enumerate(file.replace):
        known(f"$.replace[{index}]", one.families, FAMILIES, "family")
        known(f"$.replace[{index}]", one.kinds, (*CATEGORIES, *file.kinds), "kind")
    for key in ("droppable", "whole_line", "keeps_plain", "facts_only", "weight"):
        for index, name in enumerate(getattr(file, key)):
            known(f"$.{key}[{index}]", (name,), FAMILIES, "family")
    fluency = file.fluency
    patterns: dict[str, Any] = {}
    for key in (
        "waiting",
        "leaning",
        "lead_in",
        "suspect",
        "plain",
        "fact",
        "whole",
        "back",
        "thing",
        "setup",
        "person",
    ):
        try:
            patterns[key] = re2.compile(getattr(fluency, key))
        except re2.error as error:
            read.wrong(f"$.fluency.{key}", f"no pattern ({error})", "mend the expression")
    remains = _built(read, "remains", lambda: compiled(file.remains, re2.compile))
    talk = _built(read, "distil", lambda: compiled_talk(file.distil, re2.compile))
    for key, named in (("remains", file.remains.silent), ("distil", file.distil.silent)):
        known(f"$.{key}.silent", named, FAMILIES, "family")
    known("$.distil", (*file.distil.unpointed, *file.distil.others), FAMILIES, "family")
    pointing = {name: word for word, names in file.goods.items() for name in names}
    longest = sorted(pointing, key=lambda name: (-len(name), name))
    goods = re2.compile("|".join(map(re2.escape, longest)) or r"\A\z.")
    return Rewrites(
        read.done(), softer, {one.rule: one.text for one in file.reminders},
        Fluency(fluency.shortest, **patterns), remains, talk, pointing, goods, kinds,
    )  # fmt: skip


def _built(read: PolicyFile[RewritesFile], key: str, build: Callable[[], T]) -> T:
    """What is built of the patterns under a key. Raises RulebookError where one is wrong."""
    import re2

    try:
        return build()
    except re2.error as error:
        read.wrong(f"$.{key}", f"no pattern ({error})", "mend the expression")
        read.done()
        raise
