"""What the claim says, as far as evidence can speak to it."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from governance.detect.evidence.figures import BARE, Figure, mask, reader_of
from governance.detect.evidence.lexicons import lexicons_of
from governance.detect.evidence.table import Table, table_of
from governance.detect.view import View
from governance.language.numbers import Quantity, quantities
from governance.rulebook.book import Rulebook

AROUND = 24  # characters beside the claim that may hold its number, material or period


class Claim:
    """A claim with the words around it; ``said`` is the claim, ``text`` claim and neighbourhood, ``clause`` the clauses
    it stands in, ``sentence`` its sentence."""

    def __init__(self, view: View, book: Rulebook, start: int, end: int, sentence: int, category: str,
                 day: str) -> None:  # fmt: skip
        low, high = view.spans[sentence]
        high = max(high, end)
        self.said = view.folded[start:end]
        self.text = view.folded[max(low, start - AROUND) : min(high, end + AROUND)]
        self.sentence = view.folded[low:high]
        self._said = slice(start - low, end - low)
        left, right = view.clause_around(start, end, sentence)
        self.clause = view.folded[left:right]
        self.view = view
        self.document = view.document
        self.whole = view.folded
        self.book = book
        self.category = category
        self.day = date.fromisoformat(day)

    @cached_property
    def table(self) -> Table | None:
        """The words of the comparisons, None where the rulebook has none."""
        return table_of(self.book)

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures of its clauses."""
        return reader_of(self.table).read(self.clause) if self.table else []

    @cached_property
    def words(self) -> str:
        """Its clauses without their figures: the 零 of 一百零五斤 denies nothing."""
        out = self.clause
        for figure in reversed(self.figures):
            if figure.value:
                out = out[: figure.start] + out[figure.end :]
        return out

    @cached_property
    def is_denied(self) -> bool:
        """Whether its clauses deny what they speak of; what is denied is not claimed."""
        return self.table is not None and any(word in self.clause for word in self.table.file.denies)

    @cached_property
    def measures(self) -> frozenset[str]:
        """What its figures measure."""
        return frozenset(figure.measure for figure in self.figures) - {BARE}

    @cached_property
    def content(self) -> frozenset[str]:
        """What its clauses speak of."""
        return self.table.content(self.clause) if self.table else frozenset()

    @cached_property
    def named(self) -> str:
        """Everything the document says, with the names of its goods."""
        return self.whole + "。" + "。".join(str(p.get("name", ""))[:200] for p in self.document.products)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Quantities in the claim, or where it has none, in the words around it."""
        # Masked where it stands: the 22000 of ISO 22000 is no number even where the claim begins after ISO.
        return quantities(mask(self.sentence)[self._said]) or quantities(mask(self.text))

    @cached_property
    def all_quantities(self) -> list[Quantity]:
        """Quantities in the claim and around it."""
        return quantities(mask(self.text))

    def functions(self, text: str) -> frozenset[str]:
        """The functions (``fn-…`` lexicons) that a text speaks of."""
        return lexicons_of(self.book).functions(text)

    def terms_in(self, lexicon: str, text: str) -> tuple[str, ...]:
        """Words of a lexicon in a text, longest first, without those inside a longer one."""
        return lexicons_of(self.book).terms_in(lexicon, text)

    @cached_property
    def affirmed(self) -> tuple[str, ...]:
        """The lexicons of kinds (``is-…``) of which its clauses hold a word."""
        return lexicons_of(self.book).affirmed(self.clause)
