"""Bad input gets one clear line, the rest is processed, and the exit code tells."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, Command

GOOD = json.dumps({"id": "good", "text": "这款面膜三天根治痘痘"}, ensure_ascii=False)


def bad_files(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "cut.json").write_text('{"text": "三天根', "utf-8")
    (folder / "cut.xlsx").write_bytes(b"PK\x03\x04 and nothing more")
    (folder / "nul.txt").write_bytes("欢迎\x00家人们".encode())
    (folder / "lines.jsonl").write_text("\n".join([GOOD] * 16 + ["{broken", GOOD]), "utf-8")
    (folder / "surrogate.jsonl").write_text('{"id": "s", "text": "\\ud800三天根治痘痘"}', "utf-8")


def test_one_line_each_and_the_rest_goes_on(pinocchio: Command, tmp_path: Path) -> None:
    bad_files(tmp_path)
    done = pinocchio("scan", ".", "--format", "jsonl")
    assert done.returncode == 2
    ids = [json.loads(line)["id"] for line in done.stdout.decode().splitlines()]
    assert ids.count("good") == 17
    complaints = done.stderr.decode().splitlines()
    assert all(line.startswith("pinocchio: ") for line in complaints)
    assert any("lines.jsonl:17" in line for line in complaints)
    for name in ("binary.txt", "cut.json", "cut.xlsx"):
        assert sum(name in line for line in complaints) == 1


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text("\n".join([GOOD] * 20000), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "governance", "scan", "many.jsonl", "--workers", "1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert complaint == b""
    assert process.wait(timeout=60) == 0


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupted(tmp_path: Path, workers: str) -> None:
    (tmp_path / "many.jsonl").write_text("\n".join([GOOD] * 60000), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "governance", "scan", "many.jsonl", "--workers", workers],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, start_new_session=True, bufsize=0,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline()
    time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode().splitlines()[-1] == "pinocchio: interrupted"
    assert all(json.loads(line)["id"] == "good" for line in out.decode().splitlines())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("family: absolute\nfamily: price\n", "stands twice"),
        ("a: &x [1]\nb: *x\n", "anchors and aliases are not allowed"),
        ("family: absolute\ntitle: {zh: 一, en: a}\nrulez: []\n", "did you mean 'rules'"),
        ("family: [", "not valid YAML"),
        ("title: {zh: 一, en: a}\nrules: []\n", "missing required field"),
    ],
)
def test_a_broken_rulebook(pinocchio: Command, tmp_path: Path, written: str, expected: str) -> None:
    folder = tmp_path / "mine" / "detection"
    folder.mkdir(parents=True)
    (folder / "absolute.yaml").write_text(written, "utf-8")
    done = pinocchio("scan", "-", "--rules", "mine", stdin="你好".encode())
    assert done.returncode == 2
    line = done.stderr.decode().splitlines()[0]
    assert "absolute.yaml:" in line
    assert expected in line


def test_help_starts_fast_because_it_imports_nothing_heavy() -> None:
    heavy = ("spacy", "jieba", "rjieba", "re2", "opencc", "openpyxl")
    code = f"import sys, governance.cli.app; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == b"[]"
