"""From events to cases: a pure fold, the same whatever the order in which the events come.

:class:`Fold` takes ledger entries one by one (a later room may keep one and go on from the last sequence number) and
answers with :class:`Case` records. Nothing here reads a clock or a database: what is true at an instant, and what was
known of it then, is chosen by the entries that are handed in (:meth:`Ledger.iterate` has ``until`` and ``known_at``).
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

import msgspec

from governance.decide.penalties.charges import Found
from governance.decide.penalties.ticket import Ticket
from governance.ledger import Entry

Status = Literal["open", "proposed", "penalised", "dismissed", "appealed", "upheld", "overturned"]
STATUSES: tuple[Status, ...] = ("open", "proposed", "penalised", "dismissed", "appealed", "upheld", "overturned")
CLOSED: tuple[Status, ...] = ("dismissed", "overturned")

_STAGES = ("opened", "decided", "penalised", "dismissed", "appealed", "upheld", "overturned")


class ScanSeen(NamedTuple):
    """A scan of the document, as recorded."""

    entry: Entry
    verdict: str
    nose: int
    category: str
    day: str
    audience: str
    findings: tuple[Found, ...]


class Case(NamedTuple):
    """One party's case about one document, at the instant and state of knowledge of the fold.

    ``ticket`` is the penalty as decided, also after it was overturned (``status`` says so); ``decided_at`` is when.
    ``proposal`` is the first reviewer's while a second must agree. ``scan`` is the last one recorded, ``first`` the one
    that opened the case; ``lost`` are findings of the charged scan that the last scan no longer makes.
    """

    id: str
    document: str
    digest: str
    party: str
    role: str
    partners: tuple[str, ...]
    at: str
    status: Status
    scan: ScanSeen
    first: ScanSeen
    lost: tuple[str, ...]
    corrected: frozenset[str]
    warned: bool
    ticket: Ticket | None
    decided_at: str
    deciders: tuple[str, ...]
    proposal: dict[str, Any] | None
    appealed_at: str
    reexamined_at: str
    events: tuple[Entry, ...]

    @property
    def stands(self) -> bool:
        """Whether a penalty is in force or would be, but for its term."""
        return self.ticket is not None and self.status not in CLOSED

    @property
    def known_party(self) -> bool:
        """Whether there is somebody to answer for it."""
        return not self.party.startswith("unknown:")


class Fold:
    """Entries in, cases out. Adding costs a sorted insertion; a case is worked out when it is asked for."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._cases: dict[str, list[tuple[str, str, Entry]]] = {}
        self._scans: dict[tuple[str, str], list[tuple[str, str, Entry]]] = {}
        self._talk: dict[str, list[tuple[str, str, Entry]]] = {}
        self._of_party: dict[str, dict[str, None]] = {}
        self._credits: dict[str, list[tuple[str, str, Entry]]] = {}
        self._seen: set[str] = set()
        self._made: dict[str, Case | None] = {}
        self.seq = 0
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Take one more entry; the same one twice counts once."""
        self.seq = max(self.seq, entry.seq)
        if entry.id in self._seen:
            return
        self._seen.add(entry.id)
        event = entry.event
        # Of one instant, in the order of a case's course; by id where even that is the same.
        stage = _STAGES.index(event.kind) if event.kind in _STAGES else len(_STAGES)
        key = (entry.at, f"{stage:02}{entry.id}", entry)
        if event.case:
            insort(self._cases.setdefault(event.case, []), key, key=_when)
            self._made.pop(event.case, None)
            for party in event.parties:
                self._of_party.setdefault(party, {})[event.case] = None
        elif event.kind == "scanned":
            # By time of recording: all scans of a document have its own time of broadcast.
            order = (entry.recorded_time, entry.id, entry)
            insort(self._scans.setdefault((event.document, str(event.payload.get("digest", ""))), []), order, key=_when)
            self._made.clear()
        elif event.kind in ("warned", "corrected"):
            insort(self._talk.setdefault(event.document, []), key, key=_when)
            self._made.clear()
        elif event.kind == "credited":
            for party in event.parties:
                insort(self._credits.setdefault(party, []), key, key=_when)

    def case(self, case_id: str) -> Case | None:
        """The case of this id, or None when there is none (yet, or any more)."""
        if case_id not in self._made:
            self._made[case_id] = self._make(case_id)
        return self._made[case_id]

    def cases(self) -> Iterator[Case]:
        """All cases, by time and id."""
        made = (self.case(case_id) for case_id in self._cases)
        yield from sorted((case for case in made if case is not None), key=lambda case: (case.at, case.id))

    def parties(self) -> list[str]:
        """Everybody who has a case, by name."""
        return sorted(self._of_party)

    def of_party(self, party: str) -> list[Case]:
        """A party's cases, by time and id."""
        made = (self.case(case_id) for case_id in self._of_party.get(party, ()))
        return sorted((c for c in made if c is not None and c.party == party), key=lambda c: (c.at, c.id))

    def standing(self, party: str) -> frozenset[str]:
        """The ids of the party's cases whose penalty stands."""
        return frozenset(case.id for case in self.of_party(party) if case.stands)

    def credits(self, party: str) -> list[tuple[str, int]]:
        """Learning credits of a party: when, and how many points."""
        found = []
        for at, _, entry in self._credits.get(party, ()):
            points = entry.event.payload.get("points")
            if isinstance(points, int) and points > 0:
                found.append((at, points))
        return found

    def _make(self, case_id: str) -> Case | None:
        entries = [entry for _, _, entry in self._cases.get(case_id, ())]
        opened = next((entry for entry in entries if entry.event.kind == "opened"), None)
        if opened is None:
            return None
        payload = opened.event.payload
        document, digest = opened.event.document, str(payload.get("digest", ""))
        scans = [_scan(entry) for _, _, entry in self._scans.get((document, digest), ())]
        if not scans:
            return None  # its scan has not arrived yet
        first = next((scan for scan in scans if scan.verdict in ("review", "block")), scans[0])
        last = scans[-1]
        now_found = {finding.fingerprint for finding in last.findings}
        talk = [entry.event for _, _, entry in self._talk.get(document, ())]
        corrected = {str(f) for e in talk if e.kind == "corrected" for f in _list(e.payload.get("fingerprints"))}
        course = _course(entries)
        return Case(
            id=case_id, document=document, digest=digest, party=opened.event.parties[0],
            role=str(payload.get("role", "")), partners=tuple(map(str, _list(payload.get("with")))), at=opened.at,
            status=course.status, scan=last, first=first,
            lost=tuple(f.fingerprint for f in first.findings if f.fingerprint not in now_found),
            corrected=frozenset(corrected), warned=any(e.kind == "warned" for e in talk), ticket=course.ticket,
            decided_at=course.decided_at, deciders=tuple(sorted(course.deciders)), proposal=course.proposal,
            appealed_at=course.appealed_at, reexamined_at=course.reexamined_at, events=tuple(entries),
        )  # fmt: skip


