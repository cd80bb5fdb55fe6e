"""The rule language as types: what a rulebook file may say. ``pinocchio rules schema`` prints it."""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

import msgspec

from governance.model import Kind, Severity, Status

Identifier = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]*$", max_length=64)]
RuleId = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]*/[a-z0-9][a-z0-9-]*$", max_length=80)]
PatternText = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Confidence = Literal["high", "medium", "low"]
Term = Annotated[int, msgspec.Meta(ge=1, le=3650)]  # days


class Bilingual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same thing said in natural Chinese and natural English."""

    zh: str
    en: str

    def to(self, lang: str) -> str:
        """Return the text in ``zh`` or ``en``."""
        return self.en if lang == "en" else self.zh


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence to try a rule on, with what a document may carry beside its text."""

    text: str
    category: str | None = None
    kind: Kind | None = None
    evidence: tuple[dict[str, Any], ...] = ()
    products: tuple[dict[str, Any], ...] = ()
    occurred_at: str | None = None
    status: Status | None = None


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"passes": "pass"}):
    """``flag``: the rule must find them. ``pass``: hard ones that share its trigger words."""

    flag: tuple[str | Example, ...] = ()
    passes: tuple[str | Example, ...] = ()


class Together(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"all_": "all"}):
    """Patterns that must all stand within ``within`` characters of the first, in any order.

    This one may cross sentences.
    """

    all_: tuple[PatternText, ...]
    within: Annotated[int, msgspec.Meta(ge=1, le=200)] = 40


class Near(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"any_": "any"}):
    """At least one pattern must stand within so many characters of the match (it may cross sentences)."""

    any_: tuple[PatternText, ...]
    within: Annotated[int, msgspec.Meta(ge=1, le=400)] = 40


class Variant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What changes when the goods are of these categories, or the document of this kind."""

    categories: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    status: Status | None = None
    severity: Severity | None = None
    law: tuple[str, ...] = ()
    reason: Bilingual | None = None
    suggest: Bilingual | None = None


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"except_": "except"}):
    """One way of talking that breaks the law or the platform's word.

    ``only_contradicted``: innocent by itself (我是真人); a claim only where attached evidence proves the opposite.
    ``reads``: flag passages that the trained reader charges with this family, with the status it reads, where no
    pattern of the family speaks already. It has read the talk around, so the file's ``unless`` is not added.
    ``compared``: flag clauses that attached evidence proves false or is too narrow for, where no pattern speaks.
    """

    id: RuleId
    title: Bilingual
    reason: Bilingual
    suggest: Bilingual
    examples: Examples
    match: tuple[PatternText | Together, ...] = ()
    reads: bool = False
    compared: bool = False
    status: Status | None = None
    severity: Severity | None = None
    confidence: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.9
    law: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    not_categories: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    near: Near | None = None
    not_near: Near | None = None
    except_: tuple[PatternText, ...] = ()
    unless: tuple[str, ...] = ()
    unless_not: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    only_contradicted: bool = False
    missing: tuple[PatternText, ...] = ()
    min_chars: int = 0
    tokens: tuple[tuple[dict[str, Any], ...], ...] = ()
    tokens_not: tuple[tuple[dict[str, Any], ...], ...] = ()
    borders: bool | None = None
    variants: tuple[Variant, ...] = ()
    enabled: bool = True
    note: str = ""


class Defaults(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every rule of the file has unless it says otherwise; ``unless`` is added, not replaced."""

    status: Status | None = None
    severity: Severity | None = None
    law: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    not_categories: tuple[str, ...] = ()


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/detection/<family>.yaml``."""

    family: str
    title: Bilingual
    rules: tuple[Rule, ...]
    defaults: Defaults = Defaults()


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that fill a slot. ``include`` adds the words of other lexicons.

    ``used_by`` names a part of the engine that reads the lexicon by name, where no pattern does; ``spoken`` marks words
    that carry talk and that nobody hides, so that the resolver does not look for them.
    """

    title: str
    terms: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    used_by: str = ""
    spoken: bool = False


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A code word: ``said`` for ``meant``; ``near`` and ``unless`` tell it from its plain sense."""

    said: tuple[str, ...]
    meant: str
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    within: Annotated[int, msgspec.Meta(ge=1, le=60)] = 16


class LexiconFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/lexicons/<topic>.yaml``."""

    lexicons: dict[str, Lexicon] = {}
    emoji: dict[str, str] = {}
    codewords: tuple[Code, ...] = ()
    parts: dict[str, str] = {}
    fillers: dict[Literal["loud", "mid", "soft"], tuple[str, ...]] = {}
    weights: dict[str, float] = {}
    source: str = ""
    used_by: str = ""
    spoken: bool = False


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way a context shows; exactly one of the places is given.

    ``before``/``after``: the pattern ends before / starts after the claim in the same sentence, at most ``reach``
    characters away, and crosses a soft break only when ``across`` is true. ``around``: it overlaps the claim.
    ``inside``: within the claim's own words, at most ``reach`` characters from their start. ``sentence``: anywhere in
    the sentence. ``next``/``previous``: within ``reach`` characters of the sentence that follows / precedes.
    ``document``: anywhere.
    """

    before: PatternText | None = None
    after: PatternText | None = None
    around: PatternText | None = None
    inside: PatternText | None = None
    sentence: PatternText | None = None
    next: PatternText | None = None
    previous: PatternText | None = None
    document: PatternText | None = None
    reach: Annotated[int, msgspec.Meta(ge=0, le=200)] = 6
    across: bool = False


class ContextExamples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences with the claim in square brackets: what the context clears and what it must keep."""

    clears: tuple[str, ...]
    keeps: tuple[str, ...]


class ContextFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/contexts/<name>.yaml``: a named circumstance that takes a claim's edge off."""

    id: Identifier
    title: Bilingual
    why: Bilingual
    cues: tuple[Cue, ...]
    examples: ContextExamples
    keeps: tuple[Cue, ...] = ()
    effect: Annotated[str, msgspec.Meta(pattern="^(clear|downgrade)$")] = "clear"


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A law, regulation or rule, and the days on which its text is the one in force."""

    title: Bilingual
    effective_from: Day
    effective_to: Day | None = None
    source: str = ""
    confidence: Annotated[str, msgspec.Meta(pattern="^(high|medium|low)$")] = "high"
    articles: dict[str, Bilingual] = {}


class TopicChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The articles for a topic under these circumstances; refs not in force on the day fall away."""

    refs: tuple[str, ...]
    categories: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    parties: tuple[str, ...] = ()


class LawFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/law.yaml``: acts by key, and topics that choose among their articles."""

    acts: dict[str, Act]
    topics: dict[str, tuple[TopicChoice, ...]] = {}


class CategoryWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that speak for a category of goods, and how strongly."""

    title: Bilingual
    terms: dict[str, float] = {}


class CategoriesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/categories.yaml``."""

    categories: dict[str, CategoryWords]
    threshold: float = 2.0


class ClerkPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``papers`` of ``rules/reader.yaml``: how the trained reader of papers is heard. Odds are natural log-odds that
    the papers do not prove what is said.

    It is asked of documents of one line and at most ``longest`` characters, which are one claim with its papers.
    ``charge_at``: such a document is charged where nobody else charges it, and from ``charge_proved_at`` where a paper
    has cleared the words of a rule; ``clear_below``: what only the reader and the comparisons charged is cleared;
    ``clear_worded_below``: so is what a rule charged that hears papers, or a paper disproved; ``name_at``: the share
    (0 to 1) a family needs to take the place of the one they named.
    """

    model: str
    trained: Day
    source: str
    longest: Annotated[int, msgspec.Meta(ge=0)]
    charge_at: float
    charge_proved_at: float
    clear_below: float
    clear_worded_below: float
    name_at: Annotated[float, msgspec.Meta(ge=0, le=1)] = 1.0


class ReaderFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/reader.yaml``: how the trained reader is heard beside the rules. Odds are natural log-odds.

    ``flag_at``: a passage that reads so is flagged where no rule speaks. ``clear_below``: a rule's match in a passage
    that reads so is cleared; ``clear_grave_below`` takes its place for rules of high severity, ``clear_critical_below``
    for those of critical severity, which honest talk of doctors and medicine is near to. ``crowd`` is added to
    ``flag_at`` for every doubling of the passages in a document: in many passages one reads badly by chance. ``alone``:
    where the clause of a match reads by itself so much worse than what is cleared, the match stands, however innocent
    its company. ``hidden`` is taken off what clears grave claims where words in the sentence were said evasively.
    Shares (0 to 1) of a passage's families: ``beside`` is what the likeliest needs where rules have charged another,
    ``second`` what the next one needs to be charged beside the likeliest. In talk of several passages the next one
    needs ``second_at`` log-odds of its own as well: there much stands beside a claim that is none.
    In a line of copy of at most ``terse`` characters a match is only cleared below ``clear_terse_below``: a slogan
    reads calm whatever it promises.

    A line of a claim sheet says little by itself: each character it is short of ``brief`` adds ``brief_by`` to
    ``flag_at``.
    """

    model: str
    trained: Day
    source: str
    flag_at: float
    clear_below: float
    clear_grave_below: float
    clear_critical_below: float
    clear_terse_below: float = 0.0
    terse: Annotated[int, msgspec.Meta(ge=0)] = 0
    crowd: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    alone: Annotated[float, msgspec.Meta(ge=0)] = 3.0
    hidden: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    beside: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.6
    second: Annotated[float, msgspec.Meta(ge=0, le=1)] = 1.0
    second_at: float = -math.inf
    brief: Annotated[int, msgspec.Meta(ge=0)] = 0
    brief_by: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    papers: ClerkPolicy | None = None


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``rules/rulebook.yaml``: the version of the whole; an overlay also says what it switches off."""

    version: str
    title: str = ""
    disable: tuple[str, ...] = ()
