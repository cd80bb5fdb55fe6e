"""What the ledger keeps: events, their canonical bytes, their ids and the links of the chain."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec

from governance.errors import PinocchioError

KINDS: tuple[str, ...] = (
    "scanned", "heard", "opened", "warned", "corrected", "decided", "penalised", "dismissed", "appealed", "upheld",
    "overturned", "credited", "granted", "withdrawn", "expired", "noted", "pruned",
)  # fmt: skip
"""Kinds that the shipped rooms write. The ledger itself takes any short lower-case word."""

GENESIS = "0" * 64
MAX_NAME = 512
MAX_EVENT_BYTES = 4 * 1024 * 1024

_ENCODER = msgspec.json.Encoder(order="deterministic")
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")

Word = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
Name = Annotated[str, msgspec.Meta(max_length=MAX_NAME, pattern="^[^\x00]*$")]  # PostgreSQL holds no NUL


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that happened, as content: no place in the ledger yet.

    ``event_time`` is when it happened (see :func:`stamp`), empty when nobody knows: then the time of recording
    stands for it and is no part of the id, so that recording the same undated thing twice changes nothing.
    ``parties`` are ids such as ``merchant:M001``. ``rulebook`` is the digest of the rules it was decided under.
    """

    kind: Word
    event_time: str = ""
    parties: tuple[Name, ...] = ()
    document: Name = ""
    case: Name = ""
    payload: dict[str, Any] = {}
    rulebook: Name = ""


class Entry(msgspec.Struct, frozen=True):
    """An event in its place. ``seq`` counts from 1 without gaps; ``hash`` links it to all before it."""

    seq: int
    id: str
    recorded_time: str
    hash: str
    event: Event

    @property
    def at(self) -> str:
        """When it happened, as far as is known."""
        return self.event.event_time or self.recorded_time


def canonical(event: Event) -> bytes:
    """The one JSON spelling of an event: sorted keys, no spaces, UTF-8. Raises PinocchioError if it has none."""
    for name in (event.document, event.case, *event.parties):
        if len(name) > MAX_NAME or "\x00" in name:
            raise PinocchioError.of(f"a {event.kind!r} event with the name {name[:20]!r} cannot be kept",
                                    mend=f"at most {MAX_NAME} characters, no NUL")  # fmt: skip
    try:
        body = _ENCODER.encode(event)
    except (UnicodeEncodeError, TypeError, ValueError) as error:
        raise PinocchioError.of(f"a {event.kind!r} event cannot be written as JSON: {error}") from None
    if len(body) > MAX_EVENT_BYTES:
        raise PinocchioError.of(
            f"a {event.kind!r} event of {len(body)} bytes is too large", mend=f"the limit is {MAX_EVENT_BYTES}"
        )
    return body


def content_id(body: bytes) -> str:
    """The id of an event: SHA-256 of its canonical JSON."""
    return hashlib.sha256(body).hexdigest()


def link(before: str, seq: int, event_id: str, recorded_time: str) -> str:
    """The hash that ties an entry to all entries before it."""
    return hashlib.sha256(f"{before}\n{seq}\n{event_id}\n{recorded_time}".encode()).hexdigest()


def now() -> str:
    """This instant as a stamp."""
    return _format(datetime.now(UTC))


def stamp(text: str) -> str:
    """An ISO date or time in the ledger's own spelling: UTC, microseconds, fixed width, so that text order is time
    order. A time without zone is Beijing time (UTC+8), where the platforms keep their books; a date is its first
    instant.

    Raises ValueError when it is neither.
    """
    if _STAMP.fullmatch(text):
        return text
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = datetime.fromisoformat(moment.isoformat() + "+08:00")
    return _format(moment.astimezone(UTC))


def _format(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
