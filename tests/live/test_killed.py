"""A watch that is killed, again and again, anywhere: nothing is lost, and what is said twice carries the same id."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from governance.errors import Problem
from governance.ingest import read_documents
from governance.live import Line, LiveEvent, Studio, load_policy
from governance.live.journal import Journal
from governance.model import Scan
from governance.pipeline import Scanner
from tests.conftest import ROOT

SCRIPT = ROOT / "corpora" / "transcripts" / "jade-morning-market.vtt"


class Killed(BaseException):
    """Nothing catches it, as nothing catches SIGKILL."""


class Doom:
    """Kills at the given count of steps; a step is anything that outlives the process."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed


class DoomedJournal(Journal):
    """A journal that may be killed before a write, or in the middle of one."""

    doom: Doom

    def write(self, entry: object) -> None:
        self.doom.step()
        try:
            self.doom.step()
        except Killed:
            with self.path.open("ab") as file:
                file.write(b'{"told":["half of')
            raise
        super().write(entry)  # type: ignore[arg-type]


def script() -> list[Line]:
    """The utterances of the sample stream."""
    found = [d for d in read_documents([str(SCRIPT)]) if not isinstance(d, Problem)]
    return [Line("a", said.text, str(n), said.start_ms, said.end_ms) for n, said in enumerate(found[0].utterances)]


def feed() -> list[Line]:
    """Forty utterances with the readings that came before them, two streams in turns."""
    lines: list[Line] = []
    for number, said in enumerate(script()[:40]):
        for stream in ("a", "b")[: 1 + number % 2]:
            whole = replace(said, stream=stream)
            parts = [said.text[: max(len(said.text) - cut, 1)] for cut in (3, 1)]
            lines.extend(replace(whole, text=part, final=False) for part in parts)
            lines.append(whole)
    return lines


def live(studio: Studio, lines: list[Line], doom: Doom, printed: list[LiveEvent]) -> list[Scan]:
    """What the command does, with a chance to die between any two steps."""
    scans = []

    def tell(events: list[LiveEvent]) -> None:
        for event in events:
            doom.step()
            printed.append(event)
        studio.told(events)

    def over(stream: str) -> None:
        done = studio.close(stream)
        if done is not None:
            tell(done[1])
            scans.append(done[0])
            studio.done(stream)

    tell(studio.untold)
    for stream in studio.unfinished:
        over(stream)
    for line in lines:
        tell(studio.hear(line))
    for stream in list(studio.rooms):
        over(stream)
    return scans


@pytest.mark.parametrize("seed", range(12))
def test_killed_between_any_two_steps(scanner: Scanner, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    policy, lines = load_policy(), feed()
    # Only final lines here: what a reading warned of and a later one took back may go unsaid when nobody was told.
    lines = [line for line in lines if line.final] if seed % 2 else lines
    expected: list[LiveEvent] = []
    live(Studio(scanner, policy), lines, Doom(10**9), expected)
    wanted = {event.id for event in expected}
    assert len(wanted) == len(expected) > 10
    printed: list[LiveEvent] = []
    kills, ends = 0, [0]
    while True:
        journal = DoomedJournal(tmp_path / "watch.jsonl")
        journal.doom = doom = Doom(chance.randrange(2, 120) if kills < 8 else 10**9)
        try:
            live(Studio(scanner, policy, journal=journal), lines, doom, printed)
            break
        except Killed:
            kills += 1
            ends.append(len(printed))
        finally:
            journal.close()
    said = [event.id for event in printed]
    assert wanted <= set(said)
    if seed % 2:
        assert set(said) == wanted
    # What is said twice was in flight at a kill: of one utterance, at most `at_once` warnings and what they change.
    again = len(said) - len(set(said))
    assert again <= kills * 2
    by_id: dict[str, LiveEvent] = {}
    for event in printed:
        first = by_id.setdefault(event.id, event)
        assert (first.event, first.stream, first.finding.canonical) == (
            event.event, event.stream, event.finding.canonical,
        )  # fmt: skip


def test_the_command_killed_in_the_middle_of_a_replay(scanner: Scanner, tmp_path: Path) -> None:
    """SIGKILL at random lines of its output; the union of what was printed is what an undisturbed run prints."""
    command = [
        sys.executable,
        "-m",
        "governance",
        "watch",
        "--replay",
        str(SCRIPT),
        "--speed",
        "0",
        "--format",
        "jsonl",
    ]
    whole = subprocess.run(command, capture_output=True, check=False, timeout=120)
    wanted = {record["event_id"]: record for record in map(json.loads, whole.stdout.splitlines())}
    assert len(wanted) > 15
    chance = random.Random(5)
    printed: list[dict[str, object]] = []
    kills = 0
    while True:
        with subprocess.Popen([*command, "--state", str(tmp_path / "watch.jsonl")], stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            got: list[bytes] = []
            if kills < 3:
                got = [line for _, line in zip(range(chance.randrange(1, 7)), run.stdout, strict=False)]
                run.send_signal(signal.SIGKILL)
            got += run.stdout.readlines()
        printed += [json.loads(line) for line in got if line.endswith(b"\n")]
        if run.returncode != -signal.SIGKILL:
            break
        kills += 1
    assert run.returncode == whole.returncode
    assert {str(record["event_id"]) for record in printed} == wanted.keys()
    # What is said twice was in flight at a kill: of one utterance, two warnings at most and what they change.
    warned = [sum(record["event"] == "warned" for record in told) for told in (printed, wanted.values())]
    assert warned[0] - warned[1] <= kills * 2
    studio = Studio(scanner, load_policy())
    most = max(len(studio.hear(line)) for line in script())
    assert len(printed) - len(wanted) <= kills * most
    assert all(wanted[str(record["event_id"])]["quote"] == record["quote"] for record in printed)
