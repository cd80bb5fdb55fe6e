"""Reading a rulebook: overlays, places of errors, the law of the day, the digest."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from governance.errors import RulebookError
from governance.rulebook.book import Rulebook, load
from governance.rulebook.law import choose
from governance.rulebook.lint import CHECKS, lint_book
from governance.rulebook.source import read, shipped

RULE = """
family: absolute
title: {{zh: 绝对化用语, en: Absolute terms}}
rules:
  - id: {rule}
    title: {{zh: 试, en: A trial}}
    law: ["AD_LAW:9(3)/57"]
    match: [{match}]
    {more}
    reason: {{zh: 原因。, en: Because.}}
    suggest: {{zh: 换个说法。, en: Say otherwise.}}
    examples: {{flag: [宇宙最强一, 宇宙最强二, 宇宙最强三], pass: [不是宇宙最强, 别说宇宙最强, 没说宇宙最强]}}
"""


def overlay(folder: Path, match: str = "宇宙最强", more: str = "severity: low", name: str = "own.yaml",
            rule: str = "absolute/tried") -> Path:  # fmt: skip
    (folder / "detection").mkdir(parents=True, exist_ok=True)
    (folder / "detection" / name).write_text(RULE.format(match=match, more=more, rule=rule), "utf-8")
    return folder


def complaints(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as caught:
        load((folder,))
    return [str(problem) for problem in caught.value.problems]


def test_an_overlay_adds_and_replaces_and_switches_off(tmp_path: Path) -> None:
    before = load()
    victim = before.rules[0].rule.id
    folder = overlay(tmp_path)
    (folder / "rulebook.yaml").write_text(f'version: "own-1"\ndisable: [{victim}]\n', "utf-8")
    after = load((folder,))
    assert "absolute/tried" in after.by_id
    assert victim not in after.by_id
    assert len(after.rules) == len(before.rules)
    assert after.version.endswith("+own-1")
    assert after.digest != before.digest


def test_errors_name_file_line_and_mend(tmp_path: Path) -> None:
    (line,) = complaints(overlay(tmp_path, more="unless: [negatd]"))
    assert "own.yaml:5:5" in line
    assert "did you mean 'negated'?" in line
    (line,) = complaints(overlay(tmp_path, more="severety: low"))
    assert "did you mean 'severity'?" in line
    assert "own.yaml:9:5" in line
    (line,) = complaints(overlay(tmp_path, match='"{qualty}"'))
    assert "no lexicon 'qualty'" in line
    (line,) = complaints(overlay(tmp_path, more='law: ["AD_LAWS:9(3)/57"]').joinpath("."))
    assert "stands twice" in line


def test_one_bad_file_does_not_hide_the_next(tmp_path: Path) -> None:
    overlay(tmp_path, more="severety: low")
    overlay(tmp_path, more="statuz: violation", name="second.yaml")
    assert len(complaints(tmp_path)) == 2


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        ("odd.yaml", "a: 1", "no rule file belongs here"),
        ("rulebook.yaml", 'version: "1"\ndisable: [absolute/nothing]', "cannot switch off"),
        ("detection/deep.yaml", "family: " + "[" * 40 + "]" * 40, "nested deeper"),
        ("detection/twice.yaml", "family: a\nfamily: b", "stands twice"),
        ("detection/bytes.yaml", "family: \udcff", "not UTF-8"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, path: str, text: str, says: str) -> None:
    target = tmp_path / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert any(says in line for line in complaints(tmp_path))


def test_the_digest_is_of_the_bytes_not_of_the_place(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(shipped(), copy)
    one, two = overlay(tmp_path / "one"), overlay(tmp_path / "two")
    assert read((one,)).digest == read((two,)).digest != read().digest


def test_a_broadcast_is_judged_by_the_law_of_its_day() -> None:
    law = load().source.law

    def acts(day: str) -> set[str]:
        return {ref.act for ref in choose(law, ["@false-promotion"], day, "food", "speech")}

    assert "AUCL_2019" in acts("2025-10-14")
    assert "AUCL_2025" not in acts("2025-10-14")
    assert "AUCL_2025" in acts("2025-10-15")
    assert "AUCL_2019" not in acts("2025-10-15")
    assert "LIVE_117" not in acts("2026-01-31")
    assert "LIVE_117" in acts("2026-02-01")


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


def test_the_shipped_rulebook_is_clean(book: Rulebook) -> None:
    assert [str(found.problem) for found in lint_book(book, "2026-11-22")] == []


def test_there_are_enough_checks_and_each_finds_its_mistake(tmp_path: Path) -> None:
    assert len(CHECKS) >= 20
    mistakes = {
        "literal-never": ('"宇宙最強"', "severity: low"),
        "literal-too-short": ('"强"', "severity: low"),
        "pattern-too-wide": ('"宇宙 ~~90 最强"', "severity: low"),
        "exception-never": ('"宇宙最强"', "except: [苹果]"),
        "proof-impossible": ('"宇宙最强"', "status: needs-evidence"),
        "evidence-unknown": ('"宇宙最强"', "clears: [sales_rnk]"),
        "category-never": ('"宇宙最强"', "categories: [food]\n    not_categories: [food]"),
        "variant-never": ('"宇宙最强"', "variants: [{severity: low}, {severity: high}]"),
        "pass-not-hard": ('"宇宙第一强"', "severity: low"),
    }
    for name, (match, more) in mistakes.items():
        overlay(tmp_path, match=match, more=more, name=f"{name}.yaml", rule=f"absolute/{name}")
    found = [(item.check, str(item.problem)) for item in lint_book(load((tmp_path,)), "2026-11-22")]
    for name in mistakes:
        assert any(check == name and f"{name}.yaml" in problem for check, problem in found), name
