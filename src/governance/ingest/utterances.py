"""The ``utterances`` of a document object: items of text, with times and speaker when they have them."""

from __future__ import annotations

import math
from typing import Any

from governance.model import Utterance

_OURS = frozenset(("text", "start_ms", "end_ms", "speaker"))


def read_utterances(value: Any) -> tuple[tuple[Utterance, ...], list[dict[str, Any]], str]:
    """Return the utterances, the unknown fields of each as ``{"index": i, …}``, and a complaint or "".

    A plain string is an utterance without times. Items without text are left out, and complained of
    once. ``index`` counts the utterances that were kept.
    """
    if not isinstance(value, list):
        return (), [], "not a list"
    found: list[Utterance] = []
    odd: list[dict[str, Any]] = []
    bad: list[str] = []
    for number, item in enumerate(value):
        if isinstance(item, str):
            item = {"text": item}
        text = item.get("text") if isinstance(item, dict) else None
        if not isinstance(text, str):
            bad.append(f"[{number}] has no text")
            continue
        if not text.strip():
            continue
        start, end = milliseconds(item.get("start_ms")), milliseconds(item.get("end_ms"))
        if (start is None) != (item.get("start_ms") is None) or (end is None) != (item.get("end_ms") is None):
            bad.append(f"[{number}] has a time that is no number of milliseconds")
        speaker = item.get("speaker")
        if speaker is not None and not isinstance(speaker, str):
            speaker = str(speaker) if isinstance(speaker, int) else None
        rest = {key: field for key, field in item.items() if key not in _OURS}
        if rest:
            odd.append({"index": len(found), **rest})
        found.append(Utterance(text, start, end, speaker or None))
    more = f" (and {len(bad) - 1} more)" if len(bad) > 1 else ""
    return tuple(found), odd, bad[0] + more if bad else ""


def milliseconds(value: Any, scale: int = 1) -> int | None:
    """Read a time, in units of ``scale`` milliseconds; None when it is none or is before the start."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not math.isfinite(value) or not 0 <= value < 1e12:
        return None
    return round(value * scale)
