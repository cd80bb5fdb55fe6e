"""One stream: read the tail again when something new is said, and say what has changed.

Only the tail is read (``active_chars`` with ``context_chars`` before it), so an utterance costs the same in the first
minute and in the twelfth hour. What a tail cannot know (the category of the whole, how many passages there are) is put
right at the end, when :meth:`Room.close` scans the whole transcript: its findings are exactly a batch scan's.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

import msgspec

from governance.live.event import LiveEvent, What, event_id
from governance.live.line import Line
from governance.live.policy import LivePolicy
from governance.live.transcript import Said, Transcript
from governance.model import READS, SEVERITIES, STATUSES, Document, Finding, Scan, VerdictName
from governance.pipeline import Scanner

MOST = 40  # claims, the gravest, that the running nose is worked out from; more cannot make it much longer


class Key(NamedTuple):
    """A claim, known again at every reading: whose words, which rule, what was understood, the how-manieth."""

    utterance: str
    rule: str
    canonical: str
    nth: int


class Claim:
    """A finding that stands, when (stream time, ms) it was counted, whether it is still to be decided that the host is
    told, and whether he was."""

    __slots__ = ("at", "finding", "told", "waits")

    def __init__(self, finding: Finding, at: int) -> None:
        self.finding = finding
        self.at = at
        self.waits = True
        self.told = False


class Room:
    """A live stream. Feed it lines with :meth:`hear`, end it with :meth:`close`."""

    def __init__(self, stream: str, scanner: Scanner, policy: LivePolicy, category: str | None = None) -> None:
        self.stream = stream
        self.transcript = Transcript()
        self.claims: dict[Key, Claim] = {}
        self.nose = 0
        self.verdict: VerdictName = "pass"
        self.at_ms: int | None = None
        self._scanner = scanner
        self._policy = policy
        self._about: dict[str, Any] = {"category": category} if category else {}
        self._times: dict[tuple[str, str], list[int]] = {}
        self._told_at: dict[tuple[str, str], int] = {}
        self._events: Counter[tuple[What, Key]] = Counter()

    def hear(self, line: Line) -> list[LiveEvent]:
        """Take one line; what the room has to say about it, the gravest first."""
        self._about = line.known() | self._about
        one = self.transcript.take(line)
        if one is None:
            return []
        self.at_ms = line.end_ms if line.end_ms is not None else line.start_ms
        return self._read(self.transcript.place(one))

    def close(self) -> tuple[Scan, list[LiveEvent]]:
        """End the stream: the scan of the whole, and what it changes."""
        self.transcript.settle()
        scan = self._scanner.scan(self.document())
        self.nose, self.verdict = scan.nose, scan.verdict
        return scan, self._compare(dict(_keyed(scan.findings, self.transcript.said)), set(self.claims), None)

    def about(self) -> Document:
        """Who and what the stream is about, without its talk: cheap however long it has run."""
        return Document(id=self.stream, text="", **self._about)

    def document(self) -> Document:
        """The stream so far as a document."""
        return self._document(self.transcript.said)

    def _document(self, said: list[Said]) -> Document:
        utterances = tuple(one.utterance() for one in said)
        text = "\n".join(utterance.text for utterance in utterances)
        return Document(id=self.stream, text=text, utterances=utterances, **self._about)

    def _read(self, place: int) -> list[LiveEvent]:
        """Read again from the utterance before which nothing can change to the end of the tail."""
        said = self.transcript.said
        last = min(len(said), place + 1)
        room = self._policy.active_chars
        while last < len(said) and room > 0:  # a late utterance changes what follows it
            room -= len(said[last].text)
            last += 1
        first, room = place, self._policy.active_chars
        while first > 0 and room > 0:
            first -= 1
            room -= len(said[first].text)
        begin, room = first, self._policy.context_chars
        while begin > 0 and room > 0:
            begin -= 1
            room -= len(said[begin].text)
        window = said[begin:last]
        found = self._scanner.scan(self._document(window)).findings
        active = {one.key for one in said[first:last]}
        at = self.transcript.offset(begin)
        now = {key: _moved(finding, at, begin) for key, finding in _keyed(found, window) if key.utterance in active}
        before = {key for key in self.claims if key.utterance in active}
        if {key: self.claims[key].finding for key in before} != now:
            standing = [claim.finding for key, claim in self.claims.items() if key not in before] + list(now.values())
            gravest = sorted(standing, key=lambda finding: (-_gravity(finding), finding.start))[:MOST]
            weighed = self._scanner.weigh(sorted(gravest, key=lambda f: f.start), self._about.get("category"))
            self.nose, self.verdict = weighed.nose, weighed.verdict
        return self._compare(now, before, self.transcript.offset(last))

    def _compare(self, now: dict[Key, Finding], before: set[Key], heard: int | None) -> list[LiveEvent]:
        """What is gone, graver, taken back or new, against what stood; ``heard`` characters of the stream were read,
        None when it is over."""
        events: list[LiveEvent] = []
        told = []
        for key in sorted(before - now.keys()):
            gone = self.claims.pop(key)
            self._forget(gone)
            if gone.told:
                told.append((key, gone))
        for key, finding in now.items():
            claim = self.claims.get(key)
            if claim is None:
                self._count(key, finding)
                continue
            change = _change(claim.finding, finding)
            claim.finding = finding
            if change is not None and claim.told:
                events.append(self._event(change, key, finding))
        retracted = [self._event("retracted", key, gone.finding) for key, gone in told if not self._lives_on(gone, now)]
        return retracted + events + self._warn(now, heard)

    def _count(self, key: Key, finding: Finding) -> None:
        """A claim that is new: it counts as said, whether or not the host is told."""
        at = finding.start_ms if finding.start_ms is not None else self.at_ms or 0
        self.claims[key] = Claim(finding, at)
        same = (finding.family, finding.canonical)
        self._times[same] = [*(t for t in self._times.get(same, ()) if at - t <= self._policy.memory_ms), at]

    def _warn(self, now: dict[Key, Finding], heard: int | None) -> list[LiveEvent]:
        """Tell the host what is still to be told and may be told by now, the gravest first."""
        events: list[LiveEvent] = []
        shown = 0
        for key, finding in sorted(now.items(), key=lambda pair: (-_gravity(pair[1]), pair[1].start)):
            claim = self.claims[key]
            if not claim.waits or not (heard is None or self._certain(finding, heard)):
                continue
            claim.waits = False
            same, at = (finding.family, finding.canonical), claim.at
            times = sum(t <= at for t in self._times[same])
            what: What = "escalated" if times == self._policy.escalate_after else "warned"
            quiet = same in self._told_at and 0 <= at - self._told_at[same] < self._policy.quiet_ms
            if what == "warned" and (quiet or shown >= self._policy.at_once):
                continue
            claim.told = True
            if what == "warned":
                shown += 1
                self._told_at[same] = at
            events.append(self._event(what, key, finding, times))
        return events

    def _lives_on(self, gone: Claim, now: dict[Key, Finding]) -> bool:
        """Whether the words that the host was told of still stand as a claim of the same family, understood anew
        (全网最低 that has become 全网最低价); then he is not told again."""
        for key, finding in now.items():
            if _same_words(gone.finding, finding):
                heir = self.claims[key]
                heir.told, heir.waits = True, False
                self._told_at[finding.family, finding.canonical] = gone.at
                return True
        return False

    def _forget(self, gone: Claim) -> None:
        """What was not said does not count as said, and keeps no host from being told when it is said after all."""
        same = (gone.finding.family, gone.finding.canonical)
        if gone.at in self._times.get(same, ()):
            self._times[same].remove(gone.at)
        if gone.told and self._told_at.get(same) == gone.at:
            del self._told_at[same]

    def _certain(self, finding: Finding, heard: int) -> bool:
        """Whether a host is told before the stream is over.

        What is missing may still be said; and what the trained reader makes of a passage changes with every sentence
        that joins it, so it must be surer here, and have heard what comes next.
        """
        if finding.family == "omission":
            return False
        policy = self._policy
        sure = finding.confidence >= policy.reader_confidence and heard - finding.end >= policy.reader_waits_chars
        return sure or not finding.rule.endswith(READS)

    def _event(self, what: What, key: Key, finding: Finding, times: int = 1) -> LiveEvent:
        self._events[what, key] += 1
        about = (key.utterance, key.rule, key.canonical, str(key.nth))
        known = event_id(self.stream, what, about, self._events[what, key])
        return LiveEvent(what, self.stream, self.at_ms, self.nose, finding, times, known)


def _keyed(findings: tuple[Finding, ...], said: list[Said]) -> list[tuple[Key, Finding]]:
    """Findings under keys that do not depend on where the tail begins."""
    counts: Counter[tuple[str, str, str]] = Counter()
    out = []
    for finding in findings:
        place = finding.utterance
        name = said[place].key if place is not None and place < len(said) else ""
        same = (name, finding.rule, finding.canonical)
        counts[same] += 1
        out.append((Key(*same, counts[same]), finding))
    return out


def _moved(finding: Finding, offset: int, place: int) -> Finding:
    """A finding of the tail with its place counted in the whole stream."""
    utterance = None if finding.utterance is None else finding.utterance + place
    return msgspec.structs.replace(finding, start=finding.start + offset, end=finding.end + offset, utterance=utterance)


def _same_words(old: Finding, new: Finding) -> bool:
    """Whether one claim is the other with its words understood anew: of one family, or both only the reader's guess."""
    guessed = old.rule.endswith(READS) and new.rule.endswith(READS)
    return (guessed or old.family == new.family) and old.start < new.end and new.start < old.end


def _change(old: Finding, new: Finding) -> What | None:
    if SEVERITIES.index(new.severity) < SEVERITIES.index(old.severity):
        return "corrected"
    graver = SEVERITIES.index(new.severity) > SEVERITIES.index(old.severity)
    return "escalated" if graver or STATUSES.index(new.status) > STATUSES.index(old.status) else None


def _gravity(finding: Finding) -> int:
    return 10 * STATUSES.index(finding.status) + SEVERITIES.index(finding.severity)
