"""The laws of the system, held by property tests (a penalty touches a livelihood)."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.cases.standing import Standing, standing_of
from governance.cases.state import Fold
from governance.cases.view import row
from governance.decide.penalties.policy import read_policy
from governance.decide.penalties.ticket import case_points
from governance.errors import UsageError
from governance.ledger import Entry, Event, Ledger, stamp
from governance.model import Finding
from governance.rulebook.law import in_force
from tests.cases.making import Court, finding, recorded, scan, source

SCHEMES = tuple(read_policy().file.schemes)
FINDINGS = st.lists(
    st.builds(
        lambda family, severity, status, start, evasion: (family, severity, status, start, evasion),
        st.sampled_from(["medical", "authority", "price", "absolute", "authenticity"]),
        st.sampled_from(["low", "medium", "high", "critical"]),
        st.sampled_from(["violation", "needs-evidence", "advisory"]),
        st.integers(0, 12),
        st.sampled_from([None, "filler"]),
    ),
    min_size=1, max_size=6,
)  # fmt: skip
DAYS = ("2026-06-01", "2026-06-20", "2026-07-05", "2026-08-30", "2026-09-02")
NOW = stamp("2026-11-20")
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def made(raw: list[tuple[str, str, str, int, str | None]]) -> list[Finding]:
    return [finding(n, f, s, t, start=start * 3, evasion=e) for n, (f, s, t, start, e) in enumerate(raw)]


def tried(court: Court, document: str, day: str) -> bool:
    """Decide; a case without anything to charge stays open."""
    try:
        court.decide(document, day)
    except UsageError:
        return False
    return True


def worse(one: Standing, other: Standing, at: str) -> bool:
    """Whether ``one`` is worse off than ``other`` in any respect."""
    tiers = [step.tier for step in read_policy().scheme.tiers]
    ranks = [max((m.rank for m in s.measures), default=-1) for s in (one, other)]
    tier = [tiers.index(s.tier) if s.tier else 0 for s in (one, other)]
    return one.total > other.total or ranks[0] > ranks[1] or tier[0] > tier[1]


@SLOW
@given(st.lists(FINDINGS, min_size=1, max_size=4), st.data(), st.sampled_from(SCHEMES))
def test_removing_a_violation_never_makes_anyone_worse_off(raw: list[list[tuple[str, str, str, int, str | None]]],
                                                           data: st.DataObject, scheme: str) -> None:  # fmt: skip
    documents = [made(one) for one in raw]
    which = data.draw(st.integers(0, len(documents) - 1))
    gone = data.draw(st.integers(0, len(documents[which]) - 1))
    fewer = [[f for n, f in enumerate(d) if (i, n) != (which, gone)] for i, d in enumerate(documents)]
    courts = []
    for versions in (documents, fewer):
        court = Court([scan(f"d{i}", d, day=DAYS[i]) for i, d in enumerate(versions)], scheme)
        for i, day in enumerate(DAYS[: len(versions)]):
            tried(court, f"d{i}", day)
        courts.append(court)
    for at in (stamp("2026-09-03"), NOW, stamp("2027-02-01")):
        before, after = (standing_of(court.fold, "merchant:M1", at) for court in courts)
        assert not worse(after, before, at)


@SLOW
@given(st.lists(FINDINGS, min_size=2, max_size=4), st.data(), st.sampled_from(SCHEMES))
def test_an_overturned_case_leaves_the_state_as_if_it_had_never_been(
    raw: list[list[tuple[str, str, str, int, str | None]]], data: st.DataObject, scheme: str
) -> None:
    documents = [made(one) for one in raw]
    which = data.draw(st.integers(0, len(documents) - 1))
    scans = [scan(f"d{i}", d, day=DAYS[i]) for i, d in enumerate(documents)]
    with_it, without = Court(scans, scheme), Court([s for i, s in enumerate(scans) if i != which], scheme)
    decided = False
    for i, day in enumerate(DAYS[: len(scans)]):
        done = tried(with_it, f"d{i}", day)
        decided |= done and i == which
        if i != which:
            tried(without, f"d{i}", day)
        if decided and i == which:
            overturn_later = DAYS[which]
    if not decided:
        return
    with_it.overturn(f"d{which}", overturn_later)
    for at in (NOW, stamp("2027-02-01")):
        one, other = (standing_of(court.fold, "merchant:M1", at) for court in (with_it, without))
        assert one._replace(cases=0) == other._replace(cases=0)


@SLOW
@given(st.lists(FINDINGS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_order_of_arrival_and_shards_do_not_matter(raw: list[list[tuple[str, str, str, int, str | None]]],
                                                   chance: random.Random) -> None:  # fmt: skip
    scans = [scan(f"d{i}", made(one), day=DAYS[i], streamer="S1") for i, one in enumerate(raw)]
    court = Court(scans)
    for i in range(len(raw)):
        tried(court, f"d{i}", DAYS[i])
    whole = [*recorded(scans), *court.log]
    mixed = whole[:]
    chance.shuffle(mixed)
    folds = [Fold(whole), Fold(mixed), Fold([*mixed[1::2], *mixed[::2], *mixed])]
    seen = [[row(case, fold) for case in fold.cases()] for fold in folds]
    assert seen[0] == seen[1] == seen[2]
    standings = [[standing_of(fold, party, NOW) for party in fold.parties()] for fold in folds]
    assert standings[0] == standings[1] == standings[2]


@SLOW
@given(FINDINGS, st.sampled_from(SCHEMES), st.sampled_from(["2020-01-15", "2025-06-01", "2026-06-15"]))
def test_no_penalty_exceeds_its_caps_and_each_names_law_in_force(
    raw: list[tuple[str, str, str, int, str | None]], scheme: str, day: str
) -> None:
    court = Court([scan("d0", made(raw), day=day), scan("d1", made(raw), day=day)], scheme)
    policy = read_policy(scheme=scheme)
    for document in ("d0", "d1"):
        if not tried(court, document, "2026-07-05"):
            continue
        case = court.desk.find(court.case_of(document))
        ticket = case.ticket
        assert ticket is not None
        assert all(points <= policy.scheme.case_cap * 100 for points in case_points(ticket, {"x"}).values())
        assert ticket.basis
        assert all(in_force(source().law.acts[ref.act], ticket.day) for ref in ticket.basis)
        bound = policy.weight(ticket.severity).bound
        for held in ticket.measures:
            measure = policy.measure(held.measure)
            assert held.rank <= bound
            assert (held.days is None) == (measure.max_days is None)
            assert held.days is None or held.days <= (measure.max_days or 0)
        assert ticket.fen == 0
    standing = standing_of(court.fold, "merchant:M1", stamp("2026-07-06"))
    assert all(points <= policy.scheme.month_cap * 100 for points in standing.points.values())


@SLOW
@given(st.lists(FINDINGS, min_size=1, max_size=3))
def test_any_past_instant_can_be_recomputed(raw: list[list[tuple[str, str, str, int, str | None]]]) -> None:
    court = Court([scan(f"d{i}", made(one), day=DAYS[i]) for i, one in enumerate(raw)])
    seen: list[tuple[str, Standing]] = []
    for i in range(len(raw)):
        tried(court, f"d{i}", DAYS[i])
        at = stamp(f"{DAYS[i]}T23:00:00+08:00")
        seen.append((at, standing_of(court.fold, "merchant:M1", at)))
    everything = [*recorded([scan(f"d{i}", made(one), day=DAYS[i]) for i, one in enumerate(raw)]), *court.log]
    for at, then in seen:
        known = Fold(entry for entry in everything if entry.at <= at)
        assert standing_of(known, "merchant:M1", at)._replace(cases=0) == then._replace(cases=0)


def test_recording_the_same_archive_again_changes_nothing(tmp_path: Path) -> None:
    scans = [scan(f"d{i}", [finding(0)], day=day) for i, day in enumerate([*DAYS, None])]
    events: list[Event] = [entry.event for entry in recorded(scans)]
    with Ledger(str(tmp_path / "a.db"), create=True) as ledger:
        assert ledger.append(events).added == len(events)
        head = ledger.head()
        assert ledger.append(reversed(events)).added == 0
        assert ledger.head() == head
        first: list[Entry] = list(ledger.iterate())
    assert len({entry.event.case for entry in first} - {""}) == len(scans)
