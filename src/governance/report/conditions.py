"""A condition on a merchant in words: what it asks, and what the fact is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from governance.model import Lang
from governance.report.trustwords import WORDS
from governance.report.words import pick

Say = Callable[[str], str]


def trust_word(key: str, lang: Lang) -> str:
    """A word of the trust faces; an unknown key stands for itself."""
    return pick(WORDS, key, lang)


def wanted(one: dict[str, Any], say: Say) -> str:
    """What a condition asks: ``≥ 68``, ``not behind``, ``≤ 0 (90 days)``."""
    parts = [f"≥ {one['at_least']:g}"] if "at_least" in one else []
    parts += [f"≤ {one['at_most']:g}"] if "at_most" in one else []
    parts += [" / ".join(say(word) for word in one["one_of"])] if "one_of" in one else []
    parts += [f"{say('not')} " + " / ".join(map(say, one["none_of"]))] if "none_of" in one else []
    parts += [say("yes" if one["is"] else "no")] if "is" in one else []
    parts += [f"({one['days']} {say('natural-days')})"] if "days" in one else []
    return " ".join(parts)


def stated(value: Any, say: Say) -> str:
    """What a fact is."""
    if value is None:
        return say("unknown")
    if isinstance(value, bool):
        return say("yes" if value else "no")
    return say(value) if isinstance(value, str) else f"{value:g}"


def admission_lines(gate: dict[str, Any], lang: Lang) -> list[str]:
    """The merchant before its gate: one line that says how it stands, and one for each condition not met."""

    def say(key: str) -> str:
        return trust_word(key, lang)

    who = gate["merchant"] or say("merchant")
    results = [one["result"] for one in gate["conditions"]]
    kinds = ("met", "unmet", "unknown", "not-looked-at")
    counts = " · ".join(f"{say(kind)} {results.count(kind)}" for kind in kinds if kind in results)
    lines = [f"{who} · {say('admission')} · {gate['title'][lang]}: {counts}"]
    for one in gate["conditions"]:
        if one["result"] in ("unmet", "unknown"):
            fact = f"{say('fact-' + one['fact'])}: {stated(one['value'], say)}"
            lines.append(f"    {fact}, {say('needs')} {wanted(one, say)}")
    return lines
