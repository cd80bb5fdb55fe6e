"""``audit diff`` and ``audit --record``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.audit.conftest import audit, lines
from tests.conftest import Command


def diff(cwd: Path, *arguments: str) -> Any:
    done = audit("diff", *arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, _own_cache: None) -> Path:
    """Two runs, ``a`` and ``b``: one document gone, one come, one that turned honest."""
    folder = tmp_path_factory.mktemp("runs")
    documents = list(lines(30))
    (folder / "x.jsonl").write_text("\n".join(documents[:-3]), "utf-8")
    honest = json.loads(documents[3]) | {"text": "这件衣服有三个颜色"}
    changed = [*documents[1:3], json.dumps(honest, ensure_ascii=False), *documents[4:]]
    (folder / "y.jsonl").write_text("\n".join(changed), "utf-8")
    audit("x.jsonl", "--out", "a", cwd=folder)
    audit("y.jsonl", "--out", "b", cwd=folder)
    return folder


def test_what_appeared_and_vanished(runs: Path) -> None:
    findings = {}
    for run in "ab":
        rows = [json.loads(line) for line in (runs / run / "findings.jsonl").read_text("utf-8").splitlines()]
        findings[run] = {row["fingerprint"]: row for row in rows}
    had = {row["id"] for row in findings["a"].values()}
    assert "live-00003" in had
    told = json.loads(diff(runs, "a", "b", "--format", "json"))
    gone, new = findings["a"].keys() - findings["b"].keys(), findings["b"].keys() - findings["a"].keys()
    assert {findings["a"][name]["id"] for name in gone} == had & {"live-00000", "live-00003"}
    assert {findings["b"][name]["id"] for name in new} == {"live-00027"}
    assert (told["appeared"], told["vanished"], told["same"]) == (len(new), len(gone), len(findings["a"]) - len(gone))
    for table, name in (("by_rule", "rule"), ("by_merchant", "merchant")):
        assert sum(row["appeared"] for row in told[table]) == len(new)
        for row in told[table]:
            assert row["vanished"] == sum(findings["a"][f][name] == row[name] for f in gone)
    moves = {(row["from"], row["to"]): row["documents"] for row in told["verdicts"]}
    assert sum(n for (old, _), n in moves.items() if old is None) == 3
    assert sum(n for (_, new_), n in moves.items() if new_ is None) == 1
    assert sum(n for (old, new_), n in moves.items() if old and new_ == "pass") == 1


def test_there_and_back(runs: Path) -> None:
    there, back = (json.loads(diff(runs, *pair, "--format", "json")) for pair in (("a", "b"), ("b", "a")))
    assert (there["appeared"], there["vanished"]) == (back["vanished"], back["appeared"])
    same = json.loads(diff(runs, "a", "a", "--format", "json"))
    assert (same["appeared"], same["vanished"], same["verdicts"]) == (0, 0, [])
    rows = [json.loads(line) for line in diff(runs, "a", "b").splitlines()]
    assert [row["change"] for row in rows] == ["appeared"] * there["appeared"] + ["vanished"] * there["vanished"]


def test_people_read_it_in_both_languages(runs: Path) -> None:
    assert "新出现" in diff(runs, "a", "b", "--format", "text")
    english = diff(runs, "a", "b", "--format", "text", "--lang", "en")
    assert "appeared" in english
    assert "not there" in english


def test_what_is_no_audit_is_refused(runs: Path) -> None:
    done = audit("diff", "a", "nowhere", cwd=runs)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "pinocchio: nowhere: no finished audit in this folder; give the --out folder of an audit"
    ]


def test_recorded_like_a_scan(runs: Path, pinocchio: Command, tmp_path: Path) -> None:
    """The ledger cannot tell whether ``scan`` or ``audit`` wrote to it."""
    pinocchio("scan", str(runs / "x.jsonl"), "--record", "--db", "scan.db")
    first = audit(runs / "x.jsonl", "--out", "out", "--record", "--db", "audit.db", "--quiet", cwd=tmp_path)
    assert "events recorded" in first.stderr.decode()
    exports = [pinocchio("ledger", "export", "--db", name).stdout for name in ("scan.db", "audit.db")]
    events = [[{k: v for k, v in json.loads(line).items() if k in ("kind", "document", "case", "parties")}
               for line in export.splitlines()] for export in exports]  # fmt: skip
    assert events[0] == events[1]
    assert len(events[0]) > 27
    again = audit(runs / "x.jsonl", "--out", "out", "--record", "--db", "audit.db", "--quiet", cwd=tmp_path)
    assert again.stderr.decode().startswith("pinocchio: 0 events recorded")
    assert audit(runs / "x.jsonl", "--out", "out", "--db", "x.db", cwd=tmp_path).returncode == 2
