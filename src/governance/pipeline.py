"""One document, whole: detect, then decide. All three stages of the campaign call this."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from governance.beijing import today as beijing_today
from governance.decide import Decider
from governance.decide.verdict import Decision
from governance.detect.findings import Detector
from governance.detect.hearing import Hearing
from governance.model import Document, Finding, Lang, Scan, Stamp
from governance.rulebook import book

_WARM = 20  # example sentences a scan


class Scanner:
    """A warm engine: build it once a process, then :meth:`scan` as many documents as you like."""

    def __init__(self, rulebook: book.Rulebook, *, overlays: tuple[Path, ...] = (), as_of: str | None = None,
                 lang: Lang = "zh", today: str | None = None) -> None:  # fmt: skip
        self.book = rulebook
        self.as_of = as_of
        self._today = today or beijing_today()
        self._detector = Detector(rulebook, lang)
        self._decider = Decider(overlays)
        self._overlays = overlays
        self.resolver = self._detector.resolver

    @classmethod
    def load(cls, rules: tuple[Path, ...] = (), *, as_of: str | None = None, lang: Lang = "zh",
             today: str | None = None) -> Scanner:  # fmt: skip
        """Load the shipped rulebook with ``rules`` laid over it. Raises RulebookError.

        ``today`` (ISO date) is for work that goes on over midnight and must not change its mind.
        """
        # All that is made here stays; the collector would walk it again and again while it grows, a tenth of the start.
        collecting = gc.isenabled()
        gc.disable()
        try:
            return cls(book.load(rules), overlays=rules, as_of=as_of, lang=lang, today=today)
        finally:
            if collecting:
                gc.enable()

    @property
    def literals(self) -> tuple[str, ...]:
        """The words that rules look for."""
        return tuple(self._detector.finder.index.literals)

    @property
    def hearing(self) -> Hearing | None:
        """The trained reader with its policy, for whoever asks it about single pieces; None where there is none."""
        return self._detector.hearing

    def day_of(self, document: Document) -> str:
        """The day whose law applies: ``--as-of``, else the Beijing day of the broadcast, else today."""
        return self.as_of or document.day or self._today

    def meets(self, document: Document, rules: frozenset[str], words: frozenset[str] = frozenset()) -> bool:
        """Whether any of these rules matches in the document, or any of these words stands in it, read through its
        disguises; far cheaper than a scan."""
        return self._detector.meets(document, rules, words)

    def scan(self, document: Document) -> Scan:
        """Find, judge and decide. Deterministic for the same document, rulebook and day."""
        day = self.day_of(document)
        detected = self._detector.detect(document, day)
        decision = self._decider.decide(detected.findings, detected.category.name)
        return Scan(
            document=document,
            verdict=decision.verdict,
            nose=decision.nose,
            findings=decision.findings,
            cleared=detected.cleared,
            rulebook=Stamp(self.book.version, self.book.digest, day),
            category=detected.category.name,
            category_confidence=detected.category.confidence,
            reasons=decision.reasons,
            answers=detected.answers,
            touched=detected.touched,
        )

    def weigh(self, findings: Sequence[Finding], category: str | None) -> Decision:
        """Verdict and nose of findings that were made elsewhere, such as those of a stream so far.

        By the reference evaluator, which comes to the same (a property test holds the two together): with forty
        findings it takes a quarter of the time, and a host is waiting.
        """
        return self._weigher.decide(findings, category or "general")

    @cached_property
    def _weigher(self) -> Decider:
        return Decider(self._overlays, "reference")

    def warm(self) -> None:
        """Let every rule match once: patterns are built at first use, and the first host should not wait for it."""
        flags = [rule.rule.examples.flag[0] for rule in self.book.rules]
        said = [flag if isinstance(flag, str) else flag.text for flag in flags]
        for start in range(0, len(said), _WARM):
            self.scan(Document(id="warm", text="\n".join(said[start : start + _WARM])))
        self.weigh((), None)
