"""How talk tells plain details, compiled from ``distil`` of ``rules/precheck/rewrites.yaml``."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import msgspec


class DistilWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """RE2 patterns, in which ``<word>`` stands for an entry of ``words``.

    A clause is a detail when beside its ``pieces`` little is left, and nothing that tells a ``story``.
    """

    longest: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    rest: Annotated[int, msgspec.Meta(ge=0, le=20)]
    most: Annotated[int, msgspec.Meta(ge=2, le=20)]
    words: dict[str, str]
    opening: str
    call: str
    closing: str
    filler: str
    about: str
    own: str
    taken: str
    never: str
    story: str
    chat: str
    goods: str
    pieces: dict[str, str]
    exact: tuple[str, ...]
    after: dict[str, tuple[str, ...]]
    spares: tuple[str, ...]
    follows: tuple[str, ...]
    told_of: str
    whole: tuple[str, ...]
    unpointed: tuple[str, ...]
    ours: str
    spoken: str
    rivals: str
    others: tuple[str, ...]
    silent: dict[str, tuple[str, ...]]


class Talk(NamedTuple):
    """``DistilWords`` with its patterns compiled.

    ``exact`` are kinds that stand beside a name and nothing else, ``after`` such as say something only next to one of
    these others, ``follows`` such as hang on the clause before them, ``spares`` such as may speak of whom it harms.
    """

    opening: Any
    call: Any
    closing: Any
    filler: Any
    about: Any
    own: Any
    taken: Any
    never: Any
    story: Any
    chat: Any
    goods: Any
    told_of: Any
    ours: Any
    spoken: Any
    rivals: Any
    pieces: tuple[tuple[str, Any], ...]
    exact: frozenset[str]
    after: dict[str, frozenset[str]]
    spares: frozenset[str]
    follows: frozenset[str]
    silent: dict[str, frozenset[str]]


def compiled_talk(words: DistilWords, make: Any) -> Talk:
    """The patterns made by ``make``, which raises on a wrong one."""

    def filled(pattern: str) -> str:
        for name, said in words.words.items():
            pattern = pattern.replace(f"<{name}>", f"(?:{said})")
        return pattern

    def one(pattern: str) -> Any:
        return make(filled(filled(pattern)))  # words may name other words

    return Talk(
        opening=one(words.opening),
        call=one(words.call),
        closing=one(words.closing),
        filler=one(words.filler),
        about=one(words.about),
        own=one(words.own),
        taken=one(words.taken),
        never=one(words.never),
        story=one(words.story),
        chat=one(words.chat),
        goods=one(words.goods),
        told_of=one(words.told_of),
        ours=one(words.ours),
        spoken=one(words.spoken),
        rivals=one(words.rivals),
        pieces=tuple((kind, one(pattern)) for kind, pattern in words.pieces.items()),
        exact=frozenset(words.exact),
        after={kind: frozenset(others) for kind, others in words.after.items()},
        spares=frozenset(words.spares),
        follows=frozenset(words.follows),
        silent={family: frozenset(kinds) for family, kinds in words.silent.items()},
    )
