"""A live room ends with what a batch scan finds, however the talk came in; and it neither nags nor forgets."""

from __future__ import annotations

from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.errors import Problem
from governance.ingest import read_documents
from governance.live import Line, LiveEvent, LivePolicy, Room, Studio, load_policy
from governance.live.journal import Journal
from governance.live.line import Reader
from governance.live.srt import SrtReader
from governance.model import READS, Document
from governance.pipeline import Scanner

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner.load(as_of="2026-11-22")


@pytest.fixture(scope="module")
def policy() -> LivePolicy:
    return load_policy()


@pytest.fixture(scope="module")
def stream() -> Document:
    path = ROOT / "corpora" / "transcripts" / "jade-morning-market.vtt"
    found = [d for d in read_documents([str(path)]) if not isinstance(d, Problem)]
    return found[0]


def lines_of(document: Document, most: int = 60) -> list[Line]:
    return [
        Line(document.id, said.text, str(number), said.start_ms, said.end_ms, said.speaker)
        for number, said in enumerate(document.utterances[:most])
    ]


def whole(document: Document, most: int = 60) -> Document:
    said = document.utterances[:most]
    return Document(id=document.id, text="\n".join(one.text for one in said), utterances=said)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=12, deadline=None)
def test_the_end_equals_a_batch_scan_however_it_was_cut(
    scanner: Scanner, policy: LivePolicy, stream: Document, seed: int
) -> None:
    random = Random(seed)
    room = Room(stream.id, scanner, policy)
    waiting = lines_of(stream)
    while waiting:
        # Revisions, duplicates, and neighbours that arrive in the wrong order.
        at = min(random.choice((0, 0, 0, 1)), len(waiting) - 1)
        line = waiting.pop(at)
        for _ in range(random.randrange(3)):
            part = line.text[: random.randrange(len(line.text) + 1)] + random.choice(("", "最", "嗯"))
            room.hear(Line(line.stream, part, line.utterance, line.start_ms, line.end_ms, final=False))
        room.hear(line)
        if random.random() < 0.2:
            assert room.hear(line) == []
    scan, _ = room.close()
    assert scan == scanner.scan(whole(stream))
    assert {claim.finding for claim in room.claims.values()} == set(scan.findings)


def test_offsets_of_a_warning_count_in_the_whole_stream(scanner: Scanner, policy: LivePolicy, stream: Document) -> None:
    room = Room(stream.id, scanner, policy)
    seen = 0
    for line in lines_of(stream):
        for event in room.hear(line):
            if event.event == "warned":
                finding = event.finding
                assert room.document().text[finding.start : finding.end] == finding.quote
                seen += 1
    assert seen > 5


def said(room: Room, *texts: str, apart: int = 5000) -> list[LiveEvent]:
    start = len(room.transcript.said)
    return [
        event
        for number, text in enumerate(texts, start)
        for event in room.hear(Line(room.stream, text, str(number), number * apart, number * apart + 2000))
    ]


def test_a_claim_is_warned_once_then_counted_then_escalated(scanner: Scanner, policy: LivePolicy) -> None:
    room = Room("r", scanner, policy, "cosmetic")
    first = said(room, "这款面膜全网最低价")
    assert {e.event for e in first} == {"warned"}
    assert all(e.finding.suggestion for e in first)
    assert said(room, "大家看一下它的膜布", "真的是全网最低价") == []
    assert {e.event for e in said(room, "再说一遍全网最低价")} == {"escalated"}


def test_a_partial_result_warns_on_stable_words_and_is_taken_back(scanner: Scanner, policy: LivePolicy) -> None:
    room = Room("r", scanner, policy, "cosmetic")
    first = Line("r", "这款面膜全网最低价", "0", 0, 900, final=False)
    assert room.hear(first) == []  # heard once, not yet stable
    assert {e.event for e in room.hear(Line("r", "这款面膜全网最低价啊", "0", 0, 1200, final=False))} == {"warned"}
    changed = room.hear(Line("r", "这款面膜是白色的", "0", 0, 1500))
    assert {e.event for e in changed} == {"retracted"}
    assert room.nose == 0


def test_what_was_taken_back_is_not_counted_as_said(scanner: Scanner, policy: LivePolicy) -> None:
    room = Room("r", scanner, policy, "cosmetic")
    told = []
    for n in range(4):  # a recogniser that cannot make up its mind about one sentence
        told += [e.event for e in room.hear(Line("r", "这款面膜全网最低价", "0", 0, 900))]
        told += [e.event for e in room.hear(Line("r", f"这款面膜是白色的{n}", "0", 0, 900))]
    assert set(told) == {"warned", "retracted"}
    assert told.count("warned") == told.count("retracted") > 4


def test_a_correction_on_the_spot_is_seen(scanner: Scanner, policy: LivePolicy) -> None:
    room = Room("r", scanner, policy, "cosmetic")
    assert said(room, "这款面膜三天根治痘痘")
    events = said(room, "哎不对说错了，更正一下，它就是补水的")
    assert "corrected" in {e.event for e in events}


@pytest.mark.parametrize(("category", "claim", "taken_back"), [
    ("health-food", "这个鱼油能治疗高血压", "说错了，鱼油不能治疗高血压，它不是药"),
    ("cosmetic", "这款面膜三天根治痘痘", "刚才口误，它治不了痘痘"),
])  # fmt: skip
def test_a_claim_denied_after_a_slip_is_corrected_and_stays_on_the_record(
    scanner: Scanner, policy: LivePolicy, category: str, claim: str, taken_back: str
) -> None:
    room = Room("r", scanner, policy, category)
    assert said(room, claim)
    before = room.nose
    assert {e.event for e in said(room, taken_back)} == {"corrected"}
    assert 0 < room.nose < before
    assert {finding.severity for finding in room.close()[0].findings} == {"low"}


