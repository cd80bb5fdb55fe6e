"""What ``rules/precheck/rewrites.yaml`` may say, read and checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated, Any

import msgspec

from governance.errors import did_you_mean
from governance.model import CATEGORIES, FAMILIES
from governance.rewrite.calm import Margins
from governance.rewrite.names import Names, NamesWords, compiled
from governance.rulebook.policyfile import PolicyFile
from governance.rulebook.schema import Day
from governance.rulebook.source import shipped


class Softer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that stand for others and add no fact or number; ``from_`` is an RE2 pattern over the clause."""

    from_: str = msgspec.field(name="from")
    to: str


class Reminder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A statement to be added at the end where this rule finds it missing."""

    rule: str
    text: str


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


class EditorPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the trained editor is heard. Odds are natural log-odds.

    ``stays_at``: what a clause needs to stay; ``ill_stays_at``: what it needs next to one that goes, if the reader's
    odds that it breaks a rule by itself are ``ill`` or more; ``name_at``: what words need to be kept as a name,
    against no name; ``surer``: by how much another pointer must be likelier than the one of ``replace``;
    ``draft_below``: the probability that all clauses are chosen right below which a rewrite is called a draft.
    """

    model: str
    trained: Day
    source: str
    stays_at: float
    ill: float
    ill_stays_at: float
    name_at: float
    surer: Annotated[float, msgspec.Meta(ge=0)]
    draft_below: Annotated[float, msgspec.Meta(ge=0, le=1)]


class TitlePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What words cut out of a title cost, in characters: a whole part of it (``part``), its last words (``end``), words
    out of its middle (``middle``), each charged word that stays (``charged``), and each of the log-odds by which the
    rest sounds worse than ``calm.title`` (``ill``). Charged with a family of ``never`` the goods themselves are what is
    wrong, and no other name may be found for them. Where only the reader charges a title, at least the share
    ``kept_least`` of it must stay.
    """

    never: tuple[str, ...]
    kept_least: Annotated[float, msgspec.Meta(ge=0, le=1)]
    part: float
    end: float
    middle: float
    charged: float
    ill: float


class RewritesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/precheck/rewrites.yaml``."""

    date: Day
    source: str
    soften: dict[str, tuple[Softer, ...]]
    droppable: tuple[str, ...]
    names: NamesWords
    calm: Margins
    long_talk: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    kept_least: Annotated[float, msgspec.Meta(ge=0, le=1)]
    kinds: dict[str, Kind]
    title: TitlePolicy
    weight: tuple[str, ...]
    replace: tuple[Instead, ...]
    goods: dict[str, tuple[str, ...]]
    reminders: tuple[Reminder, ...]
    editor: EditorPolicy | None = None


class Rewrites(msgspec.Struct, frozen=True):
    """The file with its patterns compiled, by family. ``goods`` finds the name of goods in a line."""

    file: RewritesFile
    soften: dict[str, tuple[tuple[Any, str], ...]]
    reminders: dict[str, str]
    names: Names
    pointing: dict[str, str]
    goods: Any
    kinds: dict[str, tuple[tuple[str, ...], Any, Any]]
    editor: Path | None


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
    for index, other in enumerate(file.names.elsewhere):
        known(f"$.names.elsewhere[{index}]", other.only, CATEGORIES, "category")
    for index, one in enumerate(file.replace):
        known(f"$.replace[{index}]", one.families, FAMILIES, "family")
        known(f"$.replace[{index}]", one.kinds, (*CATEGORIES, *file.kinds), "kind")
    for key, families in (("droppable", file.droppable), ("weight", file.weight), ("title.never", file.title.never)):
        for index, name in enumerate(families):
            known(f"$.{key}[{index}]", (name,), FAMILIES, "family")
    pointing = {name: word for word, called in file.goods.items() for name in called}
    longest = sorted(pointing, key=lambda name: (-len(name), name))
    goods = re2.compile("|".join(map(re2.escape, longest)) or r"\A\z.")
    if file.editor is not None and Path(file.editor.model).name != file.editor.model:
        read.wrong("$.editor.model", f"no file beside this one: {file.editor.model!r}", "name a file of this folder")
    try:
        names = compiled(file.names, re2.compile)
    except re2.error as error:
        read.wrong("$.names", f"no pattern ({error})", "mend the expression")
    read.done()
    return Rewrites(
        file, softer, {one.rule: one.text for one in file.reminders},
        names, pointing, goods, kinds,
        None if file.editor is None else _beside(read.path, file.editor.model),
    )  # fmt: skip


def _beside(path: Path, model: str) -> Path:
    """A model beside the policy file, or the shipped one where an overlay brings none of its own."""
    own = path.parent / model
    return own if own.is_file() else shipped() / "precheck" / model
