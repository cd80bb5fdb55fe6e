"""Where lines come from: standard input, a growing file, a WebSocket, or a transcript played back."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from governance.errors import PinocchioError, Problem
from governance.ingest import read_documents
from governance.live.line import MAX_BYTES, About, Line, Reader
from governance.live.srt import SrtReader

Feed = Iterator[Line | Problem]
POLL_S = 0.1
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 30.0
_NORMAL = 1000  # RFC 6455 section 7.4.1
WAITING = 10_000  # messages held for a slow consumer; then the sender waits


def from_stream(stream: BinaryIO, name: str, default: str) -> Feed:
    """JSON lines from a pipe, each as soon as it is there; one that is too long is skipped whole."""
    reader = Reader(name, default)
    while raw := stream.readline(MAX_BYTES + 1):
        if len(raw) > MAX_BYTES and not raw.endswith(b"\n"):
            while (rest := stream.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
                pass
        yield from _one(reader.read(raw))


def from_growing(path: Path, default: str, *, follow: bool = True) -> Feed:
    """A file that is appended to (``tail -F``): JSON lines, or SRT by its suffix. Cut short or replaced, it is read
    from its start again.
    """
    srt = path.suffix.lower() == ".srt"
    reader: Reader | SrtReader = SrtReader(default) if srt else Reader(str(path), default)
    waiting = b""
    try:
        file = path.open("rb")
    except OSError as error:
        raise PinocchioError.of(f"cannot be read ({error.strerror})", str(path), "check the path") from None
    while True:
        block = file.read(1 << 16)
        if block:
            *lines, waiting = (waiting + block).split(b"\n")
            for raw in lines:
                yield from _one(reader.read(raw))
            if len(waiting) > MAX_BYTES:
                yield from _one(reader.read(waiting))
                waiting = b""
            continue
        if not follow:
            break
        time.sleep(POLL_S)
        if _replaced(path, file):
            file.close()
            file, waiting = path.open("rb"), b""
    if waiting:
        yield from _one(reader.read(waiting))
    if isinstance(reader, SrtReader):
        yield from _one(reader.read(b""))
    file.close()


def _replaced(path: Path, file: BinaryIO) -> bool:
    import os

    try:
        now = path.stat()
    except OSError:
        return False
    here = os.fstat(file.fileno())
    return (now.st_ino, now.st_dev) != (here.st_ino, here.st_dev) or now.st_size < file.tell()


def from_replay(path: str, speed: float, sleep: Callable[[float], None] = time.sleep) -> Feed:
    """A transcript played back at ``speed`` times its own time; utterances without a time follow at once."""
    began = time.monotonic()
    first: int | None = None
    for document in read_documents([path]):
        if isinstance(document, Problem):
            yield document
            continue
        about = {name: getattr(document, name) for name in About.__struct_fields__}
        for number, said in enumerate(document.utterances or ()):
            if said.start_ms is not None and speed > 0:
                first = said.start_ms if first is None else first
                wait = (said.start_ms - first) / 1000 / speed - (time.monotonic() - began)
                if wait > 0:
                    sleep(wait)
            yield Line(document.id, said.text, str(number), said.start_ms, said.end_ms, said.speaker, **about)
        if not document.utterances:
            yield Line(document.id, document.text, "0", category=document.category)
        yield Line(document.id, "", "", end=True)


def from_server(url: str, default: str, stop: threading.Event | None = None) -> Feed:
    """Messages that a WebSocket server sends; when it goes away it is called again, ever more slowly.

    Closed normally (1000), the feed is over; a server that shuts down (1001) or breaks off will be back.
    """
    from websockets.exceptions import InvalidURI, WebSocketException
    from websockets.sync.client import connect

    reader = Reader(url, default)
    wait = FIRST_WAIT_S
    while stop is None or not stop.is_set():
        try:
            with connect(url, max_size=MAX_BYTES) as socket:
                for message in socket:
                    wait = FIRST_WAIT_S
                    yield from _one(reader.read(message))
                if socket.close_code == _NORMAL:
                    return
                raise ConnectionResetError("the server went away")
        except InvalidURI:
            raise PinocchioError.of("no WebSocket address", url, "write it as ws://host:port") from None
        except (OSError, WebSocketException) as error:
            yield Problem(f"{url}: {error or type(error).__name__}; calling again in {wait:g} s")
            time.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_S)


def from_clients(host: str, port: int, default: str, ready: threading.Event | None = None) -> Feed:
    """Be the server: recognisers connect and send; each connection is read by its own thread."""
    from websockets.exceptions import ConnectionClosed
    from websockets.sync.server import ServerConnection, serve

    lines: queue.Queue[Line | Problem] = queue.Queue(WAITING)

    def talk(connection: ServerConnection) -> None:
        address = connection.remote_address
        reader = Reader(f"ws:{address[0]}:{address[1]}", default)
        try:
            for message in connection:
                for one in _one(reader.read(message)):
                    lines.put(one)
        except ConnectionClosed:
            lines.put(Problem(f"ws:{address[0]}:{address[1]}: the connection broke off"))

    try:
        server = serve(talk, host, port, max_size=MAX_BYTES)
    except OSError as error:
        raise PinocchioError.of(
            f"cannot listen on {host}:{port} ({error.strerror})", mend="take another port"
        ) from None
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    if ready is not None:
        ready.set()
    try:
        while True:
            try:
                yield lines.get(timeout=POLL_S)
            except queue.Empty:
                continue
    finally:
        server.shutdown()


def _one(read: Line | Problem | None) -> Feed:
    if read is not None:
        yield read
