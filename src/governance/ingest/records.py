"""A document object (CONTRACT §1) to a `Document`: strict about shape, forgiving about the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from governance.errors import Problem, did_you_mean
from governance.ingest.categories import category_mend, category_of
from governance.ingest.limits import MAX_ITEMS, MAX_LISTED
from governance.ingest.origin import Origin
from governance.ingest.parts import split
from governance.ingest.utterances import read_utterances
from governance.model import Document, Kind, Utterance

_NAMES = ("merchant", "streamer", "provider")
_OURS = frozenset(
    ("id", "kind", "text", "utterances", "category", "occurred_at", "evidence", "products", *_NAMES)
)  # fmt: skip
_DAY = re.compile(r"(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?")


class RecordReader:
    """Reads the objects of one file, and says each thing about their fields once a line."""

    def __init__(self, origin: Origin, kind: Kind | None = None) -> None:
        """``kind`` is for objects that do not say; None: speech."""
        self.origin = origin
        self.kind: Kind = kind or "speech"
        self._told: set[str] = set()

    def read(
        self, fields: dict[str, Any], name: str, line: int = 0, extra: dict[str, Any] | None = None
    ) -> Iterator[Document | Problem]:
        """Yield the document (or its parts) of one object, and a problem for each field set aside.

        ``name`` is the id if the object has none, ``line`` where it stands (0: it is the whole file).
        A field of a wrong type is kept under ``extra``; only an object without any text is refused.
        """
        record = _Record(self.origin, fields, line, dict(extra or {}))
        document = record.document(name, self.kind)
        yield from record.problems
        for what, problem in record.values.items():
            # A sheet says the same unknown category in every row; say so where it is first.
            if what not in self._told and len(self._told) < MAX_LISTED:
                self._told.add(what)
                yield problem
        if document is not None:
            yield from split(document)


class _Record:
    def __init__(self, origin: Origin, fields: dict[str, Any], line: int, extra: dict[str, Any]) -> None:
        self.origin = origin
        self.fields = fields
        self.line = line
        self.extra = extra
        self.problems: list[Problem] = []
        self.values: dict[str, Problem] = {}

    def document(self, name: str, kind: Kind) -> Document | None:
        get = self.fields.get
        text: Any = get("text")
        utterances: tuple[Utterance, ...] = ()
        if get("utterances") not in (None, []):
            utterances, odd, complaint = read_utterances(get("utterances"))
            if odd:
                self.extra["utterances"] = odd
            if complaint:
                mend = 'each needs "text"; times are milliseconds'
                self.wrong(f'"utterances" {complaint}', mend, keep="" if utterances else "utterances")
        if utterances:
            text = "\n".join(utterance.text for utterance in utterances)
        elif text is None or not isinstance(text, str) or not text.strip():
            found = ", ".join(map(str, list(self.fields)[:20])) or "none"
            what = "text is not a string" if text is not None and not isinstance(text, str) else "no text"
            self.wrong(f"{what} (fields: {found})", 'give "text" or "utterances"')
            return None
        for key, value in self.fields.items():
            if key not in _OURS:
                self.extra[key] = value
        return Document(
            id=self.string("id") or name,
            text=text,
            kind=self.a_kind(kind),
            utterances=utterances,
            category=self.category(),
            merchant=self.string("merchant"),
            streamer=self.string("streamer"),
            provider=self.string("provider"),
            occurred_at=self.occurred_at(),
            evidence=self.objects("evidence"),
            products=self.objects("products"),
            source=self.origin.at(self.line) if self.line else self.origin.file,
            extra=self.extra,
        )

    def wrong(self, what: str, mend: str = "", keep: str = "") -> None:
        if keep:
            self.extra[keep] = self.fields[keep]
        self.problems.append(self.origin.problem(what, mend, self.line))

    def string(self, key: str) -> str | None:
        value = self.fields.get(key)
        if value is None or isinstance(value, str):
            return (value or "").strip() or None
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)  # ids are often written as numbers
        self.wrong(f'"{key}" is {_kind_of(value)}, not a string', "it is kept under extra", keep=key)
        return None

    def a_kind(self, default: Kind) -> Kind:
        value = self.string("kind")
        if value is None:
            return default
        if value.lower() in ("speech", "copy"):
            return "speech" if value.lower() == "speech" else "copy"
        mend = did_you_mean(value, ("speech", "copy")) or "use speech or copy"
        self.wrong(f'"kind" is {value!r}', mend, keep="kind")
        return default

    def category(self) -> str | None:
        value = self.string("category")
        known = category_of(value) if value else None
        if value and not known:
            what = f'"category" {value!r} is unknown, kept under extra'
            self.values[what] = self.origin.problem(what, category_mend(value), self.line)
            self.extra["category"] = value
        return known

    def occurred_at(self) -> str | None:
        value = self.string("occurred_at")
        if value is None:
            return None
        for text in (value, _DAY.sub(_iso_day, value)):
            try:
                datetime.fromisoformat(text)
            except ValueError:
                continue
            return text
        mend = "write it like 2026-06-15T20:21:00+08:00"
        self.wrong(f'"occurred_at" {value!r} is no date', mend, keep="occurred_at")
        return None

    def objects(self, key: str) -> tuple[dict[str, Any], ...]:
        """Read evidence or products: one or many objects; a string is a note."""
        value = self.fields.get(key)
        if value is None or value == "":
            return ()
        items = value if isinstance(value, list) else [value]
        found: list[dict[str, Any]] = []
        for number, item in enumerate(items[:MAX_ITEMS]):
            if isinstance(item, dict):
                found.append(item)
            elif isinstance(item, str):
                found.append({"type": "note", "text": item} if key == "evidence" else {"name": item})
            elif item is not None:
                self.wrong(f'"{key}[{number}]" is {_kind_of(item)}, not an object', "it is left out")
        if len(items) > MAX_ITEMS:
            self.wrong(f'"{key}" has {len(items)} items', f"only the first {MAX_ITEMS} are used")
        return tuple(found)


def _iso_day(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def _kind_of(value: object) -> str:
    names = {bool: "a truth value", int: "a number", float: "a number", str: "a string", list: "a list"}
    return names.get(type(value), "an object")
