"""Worker processes that scan shards; one that dies or hangs costs the document it was at, never the run."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from governance.audit.cutting import Shard
from governance.audit.labour import Earlier, Labour
from governance.audit.plan import Spec
from governance.audit.shard import save, unpack
from governance.errors import PinocchioError

PER_CHARACTERS = 100_000  # the time limit is for so much text; a longer document has more
STARTS = 3  # tries to bring a worker up, and to get a shard through whose documents are not to blame
START_SECONDS = 120.0
_CONTEXT = multiprocessing.get_context("spawn")


class Done(NamedTuple):
    """A shard that is finished and kept."""

    name: str
    documents: int
    findings: int
    failed: int
    copied: int


class _Task(msgspec.Struct):
    shard: Shard
    failed: dict[int, str] = {}
    tried: set[int] = set()
    crashes: int = 0
    only: int = -1  # the place of a document that is tried alone, for `parent`
    parent: _Task | None = None

    def said(self) -> tuple[str, tuple[bytes, ...], dict[int, str], bool]:
        documents = self.shard.documents if self.only < 0 else (self.shard.documents[self.only],)
        return self.shard.name, documents, self.failed if self.only < 0 else {}, self.only < 0


class _Seat:
    """A worker process and what it is at. ``beat`` is shared: place of the document (-1: none), since when."""

    def __init__(self, spec: Spec, folder: Path, earlier: Earlier | None) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.beat: Any = _CONTEXT.RawArray("d", [-1.0, time.monotonic()])
        self.process = _CONTEXT.Process(target=_serve, args=(theirs, self.beat, spec, folder, earlier), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.task: _Task | None = None

    def give(self, task: _Task) -> None:
        self.beat[0], self.beat[1] = -1.0, time.monotonic()
        self.task = task
        with suppress(ConnectionError):  # it died in its sleep; that is seen when it is waited for
            self.pipe.send(task.said())

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


class Pool:
    """``count`` workers writing shards to ``folder``. ``timeout``: seconds a document of ordinary length may take."""

    def __init__(self, count: int, spec: Spec, folder: Path, earlier: Earlier | None, timeout: float) -> None:
        self._made = spec, folder, earlier
        self._count = count
        self._timeout = timeout
        self._seats: list[_Seat] = []
        self._again: deque[_Task] = deque()
        self._failed_starts = 0

    def run(self, shards: Iterator[Shard]) -> Generator[Done, None, None]:
        """Yield shards as they are finished, in no order. Reads ahead no more than a shard a worker."""
        ahead: deque[_Task] = deque()
        try:
            while True:
                while len(ahead) + len(self._again) < self._count and (shard := next(shards, None)) is not None:
                    ahead.append(_Task(shard, {}, set()))
                while (self._again or ahead) and (seat := self._free()) is not None:
                    seat.give((self._again or ahead).popleft())
                if not (self._again or ahead or any(seat.task for seat in self._seats)):
                    return
                yield from self._wait()
        finally:
            for seat in self._seats:
                seat.end()
            self._seats.clear()

    def _free(self) -> _Seat | None:
        for seat in self._seats:
            if seat.task is None:
                return seat
        if len(self._seats) < self._count:
            self._seats.append(_Seat(*self._made))
            return self._seats[-1]
        return None

    def _wait(self) -> Iterator[Done]:
        wait([thing for seat in self._seats for thing in (seat.pipe, seat.process.sentinel)], timeout=0.5)
        for seat in list(self._seats):
            try:
                while seat.pipe.poll():
                    done = self._heard(seat, seat.pipe.recv())
                    if done is not None:
                        yield done
            except (EOFError, ConnectionError):
                seat.process.join(5)
                self._lost(seat, _how_it_ended(seat.process.exitcode))
                continue
            if not seat.process.is_alive():
                self._lost(seat, _how_it_ended(seat.process.exitcode))
            elif seat.task is not None:
                limit = self._limit(seat)
                if time.monotonic() - seat.beat[1] > limit:
                    self._lost(seat, f"took longer than {limit:g} s")

    def _heard(self, seat: _Seat, said: Any) -> Done | None:
        if said is None:
            seat.ready = True
            self._failed_starts = 0
            seat.beat[1] = time.monotonic() if seat.beat[0] < 0 else seat.beat[1]
            return None
        if isinstance(said, OSError):
            raise said
        task, seat.task = seat.task, None
        if task is not None and task.parent is not None:  # alone it came through
            self._again.append(task.parent)
            return None
        return Done(*said)

    def _limit(self, seat: _Seat) -> float:
        place = int(seat.beat[0])
        if not seat.ready or seat.task is None or place < 0:
            return START_SECONDS + self._timeout
        _, documents, _, _ = seat.task.said()
        return self._timeout * max(1.0, len(unpack(documents[place]).text) / PER_CHARACTERS)

    def _lost(self, seat: _Seat, why: str) -> None:
        """A worker is gone. Try the document it was at alone; if that fails too, the rest goes on without it."""
        place, task = int(seat.beat[0]), seat.task
        seat.end()
        self._seats.remove(seat)
        if not seat.ready:
            self._failed_starts += 1
            if self._failed_starts >= STARTS:
                raise PinocchioError.of(
                    f"worker processes do not start ({why})", mend="try --workers 1, or free memory"
                )
        if task is None:
            return
        if task.parent is not None and seat.ready:
            task.parent.failed[task.only] = why
            self._again.append(task.parent)
        elif task.parent is not None or not seat.ready:
            self._again.append(task)
        elif place < 0:
            task.crashes += 1
            if task.crashes >= STARTS:
                raise PinocchioError.of(f"workers keep dying ({why})", mend="free memory, or use fewer --workers")
            self._again.append(task)
        elif place in task.tried:
            task.failed[place] = why
            self._again.append(task)
        else:
            task.tried.add(place)
            self._again.append(_Task(task.shard, {}, set(), only=place, parent=task))


def _how_it_ended(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return f"the process was killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"the process was killed by signal {-code}"
    return f"the process ended with code {code}"


def _serve(pipe: Connection, beat: Any, spec: Spec, folder: Path, earlier: Earlier | None) -> None:
    """The life of a worker: shards in, shard files out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted and ends its workers in order
    _die_with_the_parent()
    labour = Labour(spec, earlier)

    def begin(place: int) -> None:
        beat[1] = time.monotonic()
        beat[0] = float(place)

    try:
        pipe.send(None)
        while True:
            name, documents, failed, kept = pipe.recv()
            entries = labour.shard(name, documents, failed, begin)
            try:
                if kept:
                    save(folder / name, entries)
            except OSError as error:  # a full disk stops the whole run, with its reason
                pipe.send(OSError(error.errno, error.strerror, str(folder)))
                continue
            findings = sum(len(entry.scan.findings) for entry in entries if entry.scan is not None)
            lost = sum(entry.scan is None for entry in entries)
            pipe.send((name, len(entries), findings, lost, labour.copied))
    except (EOFError, ConnectionError):
        return


def _die_with_the_parent() -> None:
    """A parent that is killed outright cannot end its workers."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
