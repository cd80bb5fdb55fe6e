"""Who may do what to a case, and what a scan makes of it."""

from __future__ import annotations

import msgspec
import pytest

from governance.cases.keep import cutoff, still_needed
from governance.cases.notice import notice
from governance.cases.record import events_of
from governance.cases.standing import standing_of
from governance.cases.state import Fold
from governance.cases.view import chain, show, suggests
from governance.decide.penalties.policy import read_policy
from governance.errors import Problem, UsageError
from governance.ledger import Event, stamp
from governance.report.notice import render
from tests.cases.making import Court, entries, finding, recorded, scan

AT = stamp("2026-07-05T12:00:00+08:00")


def test_each_known_party_has_a_case_and_a_share() -> None:
    court = Court([scan("d", [finding(0)], streamer="S1", provider="P1")])
    shares = {}
    for case in court.fold.cases():
        ticket = court.desk.proposal(case, AT)
        assert ticket is not None
        shares[case.party] = (ticket.share, ticket.arrangement)
    assert shares == {
        "merchant:M1": (50, "mcn-distribution"), "streamer:S1": (100, "mcn-distribution"),
        "provider:P1": (50, "mcn-distribution"),
    }  # fmt: skip


def test_a_merchant_who_streams_answers_once() -> None:
    court = Court([scan("d", [finding(0)], streamer="M1")])
    [case] = court.fold.cases()
    assert (case.party, case.role) == ("merchant:M1", "merchant")


def test_pk_partners_bear_the_share_the_policy_gives() -> None:
    one = scan("d", [finding(0)])
    one = msgspec.structs.replace(one, document=msgspec.structs.replace(one.document, extra={"pk_partners": ["S9"]}))
    court = Court([one])
    case = court.desk.find(court.case_of("d", "streamer:S9"))
    ticket = court.desk.proposal(case, AT)
    assert ticket is not None
    assert ticket.share == read_policy().file.pk_partner


def test_an_unknown_party_gets_a_case_without_points() -> None:
    court = Court([scan("d", [finding(0)], merchant=None)])
    [case] = court.fold.cases()
    assert case.party == "unknown:d"
    assert court.desk.proposal(case, AT) is None
    with pytest.raises(UsageError, match="no known party"):
        court.desk.decide(case, "alice", AT, dismiss=False, reason="")
    assert court.desk.decide(case, "alice", AT, dismiss=True, reason="").kind == "dismissed"


@pytest.mark.parametrize("verdict", ["pass", "notice"])
def test_mild_verdicts_open_no_case(verdict: str) -> None:
    fold = Fold(recorded([scan("d", [finding(0)], verdict=verdict)]))
    assert not list(fold.cases())


@pytest.mark.parametrize(("day", "says"), [("2999-01-01", "future"), ("soon", "no date")])
def test_a_document_of_no_or_future_date_is_not_recorded(day: str, says: str) -> None:
    problem = events_of(scan("d", [finding(0)], day=day))
    assert isinstance(problem, Problem)
    assert says in str(problem)


def test_a_block_needs_two_and_nobody_answers_an_appeal_against_himself() -> None:
    court = Court([scan("d", [finding(0, "medical", "critical")], verdict="block")])
    desk = court.desk
    case = desk.find(court.case_of("d"))
    first = desk.decide(case, "alice", AT, dismiss=False, reason="治病宣称")
    assert first.kind == "decided"
    court._append(first)
    with pytest.raises(UsageError, match="second reviewer"):
        desk.decide(desk.find(case.id), "alice", AT, dismiss=False, reason="")
    # The second disagrees: that is a first vote for the other outcome, and a third must agree with one of them.
    other = desk.decide(desk.find(case.id), "bob", AT, dismiss=True, reason="")
    assert (other.kind, other.payload["outcome"]) == ("decided", "dismiss")
    second = desk.decide(desk.find(case.id), "bob", AT, dismiss=False, reason="")
    assert (second.kind, second.payload["by"]) == ("penalised", ["alice", "bob"])
    court._append(second)
    with pytest.raises(UsageError, match="penalised already"):
        desk.decide(desk.find(case.id), "carol", AT, dismiss=False, reason="")
    with pytest.raises(UsageError, match="not appealed"):
        desk.answer(desk.find(case.id), "carol", AT, overturn=True, reason="x")
    with pytest.raises(UsageError, match="cannot appeal"):
        desk.appeal(desk.find(case.id), "alice", AT, "")
    court._append(desk.appeal(desk.find(case.id), "M1", AT, "有批文"))
    for user, reason, says in (
        ("alice", "x", "decided case"),
        ("M1", "x", "made the appeal"),
        ("carol", " ", "takes a reason"),
    ):
        with pytest.raises(UsageError, match=says):
            desk.answer(desk.find(case.id), user, AT, overturn=False, reason=reason)
    court._append(desk.answer(desk.find(case.id), "carol", AT, overturn=False, reason="批文不符"))
    assert desk.find(case.id).status == "upheld"
    assert standing_of(court.fold, "merchant:M1", AT).total > 0


