"""The gate of contexts loses nothing: a cue that it does not ask would have been silent."""

from __future__ import annotations

import json
from pathlib import Path

from governance.detect.candidates import Finder
from governance.detect.context import EVERY, Gate, try_context
from governance.detect.view import View
from governance.language.resolve import Resolver
from governance.model import Document
from governance.rulebook.book import load

LABELLED = Path(__file__).parents[2] / "corpora" / "labelled"


def test_the_gate_loses_nothing() -> None:
    book = load()
    finder, resolver, gate = Finder(book), Resolver(book.vocabulary), Gate(book.contexts)
    spoke = silent = 0
    for path in sorted(LABELLED.glob("dev-*.jsonl")):
        for line in path.read_text("utf-8").splitlines()[::60]:
            view = View(Document(id="x", text=json.loads(line)["text"]), resolver)
            for match in finder.matches(view):
                around = gate.around(view, match.sentence, match.end)
                mask = gate.mask(around, match.start, match.end)
                where = view, match.sentence, match.start, match.end
                for context in book.contexts.values():
                    asked = try_context(context, *where, EVERY)
                    assert try_context(context, *where, mask) == asked, (context.id, view.folded)
                    spoke += asked.spoke
                    silent += not any(cue.bit & mask for cue in context.cues)
    assert spoke > 20
    assert silent > 20 * spoke  # it is worth having
