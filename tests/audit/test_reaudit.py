"""After a change of rules only what it can affect is scanned again, and nobody can tell from the outputs."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from governance.audit.labour import unmoved
from governance.ingest import read_documents
from governance.model import Document, Scan
from governance.pipeline import Scanner
from governance.rulebook.signature import Change, change, signature
from governance.rulebook.source import shipped
from tests.audit.conftest import audit, outputs
from tests.conftest import ROOT

TODAY = "2026-11-22"


def rule(name: str, **fields: Any) -> dict[str, Any]:
    both = {"zh": "说明", "en": "told"}
    examples = {"flag": ["甲", "乙", "丙"], "pass": ["丁", "戊", "己"]}
    return {
        "id": name,
        "title": both,
        "reason": both,
        "suggest": both,
        "law": ["AD_LAW:9(3)"],
        "examples": examples,
        **fields,
    }


def overlay(folder: Path, files: dict[str, Any]) -> Path:
    """An overlay with these files, and always a manifest."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in {"rulebook.yaml": {"version": "x"}, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")  # JSON is YAML without anchors
    return folder


def detection(*rules: dict[str, Any]) -> dict[str, Any]:
    return {
        "detection/absolute.yaml": {
            "family": "absolute",
            "title": {"zh": "绝对化", "en": "Absolute"},
            "rules": list(rules),
        }
    }


