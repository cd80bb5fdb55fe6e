"""The prefilter loses nothing: what it finds is what trying every pattern everywhere finds."""

from __future__ import annotations

import json
from pathlib import Path

from governance.detect.candidates import Finder, Match, trimmed
from governance.detect.view import View
from governance.language.resolve import Resolver
from governance.model import Document
from governance.rulebook.book import Group, Rulebook, load
from governance.rulebook.lazy import encode

LABELLED = Path(__file__).parents[2] / "corpora" / "labelled"


def everywhere(book: Rulebook, view: View) -> set[tuple[int, int, int, int]]:
    """Matches of all simple patterns, without any prefilter."""
    out = set()
    for number, compiled in enumerate(book.rules):
        for order, entry in enumerate(compiled.matches):
            if compiled.missing is not None or isinstance(entry, Group):
                continue
            for base, end in view.spans:
                text = view.folded[base:end]
                for span in entry.spans(text, encode(text)):
                    start, stop = trimmed(text, *span)
                    if stop > start:
                        out.add((number, base + start, base + stop, order))
    return out


def test_the_prefilter_loses_nothing() -> None:
    book = load()
    finder, resolver = Finder(book), Resolver(book.vocabulary)
    texts = [
        json.loads(line)["text"]
        for path in sorted(LABELLED.glob("dev-*.jsonl"))
        for line in path.read_text("utf-8").splitlines()[::40]
    ]
    assert len(texts) > 20
    found = 0
    for text in texts:
        view = View(Document(id="x", text=text), resolver)
        mine: list[Match] = finder.matches(view)
        simple = {
            (m.rule, m.start, m.end, m.order)
            for m in mine
            if not isinstance(book.rules[m.rule].matches[m.order], Group)
        }
        assert simple == everywhere(book, view)
        found += len(simple)
    assert found > 10


def test_hits_over_the_borders_of_pieces_are_found_once() -> None:
    book = load()
    finder = Finder(book)
    word = max(finder.index.literals, key=len)
    text = "啊" * 1995 + word + "啊" * 3000 + word
    ends = [end for literal, end in finder.hits(text) if finder.index.literals[literal] == word]
    assert ends == [1995 + len(word), len(text)]
