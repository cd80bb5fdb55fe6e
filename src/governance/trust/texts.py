"""Which reviews are bought praise: each text is read by the engine once and remembered by rulebook and text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from governance.model import Document
from governance.pipeline import Scanner
from governance.rulebook import cache, source

FAMILY = "reviews"


def bought_texts(texts: Iterable[str], rules: tuple[Path, ...] = ()) -> frozenset[str]:
    """The texts in which the rulebook finds bought, traded or staged reviews. Raises RulebookError."""
    distinct = sorted(set(texts))
    if not distinct:
        return frozenset()
    digest = source.read(rules).digest
    key = hashlib.sha256("\x1f".join([digest, *distinct]).encode("utf-8", "surrogatepass")).hexdigest()
    known = cache.get("reviews", key, list[str])
    if known is None:
        scanner = Scanner.load(rules)
        known = [text for text in distinct if _bought(scanner, text)]
        cache.put("reviews", key, known)
    return frozenset(known)


def _bought(scanner: Scanner, text: str) -> bool:
    found = scanner.scan(Document(id="review", text=text, kind="copy")).findings
    return any(one.family == FAMILY and one.status == "violation" for one in found)
