"""An audit as a user runs it: outputs, what they say, options, bad input."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.audit.conftest import audit, audit_process, lines, outputs, write
from tests.conftest import Command


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def summary(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "summary.json").read_text("utf-8"))
    return found


def test_outputs_agree_with_each_other_and_with_scan(archive: Path, clean: Path, pinocchio: Command) -> None:
    scans = [json.loads(line) for line in pinocchio("scan", str(archive), "--workers", "1").stdout.splitlines()]
    verdicts, findings, told = read(clean / "verdicts.jsonl"), read(clean / "findings.jsonl"), summary(clean)
    assert [(v["id"], v["verdict"], v["nose"]) for v in verdicts] == [(s["id"], s["verdict"], s["nose"]) for s in scans]
    said = [(s["id"], finding) for s in scans for finding in s["findings"]]
    assert len(said) > 200
    assert [(f["id"], {k: f[k] for k in finding}) for f, (_, finding) in zip(findings, said, strict=True)] == said
    assert told["documents"] == len(scans) == 720
    assert told["findings"] == len(findings)
    assert told["verdicts"] == {k: Counter(v["verdict"] for v in verdicts)[k] for k in told["verdicts"]}
    assert told["families"] == {k: Counter(f["family"] for f in findings)[k] for k in told["families"]}
    assert sum(row["findings"] for row in told["families_by_category"]) == told["findings"]
    assert sum(sum(v for k, v in day.items() if k != "day") for day in told["days"]) == 720
    assert sum(row["findings"] for row in told["merchants_worst"]) == told["findings"]


@pytest.mark.parametrize("name", ["verdicts", "findings"])
def test_parquet_says_what_jsonl_says(clean: Path, name: str) -> None:
    assert pq.read_table(clean / f"{name}.parquet").to_pylist() == read(clean / f"{name}.jsonl")


def test_bytes_do_not_depend_on_the_workers(archive: Path, clean: Path, tmp_path: Path) -> None:
    assert audit_process(archive, "--out", tmp_path / "out", "--workers", 1).returncode == 1
    assert outputs(tmp_path / "out") == outputs(clean)
    assert audit(archive, "--out", tmp_path / "here").returncode == 1  # as most tests here do it
    assert outputs(tmp_path / "here") == outputs(clean)


def test_sample_and_limit_always_take_the_same(archive: Path, tmp_path: Path) -> None:
    shutil.copy(archive / "b.jsonl", tmp_path / "elsewhere.jsonl")
    for out, *options in (("a", archive, "--sample", 0.1), ("b", "elsewhere.jsonl", "--sample", 0.1),
                          ("c", archive, "--limit", 7)):  # fmt: skip
        assert audit(*options, "--out", out, "--workers", 1, "--quiet", cwd=tmp_path).returncode in (0, 1)
    some = [row["id"] for row in read(tmp_path / "a" / "verdicts.jsonl")]
    assert 40 < len(some) < 110
    assert [row["id"] for row in read(tmp_path / "b" / "verdicts.jsonl")] == [i for i in some if i >= "live-00400"]
    assert [row["id"] for row in read(tmp_path / "c" / "verdicts.jsonl")] == [f"live-{n:05}" for n in range(7)]


def test_bad_files_among_good_ones(tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    for number, line in enumerate(lines(200)):
        (folder / f"{number:03}.jsonl").write_text(line, "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.json").write_bytes(b'{"text": ')
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress("\n".join(lines(3000, start=1000)).encode())[:-4000])
    os.symlink("nothing", folder / "gone.txt")
    shutil.copy(tmp_path / "mixed" / "000.jsonl", folder / "wrong.parquet")
    (folder / "wrong.parquet").write_bytes(b"PAR1" + bytes(200))
    done = audit("mixed", "--out", "out", "--quiet", cwd=tmp_path)
    assert done.returncode == 2
    said = done.stderr.decode().splitlines()
    assert len(said) == 6
    assert all(line.startswith("pinocchio: mixed/") and "; " in line for line in said)
    errors = read(tmp_path / "out" / "errors.jsonl")
    assert {row["kind"] for row in errors} == {"unreadable"}
    assert summary(tmp_path / "out")["unreadable"] == 6
    ids = {row["id"] for row in read(tmp_path / "out" / "verdicts.jsonl")}
    assert {f"live-{n:05}" for n in range(200)} <= ids
    assert len(ids) > 1000  # and what came before the damage


def test_bad_usage_is_one_line(archive: Path, clean: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    before = outputs(clean)
    for arguments, said in (
        ((archive, "--out", "full"), "not empty"),
        ((archive, "--out", "file"), "is a file"),
        ((archive / "a.jsonl", "--out", clean), "holds another audit (differs in what is read)"),
        ((archive, "--out", clean, "--lang", "en"), "differs in --lang"),
        ((archive, "--out", "o", "--sample", "2"), "--sample 2"),
        ((archive, "--out", "o", "--baseline", "full"), "no finished audit"),
        ((archive, "--out", "o", "--rules", "nowhere"), "no such rules folder"),
        (("-", "--out", "o"), "standard input"),
        ((archive,), "--out"),
    ):
        done = audit(*arguments, cwd=tmp_path)
        assert done.returncode == 2, arguments
        assert len(done.stderr.decode().splitlines()) == 1, done.stderr
        assert said in done.stderr.decode()
    assert outputs(clean) == before
    assert (tmp_path / "full" / "letter.txt").read_text() == "x"


def test_force_starts_anew(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", 10)
    write(tmp_path / "b.jsonl", 20)
    audit("a.jsonl", "--out", "out", cwd=tmp_path)
    assert audit("b.jsonl", "--out", "out", cwd=tmp_path).returncode == 2
    assert audit("b.jsonl", "--out", "out", "--force", cwd=tmp_path).returncode == 1
    assert summary(tmp_path / "out")["documents"] == 20


def test_baseline_reports_only_what_is_new(archive: Path, clean: Path, tmp_path: Path) -> None:
    audit(archive, "--out", "same", "--baseline", clean, cwd=tmp_path)
    told = summary(tmp_path / "same")
    assert (told["findings"], told["verdicts"]["pass"], told["only_new"]) == (0, 720, True)
    write(tmp_path / "more.jsonl", 60, start=700)
    done = audit("more.jsonl", "--out", "more", "--baseline", clean, cwd=tmp_path)
    assert done.returncode == 1
    new = {row["id"] for row in read(tmp_path / "more" / "findings.jsonl")}
    assert new
    assert all(name >= "live-00720" for name in new)
    exit_code = audit(archive, "--out", "same", "--baseline", clean, cwd=tmp_path).returncode
    assert exit_code == 0