def test_a_killed_run_goes_on_without_repeating(
    scanner: Scanner, policy: LivePolicy, stream: Document, tmp_path: Path
) -> None:
    lines = lines_of(stream, 40)
    undisturbed = Studio(scanner, policy)
    expected = [event.record() for line in lines for event in undisturbed.hear(line)]
    got = []
    for part in (lines[:17], lines):  # the second run is fed from the beginning again
        journal = Journal(tmp_path / "watch.jsonl")
        studio = Studio(scanner, policy, journal=journal)
        assert studio.untold == []
        for line in part:
            events = studio.hear(line)
            got += [event.record() for event in events]
            studio.told(events)
        journal.close()
        with (tmp_path / "watch.jsonl").open("ab") as file:
            file.write(b'{"stream":"cut sho')  # what a kill leaves
    assert got == expected


def test_funasr_two_pass_messages() -> None:
    reader = Reader("ws")
    first = reader.read('{"mode":"2pass-online","text":"这款面膜","wav_name":"room7","is_final":false}')
    second = reader.read('{"mode":"2pass-online","text":"全网最低价","wav_name":"room7","is_final":false}')
    final = reader.read(
        '{"mode":"2pass-offline","text":"这款面膜，全网最低价。","wav_name":"room7","timestamp":"[[100,200],[200,900]]"}'
    )
    after = reader.read('{"mode":"2pass-online","text":"好","wav_name":"room7"}')
    assert isinstance(first, Line) and first.text == "这款面膜" and not first.final
    assert isinstance(second, Line) and second.text == "这款面膜全网最低价" and second.utterance == first.utterance
    assert isinstance(final, Line) and final.final and (final.start_ms, final.end_ms) == (100, 900)
    assert isinstance(after, Line) and after.utterance != final.utterance


@pytest.mark.parametrize("raw", [b"{", b"[]", b'{"stream":"a"}', b'{"text":5}', b"\xff\xfe{", b'{"mode":1,"text":"a"}'])
def test_a_bad_line_is_one_problem(raw: bytes) -> None:
    assert isinstance(Reader("stdin").read(raw), Problem)


def test_srt_is_heard_cue_by_cue() -> None:
    reader = SrtReader("s")
    raw = "1\n00:00:01,000 --> 00:00:02,500\n家人们好\n\n2\n00:00:03,000 --> 00:00:04,000\n上链接\n".encode()
    heard = [one for one in map(reader.read, [*raw.split(b"\n"), b""]) if one is not None]
    assert [(one.text, one.start_ms) for one in heard if isinstance(one, Line)] == [
        ("家人们好", 1000),
        ("上链接", 3000),
    ]


def test_words_that_grow_are_told_once(scanner: Scanner, policy: LivePolicy) -> None:
    room = Room("r1", scanner, policy)
    told = [event.event
            for text in ("这款面膜全网最低", "这款面膜全网最低价", "这款面膜全网最低价，放心拍")
            for event in room.hear(Line("r1", text, "0", 0, 2000, final=text.endswith("拍")))
            if event.finding.family == "price"]  # fmt: skip
    assert told == ["warned"]
    assert [key.canonical for key in room.claims if key.rule == "price/lowest-anywhere"] == ["全网最低价"]


def of_reader(event: LiveEvent) -> bool:
    return event.finding.rule.endswith(READS)


@pytest.fixture(scope="module")
def told(scanner: Scanner, policy: LivePolicy) -> tuple[list[tuple[int, LiveEvent]], list[LiveEvent]]:
    """What a busy stream brings: events with how many characters were heard by then, and those at its end."""
    path = ROOT / "corpora" / "transcripts" / "exam-teacher-bad.ass"
    stream = next(d for d in read_documents([str(path)]) if not isinstance(d, Problem))
    room, heard, events = Room(stream.id, scanner, policy), 0, []
    for line in lines_of(stream):
        heard += len(line.text) + 1
        events += [(heard, event) for event in room.hear(line)]
    return events, room.close()[1]


def test_a_guess_of_the_reader_waits_for_what_comes_next(
    told: tuple[list[tuple[int, LiveEvent]], list[LiveEvent]], policy: LivePolicy
) -> None:
    guesses = [(heard, e) for heard, e in told[0] if e.event == "warned" and of_reader(e)]
    worded = [(heard, e) for heard, e in told[0] if e.event == "warned" and not of_reader(e)]
    assert guesses and all(heard - e.finding.end >= policy.reader_waits_chars for heard, e in guesses)
    assert any(heard - e.finding.end < policy.reader_waits_chars for heard, e in worded)


def test_few_warnings_are_taken_back(told: tuple[list[tuple[int, LiveEvent]], list[LiveEvent]]) -> None:
    events = [e for _, e in told[0]] + told[1]
    warned, back = ([e for e in events if e.event == what] for what in ("warned", "retracted"))
    assert len(warned) >= 10 and len(back) <= len(warned) / 4


def test_what_waited_is_told_at_the_end(scanner: Scanner, policy: LivePolicy) -> None:
    patient = msgspec.structs.replace(policy, reader_waits_chars=10_000)
    room = Room("r", scanner, patient, category="health-food")
    before = room.hear(Line("r", "吃了它你家老人半夜再也不用起来跑厕所，一觉到天亮", "1", 0, 5000))
    scan, after = room.close()
    guesses = [f for f in scan.findings if f.rule.endswith(READS)]
    assert guesses and not any(map(of_reader, before))
    assert {e.finding.rule for e in after if e.event == "warned"} >= {f.rule for f in guesses}
