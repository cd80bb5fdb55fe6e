"""Tell others: a webhook with retry, and a command when a stream must be stopped."""

from __future__ import annotations

import queue
import shlex
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import msgspec

from governance.errors import Problem, UsageError

TRIES = 5
FIRST_WAIT_S = 0.5
TIMEOUT_S = 10.0
WAITING = 5_000  # events held for a webhook that does not answer; beyond, the oldest news are dropped and counted


class Webhook:
    """Posts every event as JSON from a thread of its own: a slow receiver never holds a warning up."""

    def __init__(self, url: str, complain: Callable[[Problem], None]) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise UsageError.of(f"--webhook {url!r} is no web address", mend="write it as https://host/path")
        self.url = url
        self._complain = complain
        self._events: queue.Queue[bytes | None] = queue.Queue(WAITING)
        self._dropped = 0
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def send(self, record: dict[str, Any]) -> None:
        """Queue one event."""
        try:
            self._events.put_nowait(msgspec.json.encode(record))
        except queue.Full:
            self._dropped += 1

    def close(self, wait_s: float = 15.0) -> None:
        """Give what is queued a last chance, and say what was lost."""
        self._events.put(None)
        self._thread.join(wait_s)
        lost = self._dropped + self._events.qsize()
        if lost:
            self._complain(Problem(f"{lost} events did not reach the webhook", mend=f"is {self.url} up?"))

    def _work(self) -> None:
        while (body := self._events.get()) is not None:
            self._post(body)

    def _post(self, body: bytes) -> None:
        wait, error = FIRST_WAIT_S, ""
        for _ in range(TRIES):
            request = urllib.request.Request(  # noqa: S310 (the scheme was checked)
                self.url, body, {"Content-Type": "application/json"}
            )
            try:
                with urllib.request.urlopen(request, timeout=TIMEOUT_S):  # noqa: S310
                    return
            except OSError as reason:
                error = str(reason)
            time.sleep(wait)
            wait *= 2
        self._complain(Problem(f"the webhook did not take an event ({error})", mend=f"is {self.url} up?"))


class OnBlock:
    """Runs a command, once a stream, with the event on its standard input."""

    def __init__(self, command: str, complain: Callable[[Problem], None]) -> None:
        try:
            self._words = shlex.split(command)
        except ValueError as error:
            raise UsageError.of(f"--on-block cannot be read: {error}", mend="quote the command for a shell") from None
        if not self._words:
            raise UsageError.of("--on-block is empty", mend="give a command")
        self._complain = complain
        self._done: set[str] = set()

    def run(self, record: dict[str, Any]) -> None:
        """Start the command for this stream, if it was not yet; nobody waits for it."""
        stream = str(record["stream"])
        if stream in self._done:
            return
        self._done.add(stream)
        try:
            started = subprocess.Popen(self._words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)  # noqa: S603
        except OSError as error:
            self._complain(Problem(f"--on-block did not start ({error.strerror})", mend="check the command"))
            return
        threading.Thread(target=started.communicate, args=(msgspec.json.encode(record),), daemon=True).start()
