"""A reviewer may be milder than the policy, never graver; terms that have ended are written down and change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.cases.expiry import expired
from governance.cases.notice import notice
from governance.cases.standing import standing_of
from governance.cases.state import Fold
from governance.cases.view import chain, show
from governance.decide.penalties.adjust import adjusted, changes_of
from governance.decide.penalties.policy import read_policy
from governance.decide.penalties.ticket import Ticket
from governance.errors import UsageError
from governance.ledger import stamp
from tests.cases.making import Court, entries, finding, scan

POLICY = read_policy()
DAY = stamp("2026-06-20T12:00:00+08:00")


def proposal(severity: str = "critical", verdict: str = "review") -> tuple[Court, Ticket]:
    court = Court([scan("d", [finding(0, "medical", severity)], verdict=verdict)])
    ticket = court.desk.proposal(court.desk.find(court.case_of("d")), DAY)
    assert ticket is not None
    return court, ticket


def names(ticket: Ticket) -> list[tuple[str, int | None]]:
    return [(held.measure, held.days) for held in ticket.measures if not held.at]


def test_drop_replace_shorten() -> None:
    _, ticket = proposal()
    assert names(ticket) == [("suspend-stream", 3), ("delist-goods", 7)]
    milder = adjusted(
        ticket, changes_of(["delist-goods"], ["suspend-stream=limit-traffic"], ["limit-traffic=2"]), POLICY
    )
    assert names(milder) == [("limit-traffic", 2)]
    assert milder.proposed == ticket.measures
    assert [change.change for change in milder.adjusted] == ["drop", "replace", "shorten"]
    assert milder.charges == ticket.charges and milder.reviewers == ticket.reviewers


@pytest.mark.parametrize(
    ("drop", "replace", "shorten", "said"),
    [
        (["blacklst"], [], [], "no measure 'blacklst'"),
        ([], ["suspend-stream=close-account"], [], "no milder"),
        ([], ["suspend-stream=suspend-stream"], [], "no milder"),
        ([], ["delist-goods=warning"], [], "no milder"),
        ([], ["suspend-stream=nothing"], [], "no measure 'nothing'"),
        ([], [], ["suspend-stream=3000"], "cannot be shortened"),
        ([], [], ["delist-goods=0"], "cannot be shortened"),
        ([], [], ["delist-goods=many"], "--shorten"),
        ([], ["delist-goods"], [], "--replace"),
    ],
)
def test_what_is_no_mitigation_is_refused(drop: list[str], replace: list[str], shorten: list[str], said: str) -> None:
    _, ticket = proposal()
    with pytest.raises(UsageError, match=said):
        adjusted(ticket, changes_of(drop, replace, shorten), POLICY)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_change_makes_anything_graver_or_passes_a_cap(data: st.DataObject) -> None:
    _, ticket = proposal(data.draw(st.sampled_from(["low", "medium", "high", "critical"])))
    ladder = {measure.id: measure for measure in POLICY.file.ladder}
    worst = max(held.rank for held in ticket.measures)
    longest = max(held.days or 0 for held in ticket.measures)
    for _ in range(data.draw(st.integers(1, 4))):
        held = data.draw(st.sampled_from([*ladder]))
        other = data.draw(st.sampled_from([*ladder]))
        text = data.draw(st.sampled_from([([held], [], []), ([], [f"{held}={other}"], []), ([], [], [f"{held}=5"])]))
        try:
            after = adjusted(ticket, changes_of(*text), POLICY)
        except UsageError:
            continue
        assert max(one.rank for one in after.measures) <= max(one.rank for one in ticket.measures)
        assert all((one.days or 0) <= (ladder[one.measure].max_days or 0) for one in after.measures)
        ticket = after
    assert max(held.rank for held in ticket.measures) <= worst
    assert all(held.days is None or held.days <= max(longest, 30) for held in ticket.measures)


def test_two_reviewers_must_agree_on_the_change_and_the_notice_tells_it() -> None:
    court, _ = proposal(verdict="block")
    case = court.case_of("d")
    changes = changes_of(["delist-goods"], [], ["suspend-stream=1"])
    hours = iter(range(12, 24))

    def decide(user: str, *, mild: bool, reason: str = "当场已下架") -> None:
        at = stamp(f"2026-06-20T{next(hours)}:00:00+08:00")
        given = changes if mild else ()
        court._append(court.desk.decide(court.desk.find(case), user, at, dismiss=False, reason=reason, changes=given))

    with pytest.raises(UsageError, match="takes a reason"):
        decide("alice", mild=True, reason="")
    decide("alice", mild=True)
    decide("bob", mild=False)  # no agreement: now bob's is the proposal
    assert court.desk.find(case).status == "proposed"
    decide("carol", mild=True)
    decide("dan", mild=True)
    found = court.desk.find(case)
    assert found.status == "penalised"
    record = chain(found, court.desk, DAY)["penalty"]
    assert [one["measure"] for one in record["measures"] if "≥" not in one["because"]] == ["suspend-stream"]
    assert {"measure": "delist-goods", "days": 7} in record["proposed"]
    assert record["adjusted"][0] == {"change": "drop", "measure": "delist-goods"}
    told = notice(found, court.desk, DAY, "zh")
    assert "暂停直播: 2026-06-20 – 2026-06-21" in told["measures"]
    assert not any("下架" in measure for measure in told["measures"])
    assert any("当场已下架" in reason for reason in told["reasons"])


@given(st.lists(st.tuples(st.sampled_from(["low", "medium", "high", "critical"]), st.integers(0, 27)), min_size=1,
                max_size=5), st.integers(0, 500), st.integers(0, 600))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_any_instant_is_the_same_with_and_without_expired_events(
    made: list[tuple[str, int]], ran: int, asked: int
) -> None:
    court = Court([scan(f"d{n}", [finding(0, "price", severity)]) for n, (severity, _) in enumerate(made)])
    for n, (_, day) in enumerate(made):
        court.decide(f"d{n}", f"2026-07-{day + 1:02}")

    def at(days: int) -> str:
        from datetime import datetime, timedelta

        return stamp((datetime.fromisoformat(stamp("2026-07-01")) + timedelta(days=days)).isoformat())

    before = [standing_of(court.fold, "merchant:M1", at(days)) for days in (asked, ran)]
    status = [case.status for case in court.fold.cases()]
    events = expired(court.fold, at(ran))
    for entry in entries(events, at(ran), court.fold.seq + 1):
        court.fold.add(entry)
    assert [standing_of(court.fold, "merchant:M1", at(days)) for days in (asked, ran)] == before
    assert [case.status for case in court.fold.cases()] == status
    assert expired(court.fold, at(ran)) == []
    assert all(event.event_time <= at(ran) for event in events)
    running = {(m.case, m.measure, m.since) for m in before[1].measures if not m.pending}
    assert not running & {(e.case, e.payload.get("measure"), e.payload.get("since")) for e in events}
    if ran > 400:
        assert events


def test_an_expired_event_is_shown() -> None:
    court, _ = proposal("high")
    court.decide("d", "2026-06-20")
    fold: Fold = court.fold
    for entry in entries(expired(fold, stamp("2026-08-01")), stamp("2026-08-01"), fold.seq + 1):
        fold.add(entry)
    record = show(court.desk.find(court.case_of("d")), court.desk, stamp("2026-08-01"))
    assert [event["kind"] for event in record["events"]].count("expired") == 1
