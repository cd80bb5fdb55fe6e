"""What ``rules/precheck/rewrites.yaml`` may say, read and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec

from governance.errors import Place, Problem, RulebookError, did_you_mean
from governance.model import FAMILIES
from governance.rulebook.source import shipped
from governance.rulebook.yamlsafe import decode


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

    path = [p for p in (f / "precheck" / "rewrites.yaml" for f in (shipped(), *overlays)) if p.is_file()][-1]
    try:
        file, positions = decode(path, path.read_bytes(), RewritesFile)
    except OSError as error:
        raise RulebookError.of(error.strerror or "cannot be read", str(path), "check the file") from None
    problems: list[Problem] = []
    compiled: dict[str, tuple[tuple[Any, str], ...]] = {}
    for family, pairs in file.soften.items():
        if family not in FAMILIES:
            place = Place(str(path), *positions.get(f"$.soften.{family}", (1, 1)))
            problems.append(Problem(f"no family {family!r}", place, did_you_mean(family, FAMILIES)))
        done = []
        for index, pair in enumerate(pairs):
            try:
                done.append((re2.compile(pair.from_), pair.to))
            except re2.error as error:
                place = Place(str(path), *positions.get(f"$.soften.{family}[{index}]", (1, 1)))
                problems.append(Problem(f"no pattern ({error})", place, "mend the expression"))
        compiled[family] = tuple(done)
    if problems:
        raise RulebookError(*problems)
    return Rewrites(file, compiled, {one.rule: one.text for one in file.reminders})