def test_the_appeal_window_is_seven_whole_days_in_beijing() -> None:
    court = Court([scan("d", [finding(0)])])
    court.decide("d", "2026-07-05")
    case = court.desk.find(court.case_of("d"))
    assert court.desk.appeal(case, "M1", stamp("2026-07-12T23:59:00+08:00"), "").kind == "appealed"
    with pytest.raises(UsageError, match="ended on 2026-07-12"):
        court.desk.appeal(case, "M1", stamp("2026-07-13T00:00:00+08:00"), "")


def test_an_appeal_before_the_decision_can_end_the_case() -> None:
    court = Court([scan("d", [finding(0)])])
    court.overturn("d", "2026-07-06")
    case = court.desk.find(court.case_of("d"))
    assert case.status == "overturned"
    with pytest.raises(UsageError, match="overturned already"):
        court.desk.decide(case, "alice", AT, dismiss=False, reason="")


def test_repeats_first_offences_and_points_that_fade() -> None:
    scans = [scan("a", [finding(0, "price", "medium")], day="2026-06-01"),
             scan("b", [finding(0, "price", "medium")], day="2026-06-20"),
             scan("c", [finding(0, "medical", "medium")], day="2026-06-21")]  # fmt: skip
    court = Court(scans)
    points = []
    for document in ("a", "b", "c"):
        court.decide(document, "2026-06-25")
        record = show(court.desk.find(court.case_of(document)), court.desk, AT)
        points.append(record["points"])
    assert points == [1, 3, 2]  # first and minor: half; the same family again: half as much more; later: as it is
    at = [
        standing_of(court.fold, "merchant:M1", stamp(day)).total for day in ("2026-07-01", "2026-10-01", "2027-06-26")
    ]
    assert at == [600, 300, 0]
    court.overturn("a", "2026-06-26")
    # Without the first case the second is a first offence, and the third is not.
    assert show(court.desk.find(court.case_of("b")), court.desk, AT)["points"] == 1
    assert show(court.desk.find(court.case_of("c")), court.desk, AT)["points"] == 2


def test_one_utterance_is_not_charged_twice_but_stays_visible() -> None:
    both = [finding(0, "absolute", start=10), finding(1, "price", start=10)]
    court = Court([scan("d", both)])
    case = court.desk.find(court.case_of("d"))
    record = chain(case, court.desk, AT)
    assert [charge["counts"] for charge in record["charges"]].count(True) == 1
    assert len(show(case, court.desk, AT)["claims"]) == 2
    assert any(rule["rule"] == "one-utterance-one-charge" for c in record["charges"] for rule in c["rules"])


def test_circumstances_weigh() -> None:
    def points(events: tuple[Event, ...] = (), **more: str) -> float:
        court = Court([scan("d", [finding(0, "medical", "high"), finding(1, "price", "high")], **more)])
        for entry in entries(events, first=50):
            court.fold.add(entry)
        case = court.desk.find(court.case_of("d"))
        total: float = show(case, court.desk, AT)["proposal"]["points"]
        return total

    plain = points()
    assert points(audience="elderly") == plain + 2
    assert points((Event(kind="warned", document="d"),)) > plain
    assert points((Event(kind="corrected", document="d", payload={"fingerprints": ["f0"]}),)) == plain - 3


