"""``resolve --learn`` and ``eval --attack`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Command

LINE = {"id": "1", "text": "这个酵素能治疗失眠", "label": "violation", "families": ["medical"]}
CLEAN = {"id": "2", "text": "小米粥真香", "label": "clean", "families": []}


def test_recall_under_attack_stands_beside_recall_without(pinocchio: Command, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in (LINE, CLEAN)), "utf-8")
    done = pinocchio("eval", str(gold), "--attack", "spacing,filler", "--format", "json")
    attacks = json.loads(done.stdout)["attacks"]
    assert list(attacks) == ["none", "spacing", "filler"]
    assert attacks["spacing"]["recall_kept"] == 1.0
    assert attacks["spacing"]["hidden"] == 2
    floor = pinocchio("eval", str(gold), "--attack", "spacing", "--fail-under", "spacing.recall_kept=1.1")
    assert floor.returncode == 1


def test_bad_attack_and_floor_are_told_in_one_line(pinocchio: Command, tmp_path: Path) -> None:
    for options in (("--attack", "fillr"), ("--fail-under", "filler.recall_kept=0.9")):
        done = pinocchio("eval", str(tmp_path), *options)
        assert done.returncode == 2
        assert len(done.stderr.decode().splitlines()) == 1


def test_learn_writes_proposals(pinocchio: Command, tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.tsv", tmp_path / "lexicon.yaml"
    pairs.write_text("找大白问问\t找医生问问\n大白说能吃\t医生说能吃\n坏行\n", "utf-8")
    done = pinocchio("resolve", "--learn", str(pairs), "-o", str(out))
    assert done.returncode == 2
    assert "pairs.tsv:3" in done.stderr.decode()
    assert 'meant: "医生"' in out.read_text("utf-8")
