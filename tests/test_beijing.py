"""Days end at midnight in Beijing, however a stamp is written."""

from __future__ import annotations

import pytest

from governance.beijing import day_of
from governance.model import Document
from governance.pipeline import Scanner


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-01-31", "2026-01-31"),
        ("20260131", "2026-01-31"),
        ("2026-W05-6", "2026-01-31"),
        ("2026-01-31T23:00:00", "2026-01-31"),
        ("2026-01-31T23:00:00+08:00", "2026-01-31"),
        ("2026-01-31T23:00:00Z", "2026-02-01"),
        ("9999-12-31T23:00:00Z", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_the_day_of_a_stamp(at: str | None, day: str | None) -> None:
    assert day_of(at) == day


def test_the_law_of_the_beijing_day_applies(scanner: Scanner) -> None:
    own = Scanner(scanner.book)
    document = Document(id="a", text="", occurred_at="2026-01-31T16:00:00Z")
    assert own.day_of(document) == "2026-02-01"
    assert own.scan(document).rulebook.as_of == "2026-02-01"
