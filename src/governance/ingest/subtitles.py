"""SubRip and WebVTT to timed utterances, a cue at a time.

Own code where pysubs2 exists: it takes 45 s for a million cues and drops who speaks (``<v Name>``); a
test holds the two to the same cues.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from governance.ingest.notes import Notes
from governance.ingest.spoken import split_speaker, strip_tags
from governance.model import Utterance

_STAMP = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[,.:](\d{1,3})"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-+>\s*{_STAMP}")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]+)>")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)\b")


def read_cues(lines: Iterable[tuple[int, str]], notes: Notes, vtt: bool) -> Iterator[Utterance]:
    """Yield the utterances of numbered lines; a timing that cannot be read is noted, its text kept."""
    start: int | None = None
    end: int | None = None
    said: list[str] = []  # the cue's text
    loose: list[str] = []  # what follows a blank line: the next cue's name, or more text
    gap = True
    skipping = vtt  # the header, and later comment blocks, last until a blank line
    for number, line in lines:
        if "->" in line and (match := _TIMING.match(line)):
            _drop_name(said, loose, vtt, gap)
            yield from _spoken([*said, *loose], start, end)
            said, loose, gap, skipping = [], [], False, False
            start, end = times_of(match)
        elif not line or line.isspace():
            gap, skipping = True, False
            if loose and not vtt:
                said += loose
                loose = []
        elif skipping:
            continue
        elif vtt and gap and _BLOCK.match(line):
            skipping = True
        elif "-->" in line:
            notes.add("timing that cannot be read; its text has no time", number, "write 00:01:02,345")
            _drop_name(said, loose, vtt, gap)
            yield from _spoken([*said, *loose], start, end)
            said, loose, gap, start, end = [], [], False, None, None
        elif gap:
            loose.append(line)
        else:
            said.append(line)
    yield from _spoken([*said, *loose], start, end)


def _drop_name(said: list[str], loose: list[str], vtt: bool, gap: bool) -> None:
    """Take the number (or name) of the cue that begins out of what was read before it."""
    if loose and (vtt or loose[-1].strip().isdigit()):
        loose.pop()
    elif not gap and said and said[-1].strip().isdigit() and len(said) > 1:
        said.pop()  # the blank line before the number is missing


def times_of(match: re.Match[str]) -> tuple[int, int]:
    """Start and end in milliseconds of a timing's eight groups: hours, minutes, seconds, fraction, twice."""
    h1, m1, s1, f1, h2, m2, s2, f2 = match.groups()
    start = (int(h1 or 0) * 3600 + int(m1) * 60 + int(s1)) * 1000 + int(f1.ljust(3, "0"))
    end = (int(h2 or 0) * 3600 + int(m2) * 60 + int(s2)) * 1000 + int(f2.ljust(3, "0"))
    return start, max(start, end)


def _spoken(said: list[str], start: int | None, end: int | None) -> Iterator[Utterance]:
    """A cue is one utterance, or one for each voice in it; its lines were broken to fit the screen."""
    if not said:
        return
    text = said[0] if len(said) == 1 else " ".join(said)
    if "<v" not in text:
        words = strip_tags(text)
        speaker, words = split_speaker(words)
        if words:
            yield Utterance(words, start, end, speaker)
        return
    before, *voices = _VOICE.split(text)
    if words := strip_tags(before):
        yield Utterance(words, start, end)
    for name, part in zip(voices[::2], voices[1::2], strict=True):
        if words := strip_tags(part):
            yield Utterance(words, start, end, name.strip())
