"""The output folder: whose run it holds, which shards are done under which rulebook, and who is writing."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from governance.audit.labour import Earlier
from governance.audit.plan import Plan, engine_digest
from governance.beijing import today
from governance.errors import PinocchioError, UsageError
from governance.rulebook.signature import Signature, change

WORK = ".work"
FORMAT = 1
OUTPUTS = (
    "findings.jsonl", "verdicts.jsonl", "findings.parquet", "verdicts.parquet", "errors.jsonl", "report.html",
    "summary.json",
)  # fmt: skip


class Generation(msgspec.Struct, frozen=True):
    """One rulebook's and one engine's worth of shards. ``today`` is the day for documents that bring none."""

    digest: str
    engine: str
    today: str
    signature: Signature

    @property
    def name(self) -> str:
        """Its folder."""
        return hashlib.sha256(f"{self.digest}\0{self.engine}\0{self.today}".encode()).hexdigest()[:16]


class Book(msgspec.Struct):
    """``run.json``: the plan, the generation being made or made last, and the last one that was finished before."""

    format: int
    plan: Plan
    current: Generation
    complete: bool = False
    previous: Generation | None = None


class Folder:
    """An output folder held for writing; close it to let others write."""

    def __init__(self, out: Path, plan: Plan, digest: str, signature: Signature, *, force: bool = False) -> None:
        """Take the folder for a run of this plan. Raises UsageError when it is not ours to write to."""
        self.out = out
        self._work = out / WORK
        _refuse_strangers(out, force)
        self._work.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self._work / "lock", out)
        try:
            self._take(plan, digest, signature, force)
        except BaseException:
            self.close()
            raise

    def _take(self, plan: Plan, digest: str, signature: Signature, force: bool) -> None:
        book = None if force else _read(self._work / "run.json", plan, self.out)
        engine = engine_digest()
        if book is not None and (book.current.digest, book.current.engine) == (digest, engine):
            self.book = book
        else:
            previous = None
            if book is not None:
                previous = book.current if book.complete else book.previous
            current = Generation(digest, engine, today(), signature)
            self.book = Book(FORMAT, plan, current, False, previous)
        self.today = self.book.current.today
        self.shards = self._work / self.book.current.name
        self.shards.mkdir(exist_ok=True)
        self._drop_others()
        self._write()

    def earlier(self) -> Earlier | None:
        """The run before under another rulebook, if it can be of use."""
        old, new = self.book.previous, self.book.current
        if old is None or old.engine != new.engine:
            return None
        found = change(old.signature, new.signature)
        return None if found.whole else Earlier(self._work / old.name, found)

    def begin(self) -> None:
        """From here on the outputs are not those of a finished run."""
        if self.book.complete:
            self.book.complete = False
            self._write()

    def finish(self, order: list[str]) -> None:
        """Everything is written: drop what only an unfinished run needs."""
        wanted = set(order)
        for path in self.shards.iterdir():
            if path.name not in wanted:
                path.unlink()
        self.book.complete = True
        self.book.previous = None
        self._write()
        self._drop_others()

    def close(self) -> None:
        """Let others write here."""
        os.close(self._lock)

    def _write(self) -> None:
        part = self._work / "run.json.part"
        part.write_bytes(msgspec.json.format(msgspec.json.encode(self.book)))
        part.replace(self._work / "run.json")

    def _drop_others(self) -> None:
        kept = {self.book.current.name, self.book.previous.name if self.book.previous else ""}
        for path in self._work.iterdir():
            if path.is_dir() and path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)


def _refuse_strangers(out: Path, force: bool) -> None:
    if out.exists() and not out.is_dir():
        raise UsageError.of("--out is a file", str(out), "name a folder")
    if out.is_dir() and not (out / WORK).is_dir():
        others = sorted(path.name for path in out.iterdir() if path.name not in OUTPUTS)
        if others and not force:
            raise UsageError.of(f"the folder is not empty ({others[0]!r} …)", str(out), "name a new or empty folder")


def _read(path: Path, plan: Plan, out: Path) -> Book | None:
    try:
        raw: Any = msgspec.json.decode(path.read_bytes())
    except FileNotFoundError:
        return None
    except msgspec.DecodeError:
        raise UsageError.of("run.json cannot be read", str(path), "--force starts the audit anew") from None
    try:
        book = msgspec.convert(raw, Book)
    except msgspec.ValidationError:
        raise UsageError.of("run.json is of another version", str(path), "--force starts the audit anew") from None
    differs = [name for name in plan.__struct_fields__ if getattr(plan, name) != getattr(book.plan, name)]
    if differs:
        options = ", ".join(_OPTION.get(name, f"--{name.replace('_', '-')}") for name in differs)
        raise UsageError.of(
            f"the folder holds another audit (differs in {options})", str(out),
            "name another folder, or --force to write over it",
        )  # fmt: skip
    return book


_OPTION = {"sources": "what is read", "from_format": "--from"}


def _locked(path: Path, out: Path) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        with suppress(OSError):
            os.close(handle)
        raise PinocchioError.of(
            "another audit is writing here", str(out), "wait for it, or name another folder"
        ) from None
    return handle
