"""One paper as the comparisons read it: what it states, of which part of the goods, and of what time."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from governance.detect.evidence.dates import Span, read_span
from governance.detect.evidence.facts import Facts
from governance.detect.evidence.fields import joined
from governance.detect.evidence.figures import BARE, Figure, reader_of
from governance.detect.evidence.left_out import left_out_of
from governance.detect.evidence.table import Table
from governance.detect.view import View
from governance.model import Document
from governance.rulebook import papers

MOST_PAPERS = 40  # papers are untrusted: nobody attaches more by hand
LONGEST = 4000  # characters of one paper that are compared
PRODUCT = "product_facts"  # what the document's own products state; it can contradict, but proves nothing
_ABOUT_PAPER = frozenset(
    ("type", "number", "id", "issuer", "source", "valid_from", "valid_until", "date", "period", "year", "standard",
     "expires", "url", "issued_at", "scope", "编号", "证号", "出具", "日期", "机构", "范围"),
)  # fmt: skip
_TIMES = ("period", "date", "year", "周期", "期间", "统计", "时间")
MOST_FIGURES = 100  # of one paper; a longer table is no claim's proof
_PIECES = re.compile(r"[。，、；;,|\s]+")
_HAN = re.compile("[一-鿿]")


class Shown(NamedTuple):
    """A figure of a paper with the words of the piece of text it stands in."""

    figure: Figure
    about: frozenset[str]


class Sheet:
    """A paper read with a table. ``body`` holds its statements, without the paper's own number and dates."""

    def __init__(self, facts: Facts, table: Table) -> None:
        self.facts = facts
        self.table = table
        self.type = facts.type
        self.known: papers.Paper = table.paper(facts.type)
        self.scope = facts.word("scope", "范围")
        together = joined(facts)
        pieces = [told for told in together.values() if told]
        for key, value in facts.words.items():
            name = key.rsplit(".", 1)[-1]
            if key in together:
                continue
            if name not in _ABOUT_PAPER and key not in facts.numbers:
                pieces.append(f"{name}{value}" if _HAN.search(name) else value)
        for key, number in facts.numbers.items():
            name = key.rsplit(".", 1)[-1]
            if name in _ABOUT_PAPER or key in together:
                continue
            raw = facts.words.get(key)
            told = raw if raw and not raw.replace(".", "").isdigit() else f"{number:g}"
            if name.startswith("lowest"):
                pieces.append(f"近期最低成交价{number:g}元")
            elif name == "positive_rate":
                pieces.append(f"好评率{number * 100 if number <= 1 else number:g}%")
            elif name in table.file.fields:
                pieces.append(table.file.fields[name].replace("{}", f"{number:g}"))
            else:
                pieces.append(f"{name}{told}" if _HAN.search(name) else told)
        self.body = "。".join(pieces)[:LONGEST]

    @cached_property
    def all_text(self) -> str:
        """Statements and scope."""
        return f"{self.body}。{self.scope}"

    @cached_property
    def failures(self) -> tuple[str, ...]:
        """Words by which its own result is a failure, the longest first, without those it denies (无不合格项) or has
        counted none of (虚假交易记录0条)."""
        out = []
        for word in sorted(self.table.file.failed, key=lambda w: (-len(w), w)):
            at = self.all_text.find(word)
            if self.all_text.startswith("率", at + len(word)):
                continue  # 缩水率2.6% measures, and what it measures may be little
            if at < 0 or self.table.none_counted(self.all_text, at):
                continue
            if not self.all_text.endswith(self.table.file.negated_fail, 0, at):
                out.append(word)
        return tuple(out)

    @cached_property
    def left_out(self) -> list[tuple[str, str]]:
        """What it says it does not tell: the word of it, and what is left out."""
        return left_out_of(self.facts.text, self.table.silence)

    @cached_property
    def denials(self) -> tuple[tuple[str, str], ...]:
        """What its statements deny: the words of each denial, and what is denied."""
        table = self.table
        return tuple(
            (found.group(), found["object"])
            for piece in _PIECES.split(table.unmasked(table.plain(self.all_text)))
            for found in table.negator.finditer(piece)
        )

    @cached_property
    def content(self) -> frozenset[str]:
        """What the paper speaks of."""
        return self.table.content(self.all_text)

    @cached_property
    def figures(self) -> list[Shown]:
        """Its figures, each with the words of the piece it stands in."""
        out: list[Shown] = []
        for piece in _PIECES.split(self.all_text):
            about = self.table.content(piece)
            out.extend(Shown(figure, about) for figure in reader_of(self.table).read(piece))
            if len(out) >= MOST_FIGURES:
                break
        return out[:MOST_FIGURES]

    @cached_property
    def measures(self) -> frozenset[str]:
        """What its figures measure."""
        return frozenset(shown.figure.measure for shown in self.figures) - {BARE}

    @cached_property
    def when(self) -> Span | None:
        """The time it speaks of."""
        return read_span(self.facts.word("period", "周期", "期间") or self.facts.word(*_TIMES))

    @cached_property
    def has_period(self) -> bool:
        """Whether it names a stretch of time, not only the day it was made."""
        return bool(self.facts.word("period", "周期", "期间"))


_READ: WeakKeyDictionary[View, list[Sheet]] = WeakKeyDictionary()


def papers_of(view: View, table: Table) -> list[Sheet]:
    """Everything a document attaches, read once for all its claims."""
    sheets = _READ.get(view)
    if sheets is None:
        sheets = _READ[view] = [Sheet(Facts(item), table) for item in items_of(view.document)[:MOST_PAPERS]]
    return sheets


def items_of(document: Document) -> list[dict[str, Any]]:
    """Everything a document attaches that states facts: its evidence, then the facts of its products."""
    items = list(document.evidence)
    for product in document.products:
        facts = product.get("facts")
        if isinstance(facts, dict) and facts:
            items.append({**facts, "name": product.get("name", ""), "type": PRODUCT})
    return items
