"""What a check is, and what several of them ask of a rulebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from governance.errors import Problem
from governance.rulebook.book import CompiledRule, Group, Rulebook
from governance.rulebook.compiler import Pattern
from governance.rulebook.schema import Example


class Check(NamedTuple):
    """``run(book, day)`` yields a problem a mistake; ``about`` is its line of help."""

    name: str
    about: str
    run: Callable[[Rulebook, str], Iterable[Problem]]


class Found(NamedTuple):
    """A problem with the check that found it."""

    check: str
    problem: Problem


def patterns_of(compiled: CompiledRule) -> Iterator[Pattern]:
    """The patterns that find a rule's claims."""
    for entry in compiled.matches:
        if isinstance(entry, Group):
            yield from entry.patterns
        else:
            yield entry


def words_of(pattern: Pattern) -> Iterator[str]:
    """Every literal a pattern needs at least one of."""
    for group in pattern.witnesses:
        yield from group


def text_of(example: str | Example) -> str:
    """The sentence of an example."""
    return example if isinstance(example, str) else example.text
