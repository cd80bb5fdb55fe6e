"""A lexicon that no pattern and no other lexicon uses only looks like policy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook
from governance.rulebook.schema import Rule


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    texts = [text for compiled in book.rules for text in _texts(compiled.rule)]
    texts += [text for context in book.source.contexts.values() for cue in (*context.cues, *context.keeps)
              for text in (cue.before, cue.after, cue.around, cue.inside, cue.sentence, cue.next, cue.previous,
                           cue.document) if text]  # fmt: skip
    used = {name for text in texts for slot in _SLOT.findall(text) for name in slot.split("|")}
    used |= {name for lexicon in book.source.lexicons.values() for name in lexicon.include}
    for name, lexicon in book.source.lexicons.items():
        if name not in used and not lexicon.used_by:
            yield Problem(f"lexicon {name!r} is used nowhere", book.source.places[f"lexicon:{name}"], "remove it")


_SLOT = re.compile(r"\{([^}]+)\}")


def _texts(rule: Rule) -> Iterator[str]:
    for entry in rule.match:
        yield from (entry,) if isinstance(entry, str) else entry.all_
    yield from rule.except_
    yield from rule.missing
    yield from rule.near.any_ if rule.near else ()
    yield from rule.not_near.any_ if rule.not_near else ()
