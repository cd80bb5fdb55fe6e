"""What of a rulebook bears on which documents, as digests: the difference tells what a change can affect.

A rule bears on the documents in which it matches; everything that every document passes through (resolver words, the
trained reader, categories, law, decisions) bears on all of them. Wording that only people read counts too, since it
is printed; examples do not.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from governance.rulebook.book import CompiledRule, Group, Rulebook
from governance.rulebook.compiler import Pattern
from governance.rulebook.cues import CompiledContext
from governance.rulebook.source import MODEL, shipped

_ENCODE = msgspec.msgpack.Encoder(order="deterministic").encode

_APART = frozenset(
    ("version", "digest", "rules", "lexicons", "contexts", "families", "places", "disabled", "reader_model",
     "papers_model", "evidence")
)  # fmt: skip


class Signature(msgspec.Struct, frozen=True):
    """``everywhere``: what bears on every document; ``evidence``: on those with evidence; ``rules``: by rule id, in
    the order in which they are tried; ``lists``: the words that the reader weighs, by list."""

    everywhere: str
    evidence: str
    rules: dict[str, str]
    lists: dict[str, tuple[str, ...]] = {}


class Change(msgspec.Struct, frozen=True):
    """What differs between two rulebooks. ``whole``: every document may come out otherwise; ``words``: those in which
    one of them stands."""

    whole: bool
    evidence: bool
    gone: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def signature(book: Rulebook, overlays: tuple[Path, ...] = ()) -> Signature:
    """The signature of a rulebook read with these overlays (their decisions count)."""
    contexts = {name: _context(context) for name, context in book.contexts.items()}
    rules = {compiled.rule.id: _rule(compiled, contexts) for compiled in book.rules}
    source = book.source
    # A rule without a place of its own speaks of whole documents: a change of it bears on all of them.
    wide = {c.rule.id: rules[c.rule.id] for c in book.rules if c.missing is not None or c.rule.reads}
    lexicons = {name: book.terms(name) for name in source.lexicons}
    # Named here is what bears on some documents only, or on none; whatever else a rulebook holds bears on all.
    everywhere = (
        [(name, getattr(source, name)) for name in source.__struct_fields__ if name not in _APART],
        book.vocabulary.words,  # a disguise of any of them may stand in any document
        [(path.name, _bytes(path)) for folder in (shipped(), *overlays)
         for path in sorted((*(folder / "decisions").glob("*.y*ml"), *folder.rglob(f"*{MODEL}")))],
        wide,
    )  # fmt: skip
    titles = {name: lexicon.title for name, lexicon in source.lexicons.items()}
    compared = {c.rule.id: rules[c.rule.id] for c in book.rules if c.rule.compared}
    lists = {name: tuple(sorted(words)) for name, words in book.lists.items() if source.reader is not None}
    return Signature(_digest(everywhere), _digest((lexicons, titles, source.evidence, compared)), rules, lists)


def change(old: Signature, new: Signature) -> Change:
    """Compare two signatures. Rules that changed are both ``gone`` and ``new``."""
    gone = frozenset(rule for rule, digest in old.rules.items() if new.rules.get(rule) != digest)
    fresh = frozenset(rule for rule, digest in new.rules.items() if old.rules.get(rule) != digest)
    # Where two claims overlap, the first rule may win: the order of those that stayed must be the same.
    stayed = [rule for rule in old.rules if rule not in gone]
    whole = old.everywhere != new.everywhere or stayed != [rule for rule in new.rules if rule not in fresh]
    lists = old.lists.keys() | new.lists.keys()
    words = frozenset[str]().union(*({*old.lists.get(name, ())} ^ {*new.lists.get(name, ())} for name in lists))
    return Change(whole, old.evidence != new.evidence, gone, fresh, words)


def _rule(compiled: CompiledRule, contexts: dict[str, str]) -> str:
    told: dict[str, Any] = msgspec.to_builtins(compiled.rule)
    told.pop("examples", None)
    return _digest((
        told, compiled.family,
        [_match(entry) for entry in compiled.matches],
        [pattern.source for pattern in compiled.exceptions],
        [p.source if p else None for p in (compiled.near, compiled.not_near, compiled.missing, compiled.need)],
        [contexts[name] for name in compiled.rule.unless],
    ))  # fmt: skip


def _match(entry: Pattern | Group) -> Any:
    return [[p.source for p in entry.patterns], entry.within] if isinstance(entry, Group) else entry.source


def _context(context: CompiledContext) -> str:
    cues = [(cue.place, cue.reach, cue.source) for cue in (*context.cues, *context.keeps)]
    return _digest((context.effect, context.file.title, len(context.cues), cues))


def _digest(value: Any) -> str:
    return hashlib.sha256(_ENCODE(value)).hexdigest()


def _bytes(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
