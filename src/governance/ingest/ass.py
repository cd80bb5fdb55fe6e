"""ASS and SSA to timed utterances, in the order of time.

Own code where pysubs2 exists: it takes over 20 s for a million lines; a test holds the two to the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from governance.ingest.notes import Notes
from governance.ingest.spoken import split_speaker
from governance.model import Utterance

_FIELDS = ["layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text"]
_TIME = re.compile(r"\s*(\d+):(\d{1,2}):(\d{1,2})[.:,](\d{1,3})")
_TAGS = re.compile(r"\{[^{}]*\}")
_DRAWN = re.compile(r"\\p(\d+)")
_BREAKS = re.compile(r"\\[Nnh]")


def read_events(lines: Iterable[tuple[int, str]], notes: Notes) -> list[Utterance]:
    """Return what is said in ``Dialogue`` lines, sorted by start; broken ones are noted and left out."""
    fields = _FIELDS
    start_at, end_at, text_at, name_at = _places(fields)
    events = True  # a file without sections is nothing but events
    found: list[Utterance] = []
    for number, line in lines:
        if line.startswith("["):
            events = line.strip().lower() == "[events]"
        elif line.startswith("Format:") and events:
            names = [name.strip().lower() for name in line[7:].split(",")]
            fields = names if {"start", "end", "text"} <= set(names) else _FIELDS
            start_at, end_at, text_at, name_at = _places(fields)
        elif line.startswith("Dialogue:"):
            cells = line[9:].split(",", len(fields) - 1)
            times = (_time(cells[start_at]), _time(cells[end_at])) if len(cells) == len(fields) else (None, None)
            start, end = times
            if start is None or end is None:
                notes.add("broken Dialogue left out", number, "it needs start, end and text")
            elif words := _words(cells[text_at]):
                name = cells[name_at].strip() if name_at >= 0 else ""
                speaker, words = (name, words) if name else split_speaker(words)
                found.append(Utterance(words, start, max(start, end), speaker))
    # Writers group lines by style. The same line twice at one time is a shadow or an outline.
    return list(dict.fromkeys(sorted(found, key=lambda utterance: utterance.start_ms or 0)))


def _places(fields: list[str]) -> list[int]:
    """Return where start, end, text and name (SSA: actor) stand; -1 for none."""
    fields = ["name" if field == "actor" else field for field in fields]
    return [fields.index(name) if name in fields else -1 for name in ("start", "end", "text", "name")]


def _time(text: str) -> int | None:
    match = _TIME.match(text)
    if not match:
        return None
    hours, minutes, seconds, fraction = match.groups()
    return (int(hours) * 3600 + int(minutes) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0")[:3])


def _words(text: str) -> str:
    """Strip override tags and karaoke; what stands after ``\\p1`` are strokes, not words."""
    if "\\p" in text:
        pieces, at, drawing = [], 0, False
        for tag in _TAGS.finditer(text):
            if not drawing:
                pieces.append(text[at : tag.start()])
            for scale in _DRAWN.findall(tag[0]):
                drawing = scale != "0"
            at = tag.end()
        if not drawing:
            pieces.append(text[at:])
        text = "".join(pieces)
    elif "{" in text:
        text = _TAGS.sub("", text)
    if "\\" in text:
        text = _BREAKS.sub(" ", text)
    return " ".join(text.split())
