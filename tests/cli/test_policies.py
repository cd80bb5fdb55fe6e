"""``rules lint`` and ``rules schema`` over the policy files beside the rules."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from governance.cli.policies import check_policies, policies, remarks
from governance.errors import RulebookError
from governance.rulebook.papercheck import read_evidence
from tests.conftest import ROOT, Command, changed

SHIPPED = ROOT / "rules"
DAY = "2026-11-23"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("trust.yaml", "credible: 1.5", "credibel: 1.5", "did you mean 'credible'"),
        ("trust.yaml", "credible: 1.5", "credible: 0.5", ">= 1"),
        ("trust.yaml", "tenure: 60}", "tenure: 61}", "1000"),
        ("entitlements.yaml", "fact: score", "fact: scoer", "did you mean 'score'"),
        ("admission.yaml", "then: refuse", "then: refused", "refused"),
        ("admission.yaml", "default: everyday", "default: evryday", "everyday"),
        ("live.yaml", "quiet_ms: 90000", "quiet_ms: 0", ">= 1"),
        ("reader.yaml", "clear_below: 0.1", "clear_below: 2.0", "odds do not rise"),
        ("reader.yaml", "clear_worded_below: -0.4", "clear_worded_below: 0.9", "odds do not rise: clear_worded"),
        ("reader.yaml", "charge_at: 1.4", "charge_at: 0.4", "charge_proved_at"),
        ("precheck/requirements.yaml", "base_days: 7", "base_days: 0", ">= 1"),
        ("precheck/rewrites.yaml", "droppable: [absolute", "droppable: [absolut", "did you mean 'absolute'"),
        ("precheck/rewrites.yaml", 'exposed: "', 'exposed: "(', "no pattern"),
        ("precheck/rewrites.yaml", "model: editor.npz", "model: ../editor.npz", "no file beside this one"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    path = changed(tmp_path, file, old, new)
    with pytest.raises(RulebookError) as caught:
        check_policies((tmp_path,))
    said = [str(problem) for problem in caught.value.problems]
    assert any(f"{path}:" in line and says in line for line in said), said


def test_all_files_are_looked_at_in_one_run(tmp_path: Path, pinocchio: Command) -> None:
    changed(tmp_path, "trust.yaml", "credible: 1.5", "credibel: 1.5")
    changed(tmp_path, "live.yaml", "quiet_ms: 90000", "quiet_ms: 0")
    done = pinocchio("rules", "lint", "--rules", str(tmp_path))
    assert done.returncode == 2
    assert "trust.yaml:" in done.stderr.decode() and "live.yaml:" in done.stderr.decode()


def test_thresholds_without_source_or_dated_ahead(tmp_path: Path) -> None:
    assert list(remarks((), DAY)) == []
    changed(tmp_path, "live.yaml", "source: chosen by this project; no platform publishes its figures", "source: '?'")
    changed(tmp_path, "admission.yaml", 'date: "2026-11-22"', 'date: "2031-01-01"')
    changed(tmp_path, "reader.yaml", "source: lines with evidence in corpora/labelled/dev-*.jsonl of this repository",
            "source: me")  # fmt: skip
    said = [str(problem) for problem in remarks((tmp_path,), DAY)]
    assert len(said) == 3
    assert any("dated 2031-01-01" in one for one in said)
    assert sum("thresholds without a source" in one for one in said) == 2


def test_a_policy_file_that_nobody_reads(tmp_path: Path, pinocchio: Command) -> None:
    (tmp_path / "precheck").mkdir()
    (tmp_path / "precheck" / "rewrite.yaml").write_text("date: x\n", "utf-8")
    done = pinocchio("rules", "lint", "--rules", str(tmp_path))
    assert done.returncode == 2
    assert "did you mean 'precheck/rewrites.yaml'" in done.stderr.decode()


@pytest.mark.parametrize("name", sorted(policies()))
def test_the_shipped_file_fits_its_schema(name: str, pinocchio: Command) -> None:
    file = policies()[name].file
    schema = json.loads(pinocchio("rules", "schema", name).stdout)
    assert schema == json.loads(pinocchio("rules", "schema", str(SHIPPED / file)).stdout)
    content = yaml.safe_load((SHIPPED / file).read_text("utf-8"))
    jsonschema.validate(content, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**content, "surprise": 1}, schema)


@pytest.mark.parametrize(
    ("was", "is_now", "said"),
    [
        ("patent: {families: [credential]", "patent: {families: [credentail]", "did you mean 'credential'"),
        ("  mass: {", "  mass: {秒: 2, ", "measures two things, time and mass"),
        ("  stock: 库存{}件", "  stock: 库存", "need one place for the number"),
        ("affirming: [is-live-human]", "affirming: [live-human]", "no lexicon of a kind"),
        ("  充电: [充到,", "  充电: [投顾, 充到,", "the same as two things"),
        ("  time: [充满,", "  tme: [充满,", "did you mean 'time'"),
    ],
)
def test_evidence_vocabulary_that_could_not_work(tmp_path: Path, was: str, is_now: str, said: str) -> None:
    changed(tmp_path, "evidence.yaml", was, is_now)
    with pytest.raises(RulebookError, match=said):
        read_evidence((tmp_path,))


def test_a_lexicon_of_the_same_name_is_still_a_lexicon(pinocchio: Command) -> None:
    lexicon = pinocchio("rules", "schema", str(SHIPPED / "lexicons" / "evidence.yaml")).stdout
    assert lexicon == pinocchio("rules", "schema", "lexicons").stdout
