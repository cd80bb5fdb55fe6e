"""The law of the day: which articles a rule rests on, chosen by date, category, form and party."""

from __future__ import annotations

from collections.abc import Iterable

from governance.model import LawRef
from governance.rulebook.schema import Act, LawFile, TopicChoice


def parse_ref(text: str) -> LawRef:
    """``AD_LAW:9(3)/57`` is act, article and, after the slash, the article that sets the penalty."""
    act, _, rest = text.partition(":")
    article, _, penalty = rest.partition("/")
    return LawRef(act, article, penalty or None)


def in_force(act: Act, day: str) -> bool:
    """Whether the act's text is the one in force on ``day`` (ISO date)."""
    return act.effective_from <= day and (act.effective_to is None or day <= act.effective_to)


def choose(
    law: LawFile, refs: Iterable[str], day: str, category: str, kind: str, party: str = ""
) -> tuple[LawRef, ...]:
    """Resolve refs and ``@topics`` to the articles in force on ``day``, in order, without repeats."""
    found: dict[LawRef, None] = {}
    for ref in refs:
        if ref.startswith("@"):
            for choice in law.topics.get(ref[1:], ()):
                if _fits(choice, category, kind, party):
                    found.update(dict.fromkeys(_alive(law, choice.refs, day)))
        else:
            found.update(dict.fromkeys(_alive(law, (ref,), day)))
    return tuple(found)


def _fits(choice: TopicChoice, category: str, kind: str, party: str) -> bool:
    return (
        (not choice.categories or category in choice.categories)
        and (not choice.kinds or kind in choice.kinds)
        and (not choice.parties or party in choice.parties)
    )


def _alive(law: LawFile, refs: Iterable[str], day: str) -> list[LawRef]:
    parsed = [parse_ref(ref) for ref in refs]
    return [ref for ref in parsed if ref.act in law.acts and in_force(law.acts[ref.act], day)]
