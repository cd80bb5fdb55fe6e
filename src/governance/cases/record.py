"""A scan as ledger events: that it was scanned, and the cases it opens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from governance.decide.penalties.charges import Found
from governance.errors import Place, Problem
from governance.ledger import Event, stamp
from governance.ledger.ledger import latest_time
from governance.model import Document, Finding, Scan

OPENS = ("review", "block")  # verdicts that open a case
ROLES = ("merchant", "streamer", "provider")
QUOTE = 80  # characters of a quote that are kept; enough to know it again, too few to republish the stream
PART = 500_000  # characters of talk in one event; an hour of it is about 16,000
CORRECTED = "corrected"  # the context that clears what the host took back (rules/contexts/corrected.yaml)


def events_of(scan: Scan, *, with_talk: bool = False) -> list[Event] | Problem:
    """The events of one scan, or why it cannot be recorded. ``with_talk``: the transcript itself is kept too.

    Undated documents give events without a time: their ids do not change from day to day, so scanning them again adds
    nothing. A case is one party and one text: its id comes from document id, digest of the text, and party.
    """
    document = scan.document
    at = ""
    if document.occurred_at:
        try:
            at = stamp(document.occurred_at)
        except ValueError:
            return Problem(f"occurred_at {document.occurred_at!r} is no date", Place(document.source),
                           "write it as 2026-06-15T20:21:00+08:00; judged, but not recorded")  # fmt: skip
        if at > latest_time():
            return Problem(f"dated in the future ({document.occurred_at})", Place(document.source),
                           "mend the date; judged, but not recorded")  # fmt: skip
    digest = text_digest(document)
    parties = parties_of(document)
    names = tuple(parties)
    events = [
        Event(kind="scanned", event_time=at, parties=names, document=document.id, rulebook=scan.rulebook.digest,
              payload=_payload(scan, digest, dated=bool(at)))
    ]  # fmt: skip
    if with_talk:
        events += [Event(kind="heard", event_time=at, parties=names, document=document.id, payload=payload)
                   for payload in _talk(document, digest)]  # fmt: skip
    if scan.verdict in OPENS:
        # Of a party in several roles (a merchant who streams) there is one case, in the first.
        for party, role in parties.items() or [(f"unknown:{document.id}", "unknown")]:
            others = sorted({other for name, other in parties.items() if name != party})
            payload = {"digest": digest, "role": role, "with": others}
            events.append(Event(kind="opened", event_time=at, parties=(party,), document=document.id,
                                case=case_id(document.id, digest, party), payload=payload))  # fmt: skip
    return events


def text_digest(document: Document) -> str:
    """SHA-256 of the text as it was judged."""
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def case_id(document: str, digest: str, party: str) -> str:
    """A short name for one party's case about one text."""
    key = f"{document}\x1f{digest}\x1f{party}".encode("utf-8", "surrogatepass")
    return "c-" + hashlib.sha256(key).hexdigest()[:12]


def parties_of(document: Document) -> dict[str, str]:
    """Everybody known to be in the document, each with a role; PK partners from the field ``pk_partners``."""
    found: dict[str, str] = {}
    people = {"merchant": document.merchant, "streamer": document.streamer, "provider": document.provider}
    taken: set[str] = set()
    for role in ROLES:
        name = people[role]
        if name and name not in taken:
            taken.add(name)
            found[f"{role}:{name}"] = role
    partners = document.extra.get("pk_partners")
    for name in partners if isinstance(partners, list) else ():
        if isinstance(name, str) and name and name not in taken:
            taken.add(name)
            found[f"streamer:{name}"] = "pk-partner"
    return found


def _payload(scan: Scan, digest: str, *, dated: bool) -> dict[str, Any]:
    took_back = [_found(f, corrected=True) for f in scan.cleared if f.cleared_by == CORRECTED]
    payload: dict[str, Any] = {
        "digest": digest, "verdict": scan.verdict, "nose": scan.nose, "category": scan.category,
        "findings": [_found(finding) for finding in scan.findings], "took_back": took_back,
    }  # fmt: skip
    if dated:
        payload["day"] = scan.rulebook.as_of
    audience = scan.document.extra.get("audience")
    if isinstance(audience, str) and 0 < len(audience) <= 32:
        payload["audience"] = audience
    return payload


def _talk(document: Document, digest: str) -> Iterator[dict[str, Any]]:
    """What was said, an utterance a row of start (ms), speaker and text, in parts that one event can hold."""
    rows: list[list[int | str | None]] = []
    part = size = 0
    for said in document.utterances:
        if rows and size + len(said.text) > PART:
            yield {"digest": digest, "part": part, "utterances": rows}
            rows, part, size = [], part + 1, 0
        rows.append([said.start_ms, said.speaker, said.text])
        size += len(said.text)
    yield {"digest": digest, "part": part, "utterances": rows}


def _found(finding: Finding, *, corrected: bool = False) -> dict[str, Any]:
    small = Found(
        finding.fingerprint, finding.rule, finding.family, finding.status, finding.severity,
        finding.canonical[:QUOTE], finding.start, finding.end, finding.start_ms, finding.evasion, finding.law,
        corrected,
    )  # fmt: skip
    record: dict[str, Any] = msgspec.to_builtins(small)
    return record
