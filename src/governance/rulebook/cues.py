"""Contexts compiled: the cues of one place and reach as one pattern."""

from __future__ import annotations

from collections.abc import Iterable

from governance.errors import Problem
from governance.rulebook import schema as s
from governance.rulebook.compiler import Compiler
from governance.rulebook.lazy import LazyRegex


class CompiledContext:
    """A context's cues merged by place into as few RE2 patterns as possible."""

    def __init__(self, context: s.ContextFile, compiler: Compiler) -> None:
        self.id = context.id
        self.effect = context.effect
        self.file = context
        self.cues = tuple(_merge_cues(context.cues, compiler))
        self.keeps = tuple(_merge_cues(context.keeps, compiler))


class CompiledCue(LazyRegex):
    """``place`` is where to look; the pattern already holds the allowed distance for before and after.

    It cannot speak where none of ``words`` stands. ``bit`` is its own among all cues of a rulebook.
    """

    __slots__ = ("bit", "place", "reach", "words")

    def __init__(self, place: str, source: str, reach: int, words: frozenset[str]) -> None:
        super().__init__(source)
        self.place = place
        self.reach = reach
        self.words = words
        self.bit = 0


_PLACES = ("before", "after", "around", "inside", "sentence", "next", "previous", "document")


def _merge_cues(cues: Iterable[s.Cue], compiler: Compiler) -> list[CompiledCue]:
    merged: dict[tuple[str, int], list[str]] = {}
    words: dict[tuple[str, int], set[str]] = {}
    for cue in cues:
        given = [(place, getattr(cue, place)) for place in _PLACES if getattr(cue, place) is not None]
        if len(given) != 1:
            compiler.problems.append(
                Problem("a cue needs exactly one place", compiler.place, "one of " + ", ".join(_PLACES))
            )
            continue
        place, text = given[0]
        pattern = compiler.pattern(text)
        source = pattern.source
        stop = "。\\n" if cue.across else "，。\\n"
        if place == "before":
            source = f"(?:{source})[^{stop}]{{0,{cue.reach}}}"
        elif place == "after":
            source = f"[^{stop}]{{0,{cue.reach}}}?(?:{source})"
        key = place, cue.reach
        merged.setdefault(key, []).append(source)
        rarest = min(pattern.witnesses, key=lambda group: (-min(map(len, group)), len(group)))
        words.setdefault(key, set()).update(rarest)
    return [
        CompiledCue(place, _anchored(place, "|".join(parts)), reach, frozenset(words[place, reach]))
        for (place, reach), parts in merged.items()
    ]


def _anchored(place: str, source: str) -> str:
    """What stands before a claim ends where the claim begins. An anchor around all branches, not in each, lets RE2 read
    from that end and give up after a few characters.
    """
    return f"(?:{source})$" if place == "before" else f"^(?:{source})" if place == "after" else source
