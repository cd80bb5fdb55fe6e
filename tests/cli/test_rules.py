"""``pinocchio rules``, ``resolve`` and ``eval`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, Command

LABELLED = ROOT / "corpora" / "labelled"


def test_list_and_card(pinocchio: Command) -> None:
    rows = json.loads(pinocchio("rules", "list", "--format", "json").stdout)
    assert len(rows) > 100
    assert {row["family"] for row in rows} >= {"absolute", "medical", "price", "omission"}
    card = pinocchio("rules", "explain", rows[0]["id"], "--lang", "en").stdout.decode()
    assert card.startswith(rows[0]["id"])
    assert "flag:" in card


def test_why_a_sentence_was_not_flagged(pinocchio: Command) -> None:
    done = pinocchio("rules", "explain", "absolute/superlative", "--text", "我不敢说全网最低", "--format", "json")
    steps = json.loads(done.stdout)
    (candidate,) = steps["candidates"]
    assert candidate["quote"] == "全网最低"
    assert candidate["decision"] == "cleared by negated"
    assert {"tried": "negated", "outcome": "clears"} in candidate["steps"]


def test_why_there_is_no_candidate(pinocchio: Command) -> None:
    done = pinocchio("rules", "explain", "absolute/superlative", "--text", "欢迎来到直播间")
    assert "no candidate" in done.stdout.decode()
    assert done.returncode == 0


def test_an_unknown_rule_is_told_its_neighbour(pinocchio: Command) -> None:
    done = pinocchio("rules", "explain", "absolute/superlativ")
    assert done.returncode == 2
    assert "did you mean 'absolute/superlative'?" in done.stderr.decode()


@pytest.mark.parametrize("what", ["rules", "lexicons", "context", "law", "categories", "rulebook"])
def test_schema(pinocchio: Command, what: str) -> None:
    schema = json.loads(pinocchio("rules", "schema", what).stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")


def test_examples_fail_when_a_rule_is_wrong(pinocchio: Command, tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "detection"
    folder.mkdir(parents=True)
    (folder / "absolute.yaml").write_text(
        """
family: absolute
title: {zh: 绝对化用语, en: Absolute terms}
rules:
  - id: absolute/own
    title: {zh: 自定, en: Own rule}
    law: ["AD_LAW:9(3)/57"]
    match: [宇宙第一棒]
    reason: {zh: 太大, en: too big}
    suggest: {zh: 小点说, en: say less}
    examples: {flag: [这个真不错], pass: [宇宙第一棒棒糖]}
""",
        "utf-8",
    )
    done = pinocchio("rules", "test", "absolute/own", "--rules", "mine")
    assert done.returncode == 1
    out = done.stdout.decode()
    assert "should flag '这个真不错': no match" in out
    assert "should pass" in out


def test_resolve_prints_the_contract(pinocchio: Command) -> None:
    done = pinocchio("resolve", "-", "--format", "jsonl", stdin="这个止某疼，全网醉低价".encode())
    row = json.loads(done.stdout)
    assert row["resolved"] == "这个止疼，全网最低价"
    assert [edit["evasion"] for edit in row["edits"]] == ["filler", "homophone"]
    assert all(row["text"][e["start"] : e["end"]] == e["quote"] for e in row["edits"])


def test_eval_floors(pinocchio: Command, tmp_path: Path) -> None:
    gold = str(tmp_path / "gold.jsonl")
    Path(gold).write_text("\n".join((LABELLED / "holdout.jsonl").read_text("utf-8").splitlines()[::5]), "utf-8")
    assert pinocchio("eval", gold, "--fail-under", "recall=0.01").returncode == 0
    assert pinocchio("eval", gold, "--fail-under", "recall=0.999").returncode == 1
    assert pinocchio("eval", gold, "--fail-under", "beauty=1").returncode == 2
    figures = json.loads(pinocchio("eval", gold, "--format", "json").stdout)
    assert figures["all"]["lines"] > 80
    assert figures["all"]["recall"]["low"] < figures["all"]["recall"]["value"] < figures["all"]["recall"]["high"]
