"""What ``rules/precheck/requirements.yaml`` may say."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from governance.model import Severity
from governance.rulebook.schema import Bilingual

Part = Literal["title", "selling_points", "detail", "script"]
Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]*/[a-z0-9-]+$")]


class Papers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of these papers, with these fields filled in, and in force on the day."""

    types: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    fields: tuple[str, ...] = ()


class Agreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the pattern's first group finds must be the same wherever it is found.

    ``across``: the parts of the sheet, and ``evidence`` for the words of the papers of ``types``. A part where it is
    not found does not disagree.
    """

    pattern: str
    across: Annotated[tuple[str, ...], msgspec.Meta(min_length=2)]
    types: tuple[str, ...] = ()


class Requirement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing a sheet of these categories must have, say, not say, or agree on; exactly one of the five.

    ``when``: only where the words of the sheet match it, and not where each place that does is cleared by one of the
    contexts ``unless``. ``say``: in every one of ``within`` that the sheet has.
    """

    id: Name
    title: Bilingual
    mend: Bilingual
    severity: Severity
    law: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    when: str = ""
    unless: tuple[str, ...] = ()
    papers: Papers | None = None
    facts: tuple[str, ...] = ()
    say: str = ""
    never: str = ""
    agree: Agreement | None = None
    within: tuple[Part, ...] = ("title", "selling_points", "detail", "script")


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words, weight and law of a check of price, gift, stock or draw. Slots in braces are filled in."""

    reason: Bilingual
    mend: Bilingual
    severity: Severity
    law: tuple[str, ...] = ()


class OwnWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A supplier's or shop's own word is no evidence where the paper is one that others must write."""

    types: tuple[str, ...]
    fields: tuple[str, ...]
    terms: tuple[str, ...]


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers of law and policy."""

    base_days: Annotated[int, msgspec.Meta(ge=1, le=365)]
    rise_days: Annotated[int, msgspec.Meta(ge=1, le=365)]
    top_prize_yuan: Annotated[int, msgspec.Meta(ge=1)]
    rounding_fen: Annotated[int, msgspec.Meta(ge=0, le=100)]


class RequirementsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/precheck/requirements.yaml``."""

    date: Day
    source: str
    limits: Limits
    own_word: OwnWord
    checks: dict[str, Check]
    requirements: tuple[Requirement, ...]
