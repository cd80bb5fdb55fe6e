"""The loop behind ``watch``: lines in, events to every face and hook, scans to the ledger."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TextIO

from governance.errors import PinocchioError, Place, Problem, UsageError
from governance.live import Line, LiveEvent, Studio, load_policy
from governance.live.feeds import Feed, from_clients, from_growing, from_replay, from_server, from_stream
from governance.live.hooks import OnBlock, Webhook
from governance.live.journal import Journal
from governance.live.kafka import SCHEME, from_kafka
from governance.model import VERDICTS, Document, Lang, Scan
from governance.pipeline import Scanner
from governance.precheck.certificate import read
from governance.precheck.departs import Reviewed
from governance.report.live import LiveBoard, LiveLines, LiveText

LOCKED_WAIT_S, LOCKED_AGAIN_S = (
    0.02,
    1.0,
)  # how long a live stream waits for a ledger that another writes to, and how often


def feed_of(source: str, *, replay: str | None, speed: float, listen: str | None, stream: str, follow: bool) -> Feed:
    """The feed that the options name. Raises UsageError."""
    if replay is not None:
        if not Path(replay).exists():
            raise UsageError.of("no such file", replay, "give a transcript to --replay")
        return from_replay(replay, speed)
    if listen is not None:
        host, _, port = listen.rpartition(":")
        if not host or not port.isdigit():
            raise UsageError.of(f"--listen {listen!r} is no address", mend="write it as 127.0.0.1:8765")
        return from_clients(host, int(port), stream)
    if source == "-":
        return from_stream(sys.stdin.buffer, "stdin", stream)
    if source.startswith(("ws://", "wss://")):
        return from_server(source, stream)
    if source.startswith(SCHEME):
        return from_kafka(source, stream, follow=follow)
    return from_growing(Path(source), stream, follow=follow)


class Watching:
    """One run of the command. ``problems`` counts lines that could not be read, ``departed`` the claims of streams that
    are over and were not among the reviewed words."""

    def __init__(self, format_: str, out: TextIO, complain: Callable[[Problem], None], *, lang: Lang,
                 rules: tuple[Path, ...], as_of: str | None, category: str | None, state: str | None,
                 webhook: str | None, on_block: str | None, ledger: str | None,
                 against: Path | None = None, warm: bool = True) -> None:  # fmt: skip
        self.problems = self.departed = 0
        self._complain = complain
        self._webhook = Webhook(webhook, complain) if webhook else None
        self._on_block = OnBlock(on_block, complain) if on_block else None
        scanner = Scanner.load(rules, as_of=as_of, lang=lang)
        if warm:
            scanner.warm()
        gc.collect()
        gc.freeze()  # the rulebook stays: the collector need not walk over it while a host waits
        self._journal = Journal(Path(state)) if state else None
        self.studio = Studio(scanner, load_policy(rules), category=category, journal=self._journal)
        self._reviewed = Reviewed(read(against)) if against is not None else None
        self._book = _Book(ledger, complain) if ledger is not None else None
        self._face: LiveLines | LiveText | LiveBoard
        if format_ == "board":
            self._face = LiveBoard(out, lang)
        elif format_ == "text":
            self._face = LiveText(out, lang)
        else:
            self._face = LiveLines(out)

    def go(self, feed: Feed) -> str | None:
        """Watch to the end of the feed; the worst verdict, or None when nobody spoke."""
        worst = -1
        try:
            self._tell(self.studio.untold)
            for stream in self.studio.unfinished:
                worst = max(worst, self._over(stream))
            for item in feed:
                if isinstance(item, Problem):
                    self.problems += 1
                    self._complain(item)
                elif item.end:
                    worst = max(worst, self._over(item.stream))
                elif self.studio.late(item):
                    self.problems += 1
                    self._complain(Problem("talk after the end of the stream is not heard", Place(item.stream),
                                           "give the next stream another name"))  # fmt: skip
                else:
                    self._say(item, self.studio.hear(item))
            for stream in list(self.studio.rooms):
                worst = max(worst, self._over(stream))
        except KeyboardInterrupt:  # without a journal nothing goes on later: what was heard is all there will be
            for stream in list(self.studio.rooms) if self._journal is None else ():
                self._over(stream)
            raise
        finally:
            if isinstance(feed, Generator):
                feed.close()  # Kafka is told how far we came
            self._close()
        return VERDICTS[worst] if worst >= 0 else None

    def _say(self, line: Line, events: list[LiveEvent]) -> None:
        self._tell(events)
        room = self.studio.rooms.get(line.stream)
        if self._on_block is not None and room is not None and room.verdict == "block" and events:
            self._on_block.run(events[0].record())

    def _over(self, stream: str) -> int:
        done = self.studio.close(stream)
        if done is None:
            return -1
        scan, events = done
        self._tell(events, scan.document)
        for claim in self._reviewed.departures(scan) if self._reviewed is not None else ():
            self.departed += 1
            self._complain(Problem(f"not in the reviewed words: {claim.quote} ({claim.rule})", Place(stream)))
        if self._book is None or self._book.add(scan):
            self.studio.done(stream)
        return VERDICTS.index(scan.verdict)

    def _tell(self, events: list[LiveEvent], ended: Document | None = None) -> None:
        """Show first, the rest after: nothing else that is done with a warning may hold it up."""
        records = []
        for event in events:
            record = event.record()
            if self._reviewed is not None:
                record["reviewed"] = not self._reviewed.departs(event.finding)
            self._face.show(record)
            records.append(record)
        if self._webhook is not None:
            for record in records:
                self._webhook.send(record)
        if self._book is not None:
            self._book.told(events, self.studio, ended)
        self.studio.told(events)

    def _close(self) -> None:
        self._face.close()
        if self._journal is not None:
            self._journal.close()
        if self._book is not None:
            self._book.close()
        if self._webhook is not None:
            self._webhook.close()


class _Book:
    """The ledger as the loop uses it: no warning waits for a locked one, which is tried again at a later event; at the
    end it is waited for, so nothing is lost."""

    def __init__(self, ledger: str, complain: Callable[[Problem], None]) -> None:
        from governance.cases.recorder import Recorder
        from governance.ledger import Event, Ledger

        self._complain = complain
        self._where = ledger
        Ledger(ledger, create=True).close()  # made, or waited for, before anybody speaks
        self._ledger = Ledger(ledger, wait=LOCKED_WAIT_S)
        self._recorder = Recorder(self._ledger, complain, with_talk=True)
        self._waiting: list[Event] = []
        self._locked = False
        self._again = 0.0  # monotonic time before which a locked ledger is left alone

    def told(self, events: list[LiveEvent], studio: Studio, ended: Document | None = None) -> None:
        """Remember warnings and corrections with the fingerprints of their claims; ``ended``: a stream that is over."""
        from governance.cases.record import parties_of
        from governance.ledger import Event

        for event in events:
            if event.event not in ("warned", "corrected", "escalated"):
                continue
            room = studio.rooms.get(event.stream)
            about = room.about() if room is not None else ended
            parties = tuple(parties_of(about)) if about is not None else ()
            kind = "corrected" if event.event == "corrected" else "warned"
            payload = {
                "fingerprints": [event.finding.fingerprint], "rule": event.finding.rule, "at_ms": event.at_ms,
                "canonical": event.finding.canonical[:80],
            }  # fmt: skip
            self._waiting.append(Event(kind=kind, parties=parties, document=event.stream, payload=payload))
        if self._waiting and time.monotonic() >= self._again:
            self._write()

    def add(self, scan: Scan) -> bool:
        """Record the scan of a stream that is over; whether it is in the ledger already, or waits for it."""
        self._recorder.add(scan)
        try:
            self._recorder.flush()
        except PinocchioError as error:
            self._complain(Problem(f"{error.problems[0].what}; the scan of {scan.document.id} waits",
                                   error.problems[0].place))  # fmt: skip
            return False
        return True

    def _write(self) -> None:
        try:
            self._ledger.append(self._waiting)
        except PinocchioError as error:
            self._again = time.monotonic() + LOCKED_AGAIN_S
            if not self._locked:
                self._locked = True
                self._complain(Problem(f"{error.problems[0].what}; warnings wait", error.problems[0].place))
            return
        self._waiting, self._locked = [], False

    def close(self) -> None:
        """Write what waits, patiently. Raises PinocchioError when the ledger still refuses."""
        from governance.ledger import Ledger

        self._ledger.close()
        with Ledger(self._where) as self._recorder.ledger:
            if self._waiting:
                self._recorder.ledger.append(self._waiting)
            self._recorder.close()
