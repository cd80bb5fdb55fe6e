"""LRC (lyrics, and what some phone recorders write) to timed utterances."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from governance.ingest.spoken import split_speaker
from governance.model import Utterance

_TIME = re.compile(r"\s*\[(\d{1,4}):(\d{1,2})(?:[.:](\d{1,3}))?\]")
_WORD_TIME = re.compile(r"<\d{1,4}:\d{1,2}(?:[.:]\d{1,3})?>")
_TAG = re.compile(r"\s*\[([A-Za-z#]+):([^\]]*)\]\s*$")


def read_lyrics(lines: Iterable[tuple[int, str]]) -> tuple[list[Utterance], dict[str, str]]:
    """Return the utterances by time, and the tags (``ti``, ``ar`` …) of the file.

    A line with several times is said several times. It lasts until the next one. ``[offset:+500]``
    brings everything forward by half a second. Lines without a time stay after the one before them.
    """
    timed: list[tuple[int, str | None, str]] = []
    loose: dict[int, list[str]] = {}
    tags: dict[str, str] = {}
    now = -1
    for _, line in lines:
        tag = _TAG.match(line)
        if tag:
            tags[tag[1].lower()] = tag[2].strip()
            continue
        times: list[int] = []
        at = 0
        while match := _TIME.match(line, at):
            minutes, seconds, fraction = match.groups()
            times.append((int(minutes) * 60 + int(seconds)) * 1000 + int((fraction or "0").ljust(3, "0")))
            at = match.end()
        speaker, words = split_speaker(_WORD_TIME.sub("", line[at:]).strip())
        if times:
            timed += [(time, speaker, words) for time in times]
            now = times[-1]
        elif words:
            loose.setdefault(now, []).append(words)
    timed.sort(key=lambda item: item[0])
    offset = _offset(tags.get("offset", ""))
    found = [Utterance(words) for words in loose.pop(-1, [])]
    moments = sorted({time for time, _, _ in timed})
    ends = dict(pairwise(moments))
    for time, speaker, words in timed:
        later = ends.get(time)
        if words:  # an empty line only says when the one before it ends
            end = None if later is None else max(0, later - offset)
            found.append(Utterance(words, max(0, time - offset), end, speaker))
        found += [Utterance(text) for text in loose.pop(time, [])]
    return found, tags


def _offset(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0
