"""Made cases for the tests: scans without a detector, decisions at chosen instants, a fold without a database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from governance.cases.docket import Desk
from governance.cases.record import events_of
from governance.cases.state import Fold
from governance.decide.penalties.charges import ChargeRules
from governance.decide.penalties.policy import read_policy
from governance.ledger import Entry, Event, stamp
from governance.ledger.event import canonical, content_id
from governance.model import Document, Finding, LawRef, Scan, Stamp
from governance.rulebook.source import Source, read

RECORDED = stamp("2026-07-01")


@lru_cache
def source() -> Source:
    return read()


@lru_cache
def charge_rules() -> ChargeRules:
    return ChargeRules()


def finding(number: int, family: str = "price", severity: str = "high", status: str = "violation", *,
            start: int | None = None, length: int = 5, evasion: str | None = None) -> Finding:  # fmt: skip
    start = number * 400 if start is None else start
    return msgspec.convert(
        {
            "rule": f"{family}/made", "family": family, "status": status, "severity": severity, "start": start,
            "end": start + length, "quote": f"第{number}句", "canonical": f"第{number}句", "evasion": evasion,
            "fingerprint": f"f{number}", "law": [msgspec.to_builtins(LawRef("AD_LAW", "28"))],
        },
        Finding,
    )  # fmt: skip


def scan(document: str, findings: Sequence[Finding], *, day: str | None = "2026-06-15", verdict: str = "review",
         merchant: str | None = "M1", digest: str = "sha256:a", category: str = "food",
         **more: str) -> Scan:  # fmt: skip
    made = Document(id=document, text=f"text of {document}", merchant=merchant,
                    occurred_at=day and f"{day}T20:00:00+08:00",
                    streamer=more.pop("streamer", None), provider=more.pop("provider", None),
                    extra=dict(more))  # fmt: skip
    return Scan(document=made, verdict=verdict, nose=30, findings=tuple(findings), cleared=(),  # type: ignore[arg-type]
                rulebook=Stamp("1", digest, day or "2026-06-15"), category=category)  # fmt: skip


def entries(events: Iterable[Event], recorded: str = RECORDED, first: int = 1) -> list[Entry]:
    return [
        Entry(seq, content_id(canonical(event)), recorded, "", event) for seq, event in enumerate(events, first)
    ]  # fmt: skip


def recorded(scans: Iterable[Scan]) -> list[Entry]:
    events: list[Event] = []
    for one in scans:
        made = events_of(one)
        assert isinstance(made, list)
        events += made
    return entries(events)


class Court:
    """A fold with a desk, where one decides by document and at a chosen day."""

    def __init__(self, scans: Iterable[Scan] = (), scheme: str = "default") -> None:
        self.fold = Fold(recorded(scans))
        self.desk = Desk(self.fold, read_policy(scheme=scheme), charge_rules(), source())
        self.log: list[Entry] = []

    def case_of(self, document: str, party: str = "merchant:M1") -> str:
        return next(case.id for case in self.fold.cases() if (case.document, case.party) == (document, party))

    def _append(self, event: Event) -> None:
        [entry] = entries([event], event.event_time, self.fold.seq + 1)
        self.fold.add(entry)
        self.log.append(entry)

    def decide(self, document: str, day: str, party: str = "merchant:M1") -> None:
        case = self.case_of(document, party)
        for user in ("alice", "bob"):
            found = self.desk.find(case)
            if found.status in ("open", "proposed"):
                event = self.desk.decide(found, user, stamp(f"{day}T12:00:00+08:00"), dismiss=False, reason="")
                self._append(event)

    def overturn(self, document: str, day: str, party: str = "merchant:M1") -> None:
        case = self.case_of(document, party)
        at = stamp(f"{day}T13:00:00+08:00")
        self._append(self.desk.appeal(self.desk.find(case), "M1", at, "有证据"))
        later = stamp(f"{day}T14:00:00+08:00")
        self._append(self.desk.answer(self.desk.find(case), "carol", later, overturn=True, reason="属实"))
