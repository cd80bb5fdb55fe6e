"""One error type with a place: what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import msgspec


class Place(msgspec.Struct, frozen=True):
    """Where something is wrong. ``line`` and ``column`` count from 1; 0 means unknown."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class Problem(msgspec.Struct, frozen=True):
    """Something that could not be read or used; the rest of the work goes on."""

    what: str
    place: Place = Place()
    mend: str = ""

    def __str__(self) -> str:
        where = str(self.place)
        text = f"{where}: {self.what}" if where else self.what
        line = f"{text}; {self.mend}" if self.mend else text
        return one_line(line)


class PinocchioError(Exception):
    """Work cannot go on; carries one or more problems, each printed as one line.

    The exit code of the command is 2 (bad usage, unreadable input or a broken rulebook).
    """

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    @classmethod
    def of(cls, what: str, place: Place | str = "", mend: str = "") -> PinocchioError:
        """Build an error from one problem; a plain string place is a file name."""
        return cls(Problem(what, Place(place) if isinstance(place, str) else place, mend))


class RulebookError(PinocchioError):
    """The rulebook cannot be used."""


class UsageError(PinocchioError):
    """The command was called with something it cannot take."""


def one_line(text: str) -> str:
    """Make text safe to print as one line: no line breaks, control characters or surrogates."""
    return "".join(ch if ch.isprintable() else " " for ch in text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest right name, or nothing when none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else ""
