"""``pinocchio watch`` as a user runs it: replay, a pipe, a FunASR feed over WebSocket, the ledger."""

from __future__ import annotations

import hashlib
import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from websockets.sync.server import ServerConnection, serve

from governance.ledger import Ledger

ROOT = Path(__file__).resolve().parents[2]
LIES = ["这款面膜全网最低价", "大家看一下质地", "三天根治痘痘"]


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "governance", "watch", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, timeout=120, check=False)


def events(done: subprocess.CompletedProcess[bytes]) -> list[tuple[str, str, str]]:
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [(row["event"], row["family"], row["quote"]) for row in rows]


def feed() -> bytes:
    rows = [
        {"stream": "r1", "utterance": n, "start_ms": n * 3000, "end_ms": n * 3000 + 2000, "text": text,
         "category": "cosmetic"}
        for n, text in enumerate(LIES)
    ]  # fmt: skip
    return b"\n".join(json.dumps(row).encode() for row in rows) + b"\n"


def test_a_pipe_of_lines_gives_warnings_and_survives_a_bad_one() -> None:
    good = run("-", stdin=feed())
    assert good.returncode == 1
    warned = [json.loads(line) for line in good.stdout.splitlines()]
    assert {row["family"] for row in warned if row["event"] == "warned"} >= {"price", "medical"}
    assert all(row["say_instead"] and row["at_ms"] is not None for row in warned)
    bad = run("-", stdin=b"{half a li\n" + b"\xff\xff\n" + feed())
    assert bad.returncode == 2
    assert events(bad) == events(good)
    assert bad.stderr.decode().count("not JSON") == 2


def test_replay_prints_stream_time_and_records(tmp_path: Path) -> None:
    script = str(ROOT / "corpora" / "transcripts" / "mask-honest.srt")
    db = str(tmp_path / "cases.db")
    done = run("--replay", script, "--speed", "0", "--record", "--db", db, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    verify = subprocess.run([sys.executable, "-m", "governance", "ledger", "verify", "--db", db], check=False)
    assert verify.returncode == 0
    with Ledger(db) as ledger:
        kept = {entry.event.kind: entry.event.payload for entry in ledger.iterate()}
    said = "\n".join(text for _, _, text in kept["heard"]["utterances"])
    assert hashlib.sha256(said.encode()).hexdigest().startswith(kept["scanned"]["digest"])


def test_a_funasr_server_gives_the_same_as_a_pipe() -> None:
    def talk(connection: ServerConnection) -> None:
        for text in LIES:
            for end in range(4, len(text), 4):
                piece = {"mode": "2pass-online", "text": text[end - 4 : end], "wav_name": "r1", "is_final": False}
                connection.send(json.dumps(piece, ensure_ascii=False))
            whole = {"mode": "2pass-offline", "text": text, "wav_name": "r1", "is_final": False}
            connection.send(json.dumps(whole, ensure_ascii=False))

    with serve(talk, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.socket.getsockname()[1]
        done = run(f"ws://127.0.0.1:{port}", "--category", "cosmetic")
    assert done.returncode == 1, done.stderr
    assert {e for e in events(done) if e[0] == "warned"} == {
        e for e in events(run("-", stdin=feed())) if e[0] == "warned"
    }


def test_a_server_that_shuts_down_is_called_again() -> None:
    calls: list[int] = []

    def talk(connection: ServerConnection) -> None:
        connection.send(json.dumps({"stream": "r1", "utterance": len(calls), "text": LIES[2 * len(calls)]}))
        calls.append(1)
        connection.close(1001 if len(calls) == 1 else 1000)

    with serve(talk, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = run(f"ws://127.0.0.1:{server.socket.getsockname()[1]}", "--category", "cosmetic")
    assert len(calls) == 2 and b"went away; calling again" in done.stderr
    assert {family for _, family, _ in events(done)} >= {"price", "medical"}


def test_an_end_is_a_line_and_what_follows_is_told_once() -> None:
    lines = b'{"stream":"r1","end":true}\n'
    done = run("-", stdin=feed() + lines + feed() + lines)
    assert events(done) == events(run("-", stdin=feed()))
    assert done.returncode == 2 and done.stderr.decode().count("after the end of the stream") == 1


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_without_a_journal_the_stream_is_recorded(tmp_path: Path, sent: signal.Signals) -> None:
    db = str(tmp_path / "cases.db")
    command = [sys.executable, "-m", "governance", "watch", "-", "--record", "--db", db]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as live:
        assert live.stdin is not None and live.stdout is not None
        live.stdin.write(feed().replace(b'"r1",', b'"r1", "merchant": "M001",'))
        live.stdin.flush()
        live.stdout.readline()
        live.send_signal(sent)
        live.communicate(timeout=60)
    assert live.returncode == 130
    cases = subprocess.run([sys.executable, "-m", "governance", "case", "list", "--db", db, "--format", "jsonl"],
                           capture_output=True, check=True)  # fmt: skip
    assert b"merchant:M001" in cases.stdout


def test_no_warning_waits_for_a_locked_ledger(tmp_path: Path) -> None:
    db = str(tmp_path / "cases.db")
    assert run("-", "--record", "--db", db).returncode == 0
    command = [sys.executable, "-m", "governance", "watch", "-", "--record", "--db", db]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as live:
        assert live.stdin is not None and live.stdout is not None and live.stderr is not None
        live.stdin.write(feed().splitlines()[0] + b"\n")
        live.stdin.flush()
        live.stdout.readline()  # it is warm now
        with closing(sqlite3.connect(db, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            began = time.monotonic()
            live.stdin.write(b"\n".join(feed().splitlines()[1:]) + b"\n")
            live.stdin.flush()
            assert b"warnings wait" in live.stderr.readline()
            assert time.monotonic() - began < 2
            other.execute("ROLLBACK")
        live.communicate(timeout=60)
    export = subprocess.run([sys.executable, "-m", "governance", "ledger", "export", "--db", db],
                            capture_output=True, check=True)  # fmt: skip
    assert export.stdout.count(b'"kind":"warned"') == len(
        [e for e in events(run("-", stdin=feed())) if e[0] == "warned"]
    )


def test_bad_usage_is_one_line(tmp_path: Path) -> None:
    for arguments in (["--replay", "nowhere.srt"], [str(tmp_path / "nothing.jsonl")], ["--listen", "here"],
                      ["--webhook", "ftp://x", "-"], ["--db", "x.db"]):  # fmt: skip
        done = run(*arguments)
        assert done.returncode == 2
        assert len(done.stderr.decode().strip().splitlines()) == 1
