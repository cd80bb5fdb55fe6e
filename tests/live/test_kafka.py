"""``watch kafka://…`` against the broker that librdkafka brings for tests: real sockets, real offsets, no server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from governance.errors import UsageError
from governance.live.kafka import Address, address

kafka = pytest.importorskip("confluent_kafka")
LIES = ["这款面膜全网最低价", "大家看一下质地", "三天根治痘痘", "颜色有三个", "加我微信私下转账更便宜"]


class Broker:
    """A mock cluster that lives as long as its producer."""

    def __init__(self) -> None:
        self.producer = kafka.Producer({"bootstrap.servers": "mock", "test.mock.num.brokers": 1, "log_level": 0})
        (node,) = self.producer.list_topics(timeout=10).brokers.values()
        self.address = f"{node.host}:{node.port}"

    def send(self, topic: str, texts: list[str], *, start: int = 0, raw: bytes | None = None) -> None:
        for number, text in enumerate(texts, start):
            row = {"utterance": number, "start_ms": number * 3000, "text": text, "category": "cosmetic"}
            self.producer.produce(topic, json.dumps(row).encode(), key=b"room-7")
        if raw is not None:
            self.producer.produce(topic, raw, key=b"room-7")
        self.producer.flush(10)


@pytest.fixture(scope="module")
def broker() -> Broker:
    return Broker()


@pytest.fixture
def quick(tmp_path: Path) -> str:
    """The broker keeps a place in the group for one that left; by default for 45 seconds."""
    settings = tmp_path / "client.properties"
    settings.write_text("session.timeout.ms=6000\nheartbeat.interval.ms=500\n", "utf-8")
    return f"config={settings}"


def watch(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "governance", "watch", *arguments, "--format", "jsonl"]


def test_messages_by_key_and_a_bad_one(broker: Broker, quick: str) -> None:
    broker.send("talk", LIES, raw=b"{half a line")
    url = f"kafka://{broker.address}/talk?{quick}"
    done = subprocess.run(watch(url, "--once"), capture_output=True, check=False, timeout=120)
    assert done.returncode == 2
    assert done.stderr.decode().count("not JSON") == 1
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {row["stream"] for row in rows} == {"room-7"}
    assert {"price", "medical", "diversion"} <= {row["family"] for row in rows if row["event"] == "warned"}
    # The same group has read it: the offsets were committed.
    broker.send("talk", ["欢迎家人们"], start=len(LIES))
    again = subprocess.run(watch(url, "--once"), capture_output=True, check=False, timeout=120)
    assert (again.returncode, again.stdout) == (0, b"")


def test_killed_before_the_offsets_are_committed(broker: Broker, quick: str, tmp_path: Path) -> None:
    """What was heard is sent again, and told once: the journal knows it."""
    broker.send("kill", LIES[:3])
    command = watch(f"kafka://{broker.address}/kill?group=k&{quick}", "--state", str(tmp_path / "journal.jsonl"))
    said: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdout is not None
        said.append(json.loads(run.stdout.readline())["event_id"])
        run.send_signal(signal.SIGKILL)
        said += [json.loads(line)["event_id"] for line in run.stdout.readlines()]
    broker.send("kill", LIES[3:], start=3)
    done = subprocess.run([*command, "--once"], capture_output=True, check=False, timeout=120)
    said += [json.loads(line)["event_id"] for line in done.stdout.splitlines()]
    whole = subprocess.run(watch(f"kafka://{broker.address}/kill?group=other&{quick}", "--once"), capture_output=True,
                           check=False, timeout=120)  # fmt: skip
    wanted = {json.loads(line)["event_id"] for line in whole.stdout.splitlines()}
    assert set(said) == wanted
    assert len(said) <= len(wanted) + 1
    assert len(wanted) >= 3


def test_addresses(tmp_path: Path) -> None:
    settings = tmp_path / "client.properties"
    settings.write_text("# who we are\nsecurity.protocol = SASL_SSL\n", "utf-8")
    assert address(f"kafka://a:1,b:2/t?group=g&from=latest&config={settings}") == Address(
        "a:1,b:2", "t", "g", "latest", {"security.protocol": "SASL_SSL"}
    )
    for bad in ("kafka://", "kafka://a:1", "kafka://a:1/t/u", "kafka://a:1/t?grup=g", "kafka://a:1/t?from=now",
                f"kafka://a:1/t?config={tmp_path / 'none'}"):  # fmt: skip
        with pytest.raises(UsageError):
            address(bad)
    (tmp_path / "bad").write_text("sasl", "utf-8")
    with pytest.raises(UsageError, match="name=value"):
        address(f"kafka://a:1/t?config={tmp_path / 'bad'}")


def test_settings_that_librdkafka_refuses_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("no.such.setting=1\n", "utf-8")
    command = watch(f"kafka://127.0.0.1:9/t?config={tmp_path / 'c'}")
    done = subprocess.run(command, capture_output=True, check=False, timeout=120, env=os.environ)
    assert done.returncode == 2
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert "no.such.setting" in done.stderr.decode()
