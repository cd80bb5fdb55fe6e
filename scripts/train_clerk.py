"""Teach the clerk from the lines with papers of corpora/labelled/dev-*.jsonl and write rules/reader/papers.npz.

    .venv/bin/python scripts/train_clerk.py            # needs the dev extra (scikit-learn)
    .venv/bin/python scripts/train_clerk.py --check    # figures of each file by a clerk that has not read it

The rules' own examples with papers teach too, and count more, for they must come out as they say. The holdout is never
read. Ridge-penalised logistic regressions over the bearings of a line: is it charged; given that, could no paper save
it; and which family.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from teaching import table_of, write

from governance.detect.category import Categories
from governance.detect.clerk.bearings import Beside, bearings
from governance.detect.clerk.model import FORMAT, Clerk
from governance.detect.hearing import Hearing
from governance.detect.trained import Bearings, Weighed
from governance.detect.view import View
from governance.ingest import read_documents
from governance.language.resolve import Resolver
from governance.model import Document
from governance.rulebook import book
from governance.workbench.examples import document_of

HERE = Path(__file__).resolve().parents[1]
STRENGTH = 2.0  # inverse of the ridge penalty, chosen by --check
RARE = 2  # a bearing of fewer lines teaches nothing
TODAY = "2026-11-23"  # of lines that name no day
OF_RULES = "examples"  # where a line stands that is an example of a rule
EXAMPLES = 10.0  # times that an example of a rule counts
LEAST = 8  # lines of a family that make a class


class Line(NamedTuple):
    """A labelled line with papers."""

    file: str
    label: str
    families: list[str]
    bearings: Bearings


def lines(paths: list[Path]) -> list[Line]:
    """All lines with papers, and the rules' examples with papers, as the clerk sees them."""
    rulebook = book.load()
    resolver, hearing = Resolver(rulebook.vocabulary), Hearing.of(rulebook)
    categories = Categories(rulebook.source.categories)
    assert hearing is not None
    out = []

    def add(file: str, document: Document, label: str, families: list[str]) -> None:
        view = View(document, resolver)
        day = (document.occurred_at or TODAY)[:10]
        beside = Beside.of(view, rulebook, categories.of(view).name, day)
        if beside is not None:
            out.append(Line(file, label, families, bearings(beside, hearing.reader)))

    for path in paths:
        rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
        if any(row.get("evidence") for row in rows):
            for row, document in zip(rows, read_documents([str(path)]), strict=True):
                add(path.stem, document, row["label"], row.get("families", []))
    for compiled in rulebook.rules:
        rule = compiled.rule
        for label, given in ((rule.status or "violation", rule.examples.flag), ("clean", rule.examples.passes)):
            for example in given:
                add(OF_RULES, document_of(example, compiled), label, [] if label == "clean" else [compiled.family])
    return out


def teach(data: list[Line]) -> dict[str, Any]:
    """All models of the clerk, as the arrays of the file."""
    names, table = table_of([line.bearings for line in data], RARE)
    charged = np.array([line.label != "clean" for line in data])
    beyond = np.array([line.label == "violation" for line in data])
    family = np.array([line.families[0] if line.families else "" for line in data])
    often = Counter(family[charged].tolist())
    families = sorted(name for name, count in often.items() if count >= LEAST)

    ours = np.array([line.file == OF_RULES for line in data])
    times = np.where(ours, EXAMPLES, 1.0)

    def taught(rows_: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, float]:
        model = LogisticRegression(C=STRENGTH, solver="liblinear")
        model.fit(table[rows_], labels[rows_], sample_weight=times[rows_])
        return model.coef_[0], float(model.intercept_[0])

    every = np.arange(len(data))
    models = [taught(every, charged), taught(every[charged & ~ours], beyond)]  # a rule's status is not its example's
    models += [taught(every[charged], family == name) for name in families]
    weights = np.array([weights for weights, _ in models]).T
    return {"format": FORMAT, "families": "\0".join(families),
            **Weighed.packed(names, weights, np.array([bias for _, bias in models]))}  # fmt: skip


def told(name: str, clerk: Clerk, data: list[Line]) -> None:
    """How well a clerk tells the lines of a file apart."""
    opinions = [clerk.opinion(line.bearings) for line in data]
    charged = np.array([line.label != "clean" for line in data])
    odds = np.array([opinion.odds for opinion in opinions])
    bad = [(line, opinion) for line, opinion in zip(data, opinions, strict=True) if line.label != "clean"]
    status = np.mean([opinion.status == line.label for line, opinion in bad])
    family = np.mean([opinion.family in line.families for line, opinion in bad])
    print(f"{name:16} {len(data):4} lines, area under the curve {roc_auc_score(charged, odds):.3f}, "
          f"status {status:.3f}, family {family:.3f}")  # fmt: skip


def main() -> None:
    """Train or check."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    options.add_argument("--out", type=Path, default=HERE / "rules" / "reader" / "papers.npz")
    given = options.parse_args()
    data = lines(sorted((HERE / "corpora" / "labelled").glob("dev-*.jsonl")))
    if given.check:
        for name in sorted({line.file for line in data}):
            asked = [line for line in data if line.file == name]
            if len({line.label == "clean" for line in asked}) == 2:
                told(name, Clerk.made_of(teach([line for line in data if line.file != name])), asked)
        return
    write(given.out, teach(data), len(data))


if __name__ == "__main__":
    main()
