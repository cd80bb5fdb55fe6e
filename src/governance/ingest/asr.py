"""What speech recognisers write, turned into the fields of a document object.

Whisper (openai-whisper, WhisperX, faster-whisper, the OpenAI API) writes ``segments`` in seconds,
whisper.cpp ``transcription`` with ``offsets`` in milliseconds, FunASR ``sentence_info`` (newer),
``sentences`` or ``stamp_sents`` (older, the runtime server), Paraformer alone one ``timestamp`` a token.
"""

from __future__ import annotations

import re
from typing import Any

from governance.ingest.funasr import clean, sentences, token_utterances
from governance.ingest.utterances import milliseconds

_SEGMENT = ("start", "end", "text")
_RANDOM_KEY = re.compile(r"rand_key_")
# Decoder internals of no use to a moderator, and as long as the talk itself.
_INTERNALS = frozenset(("segments", "word_segments", "words", "transcription", "sentence_info", "sentences",
                        "stamp_sents", "timestamp", "tokens", "systeminfo", "raw_text"))  # fmt: skip


def as_fields(value: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a document object: recogniser output is turned, anything else is as it was.

    Fields the recogniser does not know (``category``, ``merchant`` …) stay.
    """
    if value.get("utterances"):
        return value
    found = _utterances(value)
    if found is None:
        return value
    fields = {key: field for key, field in value.items() if key not in _INTERNALS}
    if found:
        fields["utterances"] = found
    key = value.get("key")
    if isinstance(key, str) and key and not _RANDOM_KEY.match(key):
        fields.setdefault("id", key)  # FunASR's name of the recording
    return fields


def as_segments(value: list[Any]) -> dict[str, Any] | None:
    """Read a bare list of segments (dumped from faster-whisper) as one object; None if it is none."""
    if value and all(isinstance(item, dict) and all(key in item for key in _SEGMENT) for item in value):
        return {"segments": value}
    if value and all(isinstance(item, list) and len(item) > 4 and isinstance(item[4], str) for item in value):
        return {"segments": value}
    return None


def _utterances(value: dict[str, Any]) -> list[dict[str, Any]] | None:
    """Return utterances, an empty list for a recogniser's text without times, None for other objects."""
    segments, cpp = value.get("segments"), value.get("transcription")
    if isinstance(segments, list):
        return [item for segment in segments if (item := _segment(segment))]
    if isinstance(cpp, list):
        return [item for segment in cpp if (item := _offsets(segment))]
    for key in ("sentence_info", "sentences", "stamp_sents"):
        if isinstance(value.get(key), list) and value[key]:
            return sentences(value[key])
    if "timestamp" in value and isinstance(value.get("text"), str):
        return token_utterances(value["text"], value["timestamp"])
    if isinstance(value.get("key"), str) and isinstance(value.get("text"), str):
        return [{"text": clean(value["text"])}]
    return None


def _segment(segment: Any) -> dict[str, Any] | None:
    if isinstance(segment, list) and len(segment) > 4:
        # faster-whisper's Segment was a named tuple, which json writes as a list: id, seek, start, end, text.
        segment = dict(zip(("id", "seek", *_SEGMENT), segment, strict=False))
    if not isinstance(segment, dict) or not isinstance(segment.get("text"), str):
        return None
    return {
        "text": segment["text"].strip(),
        "start_ms": milliseconds(segment.get("start"), 1000),
        "end_ms": milliseconds(segment.get("end"), 1000),
        "speaker": segment.get("speaker"),
    }


def _offsets(segment: Any) -> dict[str, Any] | None:
    if not isinstance(segment, dict) or not isinstance(segment.get("text"), str):
        return None
    offsets = segment.get("offsets")
    offsets = offsets if isinstance(offsets, dict) else {}
    return {
        "text": segment["text"].strip(),
        "start_ms": milliseconds(offsets.get("from")),
        "end_ms": milliseconds(offsets.get("to")),
        "speaker": segment.get("speaker"),
    }
