"""FunASR's sentences and token times to utterances."""

from __future__ import annotations

import json
import re
from typing import Any

from governance.ingest.utterances import milliseconds

_TAG = re.compile(r"<\|[^|<>]*\|>")  # SenseVoice: <|zh|><|NEUTRAL|><|Speech|><|withitn|>
_HAN = "[㐀-鿿]"
_SPACED = re.compile(f"(?<={_HAN}) (?={_HAN})")
_HAN_PAIR = re.compile(f"(?={_HAN} ?{_HAN})")
_TOKEN = re.compile(f"[A-Za-z0-9'%]+(?:[.][0-9]+)?|{_HAN}")
_STOPS = "。！？!?；;\n"
_PAUSE_MS = 700
_LONG_TOKENS = 60


def clean(text: str) -> str:
    """Strip the recogniser's tags, and the spaces it puts between the characters of unpunctuated text."""
    text = _TAG.sub("", text).strip()
    if len(_SPACED.findall(text)) * 2 > len(_HAN_PAIR.findall(text)):
        text = _SPACED.sub("", text)
    return text


def sentences(items: list[Any]) -> list[dict[str, Any]]:
    """Read ``sentence_info``, ``sentences`` or ``stamp_sents``; times there are milliseconds."""
    found = []
    for item in items:
        if not isinstance(item, dict):
            continue
        text = item.get("text", item.get("sentence"))
        if not isinstance(text, str):
            text = f"{item.get('text_seg', '')}{item.get('punc', '')}"
        speaker = item.get("spk", item.get("speaker"))
        found.append(
            {
                "text": clean(text),
                "start_ms": milliseconds(item.get("start")),
                "end_ms": milliseconds(item.get("end")),
                "speaker": f"spk{speaker}" if isinstance(speaker, int) else speaker,
            }
        )
    return found


def token_utterances(text: str, stamps: Any) -> list[dict[str, Any]]:
    """Cut text at its full stops, or at pauses where it has none, and time the pieces by their tokens.

    A token is a Chinese character or a Latin word or number. Where number normalisation changed how many
    there are, a piece takes the times at the same share of the way: near enough to find the spot.
    """
    text = clean(text)
    times = _pairs(stamps)
    tokens = list(_TOKEN.finditer(text))
    if not times or not tokens:
        return [{"text": text}]
    scale = len(times) / len(tokens)
    ends = _ends(text, tokens, times if scale == 1 else [])
    found, begin, first = [], 0, 0
    for end, last in ends:
        piece = text[begin:end].strip()
        if piece:
            left = min(int(first * scale), len(times) - 1)
            right = max(left, min(int(last * scale), len(times)) - 1)
            found.append({"text": piece, "start_ms": times[left][0], "end_ms": times[right][1]})
        begin, first = end, last
    return found


def _ends(text: str, tokens: list[re.Match[str]], times: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where pieces end: offset into the text, and how many tokens are before it."""
    ends: list[tuple[int, int]] = []
    size = 0
    for number, token in enumerate(tokens, 1):
        size += 1
        last = number == len(tokens)
        stop = len(text) if last else tokens[number].start()
        marks = text[token.end() : stop]
        pause = not last and bool(times) and times[number][0] - times[number - 1][1] >= _PAUSE_MS
        sentence = any(mark in _STOPS for mark in marks)
        if last or sentence or (pause and not marks.strip()) or (size >= _LONG_TOKENS and marks.strip()):
            ends.append((stop, number))
            size = 0
    return ends


def _pairs(stamps: Any) -> list[tuple[int, int]]:
    if isinstance(stamps, str):  # the runtime server writes the list as a string
        try:
            stamps = json.loads(stamps)
        except (ValueError, RecursionError):
            return []
    if not isinstance(stamps, list):
        return []
    found = []
    for pair in stamps:
        if isinstance(pair, list) and len(pair) >= 2:
            start, end = milliseconds(pair[0]), milliseconds(pair[1])
            if start is not None and end is not None:
                found.append((start, max(start, end)))
    return found
