"""Lines from Kafka: JSON messages, keyed by stream (extra ``kafka``, client: confluent-kafka on librdkafka).

A message counts as read when the next one is asked for, that is, when all it led to was handed out: a watch that is
killed is sent it again, and ``--state`` tells that it was heard. librdkafka reconnects by itself, ever more slowly.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from governance.errors import PinocchioError, Problem, UsageError
from governance.live.line import MAX_BYTES, Line, Reader

if TYPE_CHECKING:
    from confluent_kafka import Consumer

SCHEME = "kafka://"
POLL_S = 0.2
FIRST_WAIT_MS, LONGEST_WAIT_MS = 500, 30_000
QUEUE_KB = 16_384  # fetched ahead; beyond, the broker keeps it
MAX_KEY = 512  # characters of a stream's name
_MEND = "write it as kafka://host:9092[,host:9092]/topic[?group=NAME&from=earliest|latest&config=client.properties]"


class Address(NamedTuple):
    """Where to read: brokers, topic, and the client's settings."""

    brokers: str
    topic: str
    group: str
    begin: str
    settings: dict[str, str]


def address(url: str) -> Address:
    """Parse ``kafka://brokers/topic?group=…``. Raises UsageError."""
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    topic = parts.path.strip("/")
    unknown = sorted(asked.keys() - {"group", "from", "config"})
    begin = asked.get("from", "earliest")
    if not parts.netloc or not topic or "/" in topic or unknown or begin not in ("earliest", "latest"):
        raise UsageError.of(f"no Kafka address{f' ({unknown[0]}?)' if unknown else ''}", url, _MEND)
    settings = _settings(Path(asked["config"])) if "config" in asked else {}
    return Address(parts.netloc, topic, asked.get("group", "pinocchio"), begin, settings)


def _settings(path: Path) -> dict[str, str]:
    """A properties file of librdkafka's settings (security, certificates): ``name=value`` lines."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError.of(f"the client's settings cannot be read ({error})", str(path), "check the path") from None
    pairs: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            name, equals, value = line.partition("=")
            if not equals:
                raise UsageError.of("no name=value", f"{path}:{number}", "see librdkafka's CONFIGURATION.md")
            pairs[name.strip()] = value.strip()
    return pairs


def from_kafka(url: str, default: str, *, follow: bool = True) -> Iterator[Line | Problem]:
    """Messages of a topic; without ``follow`` up to where its partitions end now. Raises PinocchioError."""
    where = address(url)
    try:
        from confluent_kafka import Consumer, KafkaError, KafkaException
    except ImportError:
        raise PinocchioError.of("Kafka is not installed", mend="pip install 'pinocchio-governance[kafka]'") from None
    complaints: list[Problem] = []

    def down(error: Any) -> None:
        if error.code() == KafkaError._ALL_BROKERS_DOWN:
            complaints.append(Problem(f"no Kafka broker answers at {where.brokers}; calling again"))

    try:
        consumer = Consumer({
            **where.settings, "bootstrap.servers": where.brokers, "group.id": where.group,
            "auto.offset.reset": where.begin, "enable.partition.eof": True, "error_cb": down,
            # What is stored is committed every few seconds and at the end; it is stored when it is dealt with.
            "enable.auto.commit": True, "enable.auto.offset.store": False,
            "reconnect.backoff.ms": FIRST_WAIT_MS, "reconnect.backoff.max.ms": LONGEST_WAIT_MS,
            "queued.max.messages.kbytes": QUEUE_KB, "log_level": 0,
        })  # fmt: skip
    except (KafkaException, ValueError) as error:
        raise UsageError.of(f"Kafka refuses the settings ({error})", url, "see librdkafka's CONFIGURATION.md") from None
    try:
        consumer.subscribe([where.topic])
        yield from _messages(consumer, where, default, follow, complaints)
    finally:
        consumer.close()


def _messages(consumer: Consumer, where: Address, default: str, follow: bool,
              complaints: list[Problem]) -> Iterator[Line | Problem]:  # fmt: skip
    from confluent_kafka import KafkaError, KafkaException

    reader = Reader(f"{SCHEME}{where.brokers}/{where.topic}", default)
    ended: set[int | None] = set()
    said = ""
    while True:
        message = consumer.poll(POLL_S)
        while complaints:
            yield complaints.pop(0)
        if message is None:
            continue
        error = message.error()
        if error is not None and error.code() == KafkaError._PARTITION_EOF:
            ended.add(message.partition())
            if not follow and ended >= {one.partition for one in consumer.assignment()}:
                return
            continue
        if error is not None:
            if error.fatal():
                raise PinocchioError.of(f"Kafka: {error.str()}", reader.name, "check the broker and the group")
            if said != (said := error.str()):
                yield Problem(f"{reader.name}: {said}; trying again")
            continue
        ended.discard(message.partition())
        value = message.value()
        if value:
            key = message.key()
            reader.stream = key.decode("utf-8", "replace")[:MAX_KEY] if key else default
            line = reader.read(value[: MAX_BYTES + 1])
            if line is not None:
                yield line
        try:
            consumer.store_offsets(message)
        except KafkaException as gone:  # the partition went to another of the group, which will read it again
            complaints.append(Problem(f"{reader.name}: {gone.args[0].str()}"))
