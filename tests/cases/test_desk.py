"""A desk opened for one case sees what bears on it: the same as one that folds the whole ledger."""

from __future__ import annotations

from pathlib import Path

from governance.cases.desk import open_desk
from governance.cases.view import chain, show
from governance.ledger import Event, Ledger, stamp
from tests.cases.making import Court, finding, recorded, scan

AT = stamp("2026-08-01")


def test_one_case_is_shown_alike_from_part_and_whole(tmp_path: Path) -> None:
    scans = [scan(f"d{n}", [finding(0, "price", "medium")], day=f"2026-06-{n + 1:02}", merchant=f"M{n % 3}",
                  streamer="S1" if n % 2 else "S2") for n in range(9)]  # fmt: skip
    scans.append(scan("nobody", [finding(0)], merchant=None))
    court = Court(scans)
    for n in (0, 3):
        court.decide(f"d{n}", "2026-06-20", "merchant:M0")
    with Ledger(str(tmp_path / "a.db"), create=True) as ledger:
        ledger.append(entry.event for entry in (*recorded(scans), *court.log))
        ledger.append([Event(kind="warned", document="d6"), Event(kind="warned", document="nobody"),
                       Event(kind="credited", event_time=stamp("2026-07-01"), parties=("merchant:M0",),
                             payload={"points": 1})])  # fmt: skip
        whole = open_desk(ledger)
        for case in list(whole.fold.cases()):
            part = open_desk(ledger, case=case.id[:8])
            here = part.find(case.id)
            assert show(here, part, AT) == show(case, whole, AT)
            assert chain(here, part, AT) == chain(case, whole, AT)
        assert ledger.case_ids("c-%") == []
        assert len(ledger.case_ids("c-")) == 19