def test_a_scan_that_no_longer_finds_it_asks_for_a_look_and_erases_nothing() -> None:
    found = [finding(0, "price", "medium", "needs-evidence")]
    before = scan("d", found)
    after = scan("d", [], verdict="pass", digest="sha256:b")
    later = events_of(after)
    assert isinstance(later, list)
    court = Court([before])
    for entry in entries(later, stamp("2026-07-02"), first=10):
        court.fold.add(entry)
    case = court.desk.find(court.case_of("d"))
    assert suggests(case) == "review"
    assert len(case.first.findings) == 1
    assert court.desk.proposal(case, AT) is None  # evidence came: nothing is left to charge


def test_an_overlay_may_blacklist_only_after_the_window_or_the_answer() -> None:
    court = Court([scan("d", [finding(n, "medical", "critical") for n in range(3)], verdict="block")])
    court.decide("d", "2026-07-05")
    case = court.desk.find(court.case_of("d"))
    assert case.ticket is not None
    held = msgspec.structs.replace(case.ticket.measures[0], measure="blacklist", rank=8, days=30,
                                   after_reexamination=True)  # fmt: skip
    ticket = msgspec.structs.replace(case.ticket, measures=(held,))
    from governance.cases.standing import measures_of

    case = case._replace(ticket=ticket)
    during, after = stamp("2026-07-08"), stamp("2026-07-14")
    assert [m.pending for m in measures_of(case, [case], frozenset({case.id}), during)] == [True]
    assert [m.pending for m in measures_of(case, [case], frozenset({case.id}), after)] == [False]
    appealed = case._replace(status="appealed")
    assert [m.pending for m in measures_of(appealed, [appealed], frozenset({case.id}), after)] == [True]


def test_notices_say_what_the_law_asks_and_escape_what_users_wrote() -> None:
    evil = msgspec.structs.replace(finding(0), canonical="<script>alert(1)</script>\n假")
    court = Court([scan("<b>d</b>", [evil])])
    court.decide("<b>d</b>", "2026-07-05")
    case = court.desk.find(court.case_of("<b>d</b>"))
    for lang, words in (
        ("zh", ("事实", "理由", "依据", "期限", "申诉", "2026-07-12", "7 个自然日")),
        ("en", ("Facts", "Reasons", "Basis", "term", "appeal", "2026-07-12", "7 natural days")),
    ):
        record = notice(case, court.desk, AT, lang)  # type: ignore[arg-type]
        text, html = render(record, "text"), render(record, "html")
        assert all(word in text and word in html for word in words)
        assert "<script>" not in html
        assert "&lt;script&gt;" in html
        assert "<b>d</b>" not in html
        assert "alert(1)</script> 假" in text


def test_retention_is_a_floor_and_open_cases_are_kept() -> None:
    policy = read_policy()
    assert cutoff("3y", AT, policy) == stamp("2023-07-05T12:00:00+08:00")
    assert cutoff("1200d", AT, policy) < cutoff("3y", AT, policy)
    for term in ("2y", "1000d", "3", "three", "0y", ""):
        with pytest.raises(UsageError):
            cutoff(term, AT, policy)
    court = Court([scan("open", [finding(0)]), scan("done", [finding(0)], merchant="M2")])
    case = court.desk.find(court.case_of("done", "merchant:M2"))
    court._append(court.desk.decide(case, "alice", AT, dismiss=True, reason=""))
    needed = still_needed(court.fold, stamp("2030-01-01"))
    kept = {entry.event.document for entry in recorded([scan("open", [finding(0)]), scan("done", [finding(0)])])
            if needed(entry)}  # fmt: skip
    assert kept == {"open"}


def test_learning_credits_take_points_off_but_not_the_worst() -> None:
    court = Court([scan("d", [finding(0), finding(1, "absolute")])])
    court.decide("d", "2026-07-05")
    before = standing_of(court.fold, "merchant:M1", stamp("2026-07-06"))
    credit = Event(kind="credited", event_time=AT, parties=("merchant:M1",), payload={"points": 50})
    for entry in entries([credit], first=90):
        court.fold.add(entry)
    after = standing_of(court.fold, "merchant:M1", stamp("2026-07-06"))
    cap = read_policy().scheme.credits
    assert cap is not None
    assert before.total - after.total == cap.year_cap * 100
    assert standing_of(court.fold, "merchant:M1", stamp("2027-01-02")).credit == 0
