"""Items of the fixed checks: their words, weight and law from the policy, in the language asked for."""

from __future__ import annotations

from governance.model import Lang
from governance.precheck.item import Item
from governance.precheck.schema import RequirementsFile
from governance.rulebook.admission import Outcome
from governance.rulebook.book import Rulebook
from governance.rulebook.law import choose


class Notes:
    """Makes items for one sheet's category and day."""

    def __init__(self, file: RequirementsFile, book: Rulebook, lang: Lang, day: str, category: str) -> None:
        self.file = file
        self.book = book
        self.lang = lang
        self.day = day
        self.category = category

    def check(self, check_id: str, outcome: Outcome, *, part: str = "offer", quote: str = "", evidence: str = "",
              **slots: str) -> Item:  # fmt: skip
        """An item of the check ``check_id`` with its slots filled in."""
        check = self.file.checks[check_id]
        return Item(
            rule=check_id,
            kind=check_id.split("/")[0],
            outcome=outcome,
            severity=check.severity,
            part=part,
            quote=quote,
            reason=_fill(check.reason.to(self.lang), slots),
            mend=_fill(check.mend.to(self.lang), slots),
            evidence=evidence,
            law=choose(self.book.source.law, check.law, self.day, self.category, "copy"),
        )


def _fill(template: str, slots: dict[str, str]) -> str:
    for name, value in slots.items():
        template = template.replace("{" + name + "}", value)
    return template
