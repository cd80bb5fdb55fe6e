"""One line of a live feed: ours (CONTRACT section 5) or what FunASR's real-time service sends."""

from __future__ import annotations

from typing import Any

import msgspec

from governance.errors import Place, Problem

MAX_BYTES = 1_000_000  # of one line; an utterance is seldom more than a few hundred
MAX_TEXT = 20_000  # characters of one utterance
_MEND = 'send {"stream","utterance","start_ms","end_ms","text","final"}'


class About(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who and what a stream is about; any of its lines may say it."""

    category: str | None = None
    merchant: str | None = None
    streamer: str | None = None
    provider: str | None = None
    occurred_at: str | None = None

    def known(self) -> dict[str, str]:
        """What is said, by the names that a document has for it."""
        return {name: value for name in About.__struct_fields__ if (value := getattr(self, name)) is not None}


class Line(About, frozen=True, omit_defaults=True):
    """A stretch of talk as the recogniser hears it now. A later line of the same ``stream`` and ``utterance``
    revises it until one is ``final``. Times are milliseconds from the start of the stream.
    """

    stream: str
    text: str
    utterance: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None
    final: bool = True
    end: bool = False


class _Ours(About, frozen=True):
    text: str | None = None
    stream: str | int | None = None
    utterance: str | int | None = None
    start_ms: float | None = None
    end_ms: float | None = None
    speaker: str | int | None = None
    final: bool = True
    end: bool = False


class Reader:
    """Decodes the lines of one feed; counts utterances that carry no key, and remembers FunASR's partial results."""

    def __init__(self, name: str, stream: str = "live") -> None:
        self.name = name
        self.stream = stream
        self._line = 0
        self._unnamed: dict[str, int] = {}
        self._partial: dict[str, str] = {}

    def read(self, raw: bytes | str) -> Line | Problem | None:
        """One line; None for an empty one. Bad UTF-8 is read with replacement marks."""
        self._line += 1
        place = Place(self.name, self._line)
        if len(raw) > MAX_BYTES:
            return Problem(f"a line of {len(raw)} bytes", place, f"the limit is {MAX_BYTES}")
        text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
        text = text.strip("\ufeff\r\n \t")
        if not text:
            return None
        try:
            record = msgspec.json.decode(text)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
            return Problem(f"not JSON: {error}", place, "one JSON object a line")
        if isinstance(record, dict) and "mode" in record:
            return self._funasr(record, place)
        try:
            ours = msgspec.convert(record, _Ours, strict=False)
        except msgspec.ValidationError as error:
            return Problem(str(error), place, _MEND)
        return Problem("no text", place, _MEND) if ours.text is None and not ours.end else self._line_of(ours)

    def _line_of(self, ours: _Ours) -> Line:
        stream = self.stream if ours.stream is None else str(ours.stream)
        key = ours.utterance
        if key is None:
            key = self._unnamed.get(stream, 0)
            if ours.final:
                self._unnamed[stream] = int(key) + 1
        return Line(
            stream, (ours.text or "")[:MAX_TEXT], str(key), _ms(ours.start_ms), _ms(ours.end_ms),
            None if ours.speaker is None else str(ours.speaker), ours.final, ours.end, **ours.known(),
        )  # fmt: skip

    def _funasr(self, record: dict[str, Any], place: Place) -> Line | Problem | None:
        """``2pass-online`` (or ``online``) sends pieces as they come; ``2pass-offline`` the corrected sentence."""
        text, mode = record.get("text"), record.get("mode")
        if not isinstance(text, str) or not isinstance(mode, str):
            return Problem("a FunASR message without text", place, "send the service's messages as they come")
        stream = str(record.get("wav_name") or self.stream)
        number = self._unnamed.get(stream, 0)
        final = mode.endswith("offline") or (mode == "online" and bool(record.get("is_final")))
        if not final:
            self._partial[stream] = text = self._partial.get(stream, "") + text
        else:
            if mode == "online":
                text = self._partial.get(stream, "") + text
            self._partial.pop(stream, None)
            self._unnamed[stream] = number + 1
        if not text:
            return None
        start, end = _stamps(record)
        return Line(stream, text[:MAX_TEXT], str(number), start, end, final=final)


def _ms(value: float | None) -> int | None:
    return int(value) if value is not None and abs(value) < 1e12 else None


def _stamps(record: dict[str, Any]) -> tuple[int | None, int | None]:
    """First and last time of a FunASR message: ``timestamp`` is a list of pairs, or that list as a string."""
    stamps: Any = record.get("timestamp")
    if isinstance(stamps, str):
        try:
            stamps = msgspec.json.decode(stamps)
        except msgspec.DecodeError:
            return None, None
    pairs = [pair for pair in stamps if isinstance(pair, list) and len(pair) == 2] if isinstance(stamps, list) else []
    times = [t for pair in pairs for t in pair if isinstance(t, (int, float))]
    return (_ms(min(times)), _ms(max(times))) if times else (None, None)
