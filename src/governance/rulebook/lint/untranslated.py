"""Chinese texts are Chinese, and English ones are English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from governance.errors import Problem
from governance.rulebook.book import Rulebook


def check(book: Rulebook, day: str) -> Iterator[Problem]:
    """Yield a problem a mistake."""
    for compiled in book.rules:
        rule = compiled.rule
        for name, said in (("title", rule.title), ("reason", rule.reason), ("suggest", rule.suggest)):
            letters = sum(ch.isascii() and ch.isalpha() for ch in said.en)
            if not _HAN.search(said.zh):
                yield Problem(f"{rule.id}: {name}.zh is not Chinese", compiled.place, "translate it")
            if letters * 2 < len(said.en.strip()):
                yield Problem(f"{rule.id}: {name}.en is not English", compiled.place, "translate it")


_HAN = re.compile("[一-鿿]")