def raw(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((shipped() / name).read_text("utf-8"))
    return loaded


def louder(seed: int) -> dict[str, Any]:
    """A shipped family with the severity of some of its rules changed and one of them gone."""
    chance = random.Random(seed)
    name = chance.choice(["absolute", "price", "scarcity", "medical"])
    file = raw(f"detection/{name}.yaml")
    for one in chance.sample(file["rules"], 3):
        one["severity"] = "low" if one.get("severity") == "high" else "high"
    return {f"detection/{name}.yaml": file}


def wider_context() -> dict[str, Any]:
    file = raw("contexts/usage-tip.yaml")
    file["cues"].append({"sentence": "的时候"})
    return {"contexts/usage-tip.yaml": file}


def other_lexicon(word: str = "家人") -> dict[str, Any]:
    """A lexicon that only patterns use, with one word more: of two characters none is looked for in disguise."""
    for path in sorted((shipped() / "lexicons").glob("*.yaml")):
        file = raw(f"lexicons/{path.name}")
        if file.get("used_by"):
            continue
        for name, lexicon in file.get("lexicons", {}).items():
            if isinstance(lexicon, dict) and not lexicon.get("used_by") and lexicon.get("terms"):
                lexicon["terms"] = [*lexicon["terms"], word]
                return {f"lexicons/{path.name}": {"lexicons": {name: lexicon}}}
    raise AssertionError("no such lexicon")


CHANGES: dict[str, Callable[[], dict[str, Any]]] = {
    "a rule more": lambda: detection(rule("absolute/extra", match=["面料", "直播间"])),
    "rules gone": lambda: {
        "rulebook.yaml": {"version": "x", "disable": ["absolute/superlative", "scarcity/last-pieces"]}
    },
    "wording only": lambda: detection(rule("absolute/extra", match=["绝不可能出现的话"], note="changed")),
    "severities of a family": lambda: louder(1),
    "a wider context": wider_context,
    "a longer lexicon": other_lexicon,
}


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """Talk with and without findings, with evidence and without."""
    sources = [
        str(ROOT / "corpora" / "transcripts"),
        *(str(p) for p in sorted((ROOT / "corpora" / "labelled").glob("dev-*.jsonl"))),
    ]
    found = [item for item in read_documents(sources) if isinstance(item, Document)]
    return [d for d in found[:14] if len(d.text) < 4000] + random.Random(3).sample(found[14:], 70)


@pytest.fixture(scope="module")
def before(documents: list[Document]) -> list[Scan]:
    """What the shipped rulebook says of the documents; most changes are held against it."""
    return [load(None)[0].scan(document) for document in documents]


@cache
def load(folder: Path | None) -> tuple[Scanner, Any]:
    overlays = () if folder is None else (folder,)
    scanner = Scanner.load(overlays, today=TODAY)
    return scanner, signature(scanner.book, overlays)


@pytest.mark.parametrize("name", list(CHANGES))
def test_what_is_taken_over_is_what_a_full_scan_says(
    name: str, documents: list[Document], before: list[Scan], tmp_path: Path
) -> None:
    files = CHANGES[name]()
    disabled = files.get("rulebook.yaml", {}).get("disable")
    if disabled:  # ids change over time; any two rules with findings will do
        files["rulebook.yaml"]["disable"] = [one["id"] for one in raw("detection/absolute.yaml")["rules"][:2]]
    (old, was), (new, now) = load(None), load(overlay(tmp_path / "rules", files))
    after = [new.scan(document) for document in documents]
    for scans, full, other, changed in (
        (before, after, new, change(was, now)), (after, before, old, change(now, was)),
    ):  # fmt: skip
        assert not changed.whole
        taken = 0
        for document, scan, whole in zip(documents, scans, full, strict=True):
            if unmoved(scan, document, changed, other):
                taken += 1
                assert msgspec.structs.replace(scan, rulebook=whole.rulebook) == whole, document.id
        assert taken > len(documents) // 20, "nothing is taken over: the test says nothing"


@pytest.mark.parametrize(
    ("name", "edit"),
    [
        ("reader.yaml", lambda file: file.update(flag_at=file["flag_at"] + 0.1)),
        ("categories.yaml", lambda file: file.update(threshold=9.0)),
        ("decisions/verdict.yaml", lambda file: file["rules"].pop()),
        ("law.yaml", lambda file: file["acts"]["AD_LAW"]["title"].update(zh="广告法")),
    ],
)
def test_what_bears_on_every_document_has_all_of_them_scanned(
    name: str, edit: Callable[[Any], Any], tmp_path: Path
) -> None:
    file = raw(name)
    edit(file)
    folder = overlay(tmp_path / "rules", {name: file})
    if name == "reader.yaml":
        shutil.copytree(shipped() / "reader", folder / "reader")
    assert change(load(None)[1], load(folder)[1]).whole


def test_a_word_that_may_be_said_in_disguise_has_all_documents_scanned(tmp_path: Path) -> None:
    """The resolver looks for it in every text, whatever rule its lexicon serves."""
    assert change(load(None)[1], load(overlay(tmp_path / "rules", other_lexicon("家人们")))[1]).whole


def test_the_same_rules_in_another_order_are_another_rulebook() -> None:
    one = load(None)[1]
    turned = msgspec.structs.replace(one, rules=dict(reversed(one.rules.items())))
    assert change(one, turned).whole
    assert change(one, one) == Change(False, False)


def test_a_reaudit_equals_an_audit_from_nothing(archive: Path, clean: Path, tmp_path: Path) -> None:
    """Through the command: audit, change rules, audit again, compare with a clean folder."""
    rules = json.loads((clean / "summary.json").read_text("utf-8"))["rules"]
    back = next(name for name in rules if not name.endswith("reads-like"))
    overlay(tmp_path / "rules", {"rulebook.yaml": {"version": "x", "disable": [back]}})
    options = (archive / "b.jsonl", "--rules", "rules", "--workers", 2, "--quiet")
    audit(*options, "--out", "again", cwd=tmp_path)
    first = outputs(tmp_path / "again")
    kept = {p.name for p in (tmp_path / "again").glob(".work/*/*.shard")}
    overlay(tmp_path / "rules", detection(rule("absolute/extra", match=["第7", "颜色"])))  # and the other is back
    assert audit(*options, "--out", "again", cwd=tmp_path).returncode == 1
    assert audit(*options, "--out", "fresh", cwd=tmp_path).returncode == 1
    assert outputs(tmp_path / "again") == outputs(tmp_path / "fresh")
    assert outputs(tmp_path / "again") != first
    assert {p.name for p in (tmp_path / "again").glob(".work/*/*.shard")} == kept
    assert len(list((tmp_path / "again" / ".work").glob("*/"))) == 1  # the old generation is gone
    assert f'"{back}"'.encode() in outputs(tmp_path / "again")["findings.jsonl"]
    assert f'"{back}"'.encode() not in first["findings.jsonl"]
