"""``pinocchio scan`` as a user meets it: the acceptance lines of the main job, exit codes, formats."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sarif_pydantic import Sarif

from tests.conftest import ROOT, Command

LABELLED = ROOT / "corpora" / "labelled"
TRANSCRIPTS = ROOT / "corpora" / "transcripts"


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every ninth labelled line of each file."""
    folder = tmp_path_factory.mktemp("labelled")
    for path in sorted(LABELLED.glob("*.jsonl")):
        (folder / path.name).write_text("\n".join(path.read_text("utf-8").splitlines()[::9]) + "\n", "utf-8")
    return folder


def scan(pinocchio: Command, text: str, *options: str) -> dict[str, Any]:
    done = pinocchio("scan", "-", "--format", "json", *options, stdin=text.encode())
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert len(found) == 1
    return found[0]


def test_lies_are_named(pinocchio: Command) -> None:
    families = {f["family"] for f in scan(pinocchio, "家人们这款面膜全网最低价，三天根治痘痘")["findings"]}
    assert families & {"price", "absolute"}
    assert "medical" in families


def test_honest_talk_with_the_same_words_is_left_alone(pinocchio: Command) -> None:
    record = scan(pinocchio, "我不敢说全网最低，最后三分钟，最小码也有")
    assert record["findings"] == []
    assert record["verdict"] == "pass"
    assert record["nose"] == 0


def test_exit_codes(pinocchio: Command) -> None:
    bad = "这款面膜全网最低价，三天根治痘痘".encode()
    assert pinocchio("scan", "-", stdin=bad).returncode == 1
    assert pinocchio("scan", "-", stdin="欢迎家人们来到直播间".encode()).returncode == 0
    assert pinocchio("scan", "nowhere.txt").returncode == 2
    assert pinocchio("scan", "-", "--fail-on", "sometimes", stdin=bad).returncode == 2


def test_every_quote_stands_at_its_offsets(pinocchio: Command, labelled: Path) -> None:
    done = pinocchio("scan", "--format", "jsonl", "--show-cleared", str(labelled))
    assert done.returncode == 1, done.stderr
    texts = {
        document["id"]: document["text"]
        for path in sorted(labelled.glob("*.jsonl"))
        for document in map(json.loads, path.read_text("utf-8").splitlines())
    }
    count = 0
    for line in done.stdout.decode().splitlines():
        record = json.loads(line)
        for finding in (*record["findings"], *record["cleared"]):
            assert texts[record["id"]][finding["start"] : finding["end"]] == finding["quote"]
            count += 1
    assert count > 300


def test_the_sample_streams_are_told_apart(pinocchio: Command) -> None:
    done = pinocchio("scan", "--format", "jsonl", str(TRANSCRIPTS))
    assert done.stderr == b""
    verdicts = {r["source"].rsplit("/", 1)[-1]: r for r in map(json.loads, done.stdout.decode().splitlines())}
    assert len(verdicts) >= 14
    bad = [r["nose"] for name, r in verdicts.items() if "bad" in name or "morning" in name or "old-cellar" in name]
    good = [r["nose"] for name, r in verdicts.items() if "honest" in name]
    assert min(bad) > max(good)
    assert all(f["start_ms"] is not None for f in verdicts["jade-morning-market.vtt"]["findings"])


def test_bytes_do_not_depend_on_the_workers(pinocchio: Command) -> None:
    one = pinocchio("scan", "--format", "jsonl", "--workers", "1", str(TRANSCRIPTS))
    other = pinocchio("scan", "--format", "jsonl", "--workers", "2", str(TRANSCRIPTS))
    assert one.stdout == other.stdout


def test_sarif_is_valid(pinocchio: Command, labelled: Path) -> None:
    done = pinocchio("scan", "--format", "sarif", str(labelled), str(TRANSCRIPTS))
    log = Sarif.model_validate_json(done.stdout)
    assert log.version == "2.1.0"
    raw = json.loads(done.stdout)["runs"][0]
    assert len(raw["results"]) > 100
    rules = raw["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in raw["results"])


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(pinocchio: Command, tmp_path: Path) -> None:
    rows = [{"id": "=HYPERLINK(1)", "text": "=1+1全网最低价，三天根治痘痘"}]
    (tmp_path / "evil.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    done = pinocchio("scan", "--format", "csv", "evil.jsonl")
    assert done.stdout.startswith("\ufeff".encode())
    table = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8-sig"))))
    assert table
    assert all(not value.startswith(("=", "+", "-", "@")) for row in table for value in row.values())


def test_github_annotations_are_one_line_each(pinocchio: Command, tmp_path: Path) -> None:
    (tmp_path / "a,b.txt").write_text("欢迎\n这款面膜全网最低价\n三天根治痘痘", "utf-8")
    lines = pinocchio("scan", "--format", "github", "a,b.txt").stdout.decode().splitlines()
    assert lines
    assert all(line.startswith(("::error file=a%2Cb.txt,line=", "::warning file=a%2Cb.txt,line=")) for line in lines)


def test_text_face_in_both_languages(pinocchio: Command) -> None:
    text = "这款面膜三天根治痘痘".encode()
    zh = pinocchio("scan", "-", "--format", "text", stdin=text).stdout.decode()
    en = pinocchio("scan", "-", "--format", "text", "--lang", "en", stdin=text).stdout.decode()
    assert "建议改说" in zh
    assert "say instead" in en
    assert "\x1b" not in zh


def test_unknown_fields_are_echoed(pinocchio: Command, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(json.dumps({"id": "x", "text": "你好", "room": 7}), "utf-8")
    assert json.loads(pinocchio("scan", "one.jsonl").stdout)["extra"] == {"room": 7}


def test_the_law_is_that_of_the_day(pinocchio: Command) -> None:
    text = "这款床垫已经卖了一百万单，复购率第一"
    acts = {}
    for day in ("2025-06-01", "2026-11-22"):
        findings = scan(pinocchio, text, "--as-of", day)["findings"]
        acts[day] = {ref["act"] for finding in findings for ref in finding["law"]}
    assert "AUCL_2019" in acts["2025-06-01"]
    assert "AUCL_2025" not in acts["2025-06-01"]
    assert "AUCL_2025" in acts["2026-11-22"]
    assert "AUCL_2019" not in acts["2026-11-22"]


def test_a_file_takes_its_format_from_its_name(pinocchio: Command, tmp_path: Path) -> None:
    begin = {"a.html": b"<!doctype html>", "a.xlsx": b"PK", "a.csv": b"\xef\xbb\xbfid", "a.json": b"[", "a.txt": b" "}
    for name, begins in begin.items():
        done = pinocchio("scan", "-", "-o", str(tmp_path / name), stdin="全网最低价".encode())
        assert (done.returncode, done.stdout) == (1, b"")
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert pinocchio("scan", "-", "-o", str(tmp_path / "no" / "a.json"), stdin=b"x").returncode == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(begin)


@pytest.mark.parametrize("name", ["html", "jsonl"])
def test_a_full_disk_is_one_line(name: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "governance", "scan", "-", "--format", name],
            input="全网最低价".encode(), stdout=full, stderr=subprocess.PIPE, timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
