"""What ``rules/precheck/rewrites.yaml`` may say, read and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec

from governance.errors import did_you_mean
from governance.model import FAMILIES
from governance.rulebook.policyfile import PolicyFile


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
    drop_sentence: Annotated[int, msgspec.Meta(ge=0)]
    drop_line: Annotated[int, msgspec.Meta(ge=0)]


class RewritesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/precheck/rewrites.yaml``."""

    date: str
    source: str
    costs: Costs
    soften: dict[str, tuple[Softer, ...]]
    droppable: tuple[str, ...]
    whole_sentence: tuple[str, ...]
    whole_sentence_chars: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    reminders: tuple[Reminder, ...]


class Rewrites(msgspec.Struct, frozen=True):
    """The file with its patterns compiled, by family."""

    file: RewritesFile
    soften: dict[str, tuple[tuple[Any, str], ...]]
    reminders: dict[str, str]


def read_rewrites(overlays: tuple[Path, ...] = ()) -> Rewrites:
    """The rewrites of the last folder that has them. Raises RulebookError with every problem."""
    import re2

    read = PolicyFile.latest("precheck/rewrites.yaml", overlays, RewritesFile)
    file = read.content
    compiled: dict[str, tuple[tuple[Any, str], ...]] = {}
    for family, pairs in file.soften.items():
        if family not in FAMILIES:
            read.wrong(f"$.soften.{family}", f"no family {family!r}", did_you_mean(family, FAMILIES))
        done = []
        for index, pair in enumerate(pairs):
            try:
                done.append((re2.compile(pair.from_), pair.to))
            except re2.error as error:
                read.wrong(f"$.soften.{family}[{index}]", f"no pattern ({error})", "mend the expression")
        compiled[family] = tuple(done)
    return Rewrites(read.done(), compiled, {one.rule: one.text for one in file.reminders})