class _Course:
    """What became of a case so far."""

    def __init__(self) -> None:
        self.status: Status = "open"
        self.before_appeal: Status = "open"
        self.ticket: Ticket | None = None
        self.decided_at = ""
        self.deciders: set[str] = set()
        self.proposal: dict[str, Any] | None = None
        self.appealed_at = ""
        self.reexamined_at = ""

    def take(self, entry: Entry) -> None:
        """Go one event on. Events that do not fit the state (two writers, an import) change nothing."""
        kind, payload = entry.event.kind, entry.event.payload
        if self.status == "overturned":
            return
        if kind == "decided" and self.status in ("open", "proposed"):
            self.status, self.proposal = "proposed", payload
            self.deciders.add(str(payload.get("by", "")))
        elif kind == "penalised" and self.status in ("open", "proposed"):
            ticket = read_ticket(payload.get("ticket"))
            if ticket is not None:
                self.status, self.ticket, self.decided_at = "penalised", ticket, entry.at
                self.deciders.update(map(str, _list(payload.get("by"))))
        elif kind == "dismissed" and self.status in ("open", "proposed"):
            self.status, self.decided_at = "dismissed", entry.at
            self.deciders.update(map(str, _list(payload.get("by"))))
        elif kind == "appealed" and self.status in ("open", "proposed", "penalised"):
            self.before_appeal, self.status, self.appealed_at = self.status, "appealed", entry.at
        elif kind == "upheld" and self.status == "appealed":
            self.status = "upheld" if self.ticket is not None else self.before_appeal
            self.reexamined_at = entry.at
        elif kind == "overturned" and self.status in ("penalised", "appealed", "upheld"):
            self.status, self.reexamined_at = "overturned", entry.at


def _course(entries: Iterable[Entry]) -> _Course:
    course = _Course()
    for entry in entries:
        course.take(entry)
    return course


def read_ticket(raw: Any) -> Ticket | None:
    """The ticket of a recorded penalty; None when what stands there is none (an edited import)."""
    try:
        return msgspec.convert(raw, Ticket, strict=False)
    except msgspec.ValidationError:
        return None


def _scan(entry: Entry) -> ScanSeen:
    payload = entry.event.payload
    try:
        findings = msgspec.convert(payload.get("findings", []), tuple[Found, ...])
    except msgspec.ValidationError:
        findings = ()
    nose = payload.get("nose")
    return ScanSeen(
        entry, str(payload.get("verdict", "pass")), nose if isinstance(nose, int) else 0,
        str(payload.get("category", "general")), str(payload.get("day", "")), str(payload.get("audience", "general")),
        findings,
    )  # fmt: skip


def _when(item: tuple[str, str, Entry]) -> tuple[str, str]:
    return item[0], item[1]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
