"""Teach the editor from corpora/rewrites/dev*.jsonl and write rules/precheck/editor.npz.

    .venv/bin/python scripts/train_editor.py            # needs the dev extra (scikit-learn)
    .venv/bin/python scripts/train_editor.py --check    # figures on corpora/rewrites/unseen.jsonl, which never teaches

Ridge-penalised logistic regressions: does a clause stay, is a pointer wanted, and which; and a choice among all
stretches of the clauses that go, or none of them, for the goods' name.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from teaching import table_of, write

from governance.detect.trained import Bearings, Weighed
from governance.ingest import read_documents
from governance.pipeline import Scanner
from governance.rewrite.editor.bearings import of_pieces, of_rest, of_stretch, stretches
from governance.rewrite.editor.model import FORMAT, Editor, Place
from governance.rewrite.editor.sight import Sight, look
from governance.rewrite.fixer import charges_of
from governance.rewrite.means import Means
from governance.rewrite.pointers import answer_to, key_of
from governance.rewrite.schema import read_rewrites
from governance.rewrite.weight import heaviest

HERE = Path(__file__).resolve().parents[1]
STRENGTHS = {"stays": 0.1, "wants": 0.3, "points": 1.0, "names": 1.0}  # inverse ridge penalties, chosen by --check
RARE = {"stays": 2, "wants": 3, "points": 3, "names": 5}  # a bearing of fewer samples teaches nothing
OTHERS = 60  # stretches that are no name, of a line
LEAST = 4  # lines of a pointer that make a class


class Line(NamedTuple):
    """A labelled line: ``stays`` a clause, ``name`` where the goods' name stands in one that goes."""

    seen: Sight
    stays: tuple[bool, ...]
    name: Place | None
    pointer: str
    table: str


def lines(path: Path, scanner: Scanner, means: Means) -> list[Line]:
    """All lines of a file as the editor sees them; those that the engine does not charge teach nothing."""
    out = []
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    for row, document in zip(rows, read_documents([str(path)]), strict=True):
        scan = scanner.scan(document)
        charges = charges_of(scan)
        if not charges:
            continue
        here = means._replace(category=scan.category)
        family = heaviest(charges[0], charges, here).family
        seen = look(document.text, charges, means.calm, kind=document.kind, category=scan.category, family=family)
        kept = kept_in(document.text, row["stays"])
        whole = tuple(all(kept[at] for at in range(start, end)) for start, end in seen.pieces)
        parts = [[at for at in range(start, end) if kept[at]]
                 for (start, end), stays in zip(seen.pieces, whole, strict=True) if not stays]  # fmt: skip
        named = next(((part[0], part[-1] + 1) for part in parts if part), None)
        own = answer_to(document.text, family, here)
        out.append(Line(seen, whole, named, row["pointer"], key_of(own) if own else ""))
    return out


def kept_in(text: str, parts: Sequence[str]) -> list[bool]:
    """Which characters of a text stay."""
    kept, at = [False] * len(text), 0
    for part in parts:
        at = text.index(part, at)
        kept[at : at + len(part)] = [True] * len(part)
        at += len(part)
    return kept


def rests(data: Iterable[Line]) -> list[Bearings]:
    """Of every line the bearings of what stays."""
    return [of_rest(line.seen, line.stays, line.name is not None, line.table) for line in data]


def taught(what: str, samples: Sequence[Bearings], labels: Sequence[Any]) -> tuple[dict[str, Any], list[Any]]:
    """The arrays of a yes-or-no model, or of one model a class; and the classes."""
    names, table = table_of(samples, RARE[what])
    classes = sorted(set(labels))
    asked = [True] if len(classes) == 2 else classes
    weights, biases = [], []
    for one in asked:
        model = LogisticRegression(C=STRENGTHS[what], solver="liblinear")
        model.fit(table, [label == one for label in labels])
        weights.append(model.coef_[0])
        biases.append(float(model.intercept_[0]))
    return Weighed.packed(names, np.array(weights).T, np.array(biases), f"{what}."), classes


def choice(data: Sequence[Line], means: Means) -> dict[str, Any]:
    """The arrays of the model of names: of all stretches of a line, or none, the one that was kept is likeliest."""
    rng, samples, groups, gold = random.Random(3), list[Bearings](), list[int](), list[int]()
    for number, line in enumerate(data):
        rest = [words for words, stays in zip(line.seen.words, line.stays, strict=True) if stays]
        places = [(at, *one) for at, words in enumerate(line.seen.words) if not line.stays[at]
                  for one in stretches(words)]  # fmt: skip
        right = [place for place in places if named(line, place) == line.name]
        if line.name is not None and not right:
            continue
        wrong = [place for place in places if place not in right]
        means.calm.hear(line.seen.words[at][start:end] for at, start, end, _ in places)
        for at, start, end, first in right + rng.sample(wrong, min(len(wrong), OTHERS)):
            odds = means.calm.odds(line.seen.words[at][start:end])
            samples.append(of_stretch(line.seen, at, start, end, first, rest, odds))
            groups.append(number)
            gold += [len(samples) - 1] if (at, start, end, first) in right else []
    names, table = table_of(samples, RARE["names"])
    group, count, right_rows = np.array(groups), len(data), np.array(gold)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        told = table @ weights
        most = np.zeros(count)  # no name at all is worth 0
        np.maximum.at(most, group, told)
        likely = np.exp(told - most[group])
        whole = np.bincount(group, likely, count) + np.exp(-most)
        value = float((np.log(whole) + most).sum() - told[right_rows].sum())
        slope = likely / whole[group]
        slope[right_rows] -= 1
        ridge = weights / STRENGTHS["names"]
        return value + float(weights @ ridge) / 2, table.T @ slope + ridge

    found = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return Weighed.packed(names, found[:, None], np.zeros(1), "names.")


def named(line: Line, place: tuple[int, int, int, int]) -> Place:
    """A stretch of a clause as a place in the line."""
    begin = line.seen.pieces[place[0]][0]
    return begin + place[1], begin + place[2]


def teach(data: Sequence[Line], means: Means) -> dict[str, Any]:
    """All models of the editor, as the arrays of the file."""
    clauses = [given for line in data for given in of_pieces(line.seen)]
    stays, _ = taught("stays", clauses, [stay for line in data for stay in line.stays])
    wants, _ = taught("wants", rests(data), [bool(line.pointer) for line in data])
    often = Counter(line.pointer for line in data)
    pointed = [line for line in data if line.pointer and often[line.pointer] >= LEAST]
    points, pointers = taught("points", rests(pointed), [line.pointer for line in pointed])
    return {"format": FORMAT, "pointers": "\0".join(pointers), **stays, **wants, **points, **choice(data, means)}


def told(editor: Editor, data: Sequence[Line], means: Means) -> None:
    """How well an editor does on lines that did not teach it."""
    policy = means.rewrites.file.editor
    assert policy is not None
    heard = [[odds >= policy.stays_at for odds in editor.stays(line.seen)] for line in data]
    pairs = np.array([pair for line, here in zip(data, heard, strict=True)
                      for pair in zip(here, line.stays, strict=True)])  # fmt: skip
    mine, right = pairs.T
    whole = np.mean([tuple(here) == line.stays for line, here in zip(data, heard, strict=True)])
    print(f"{len(pairs)} clauses of {len(data)} lines: right {(mine == right).mean():.3f}, "
          f"kept that should go {(mine & ~right).mean():.3f}, lost {(right & ~mine).mean():.3f}; "
          f"lines all right {whole:.3f}")  # fmt: skip
    names = Counter[str]()
    for line in data:
        mine = editor.name(line.seen, line.stays, policy.name_at, means.calm.odds)
        names["right" if mine == line.name else "missed" if mine is None else "needless" if line.name is None
              else "other"] += 1  # fmt: skip
    print(f"names: {dict(names)} ({sum(line.name is not None for line in data)} lines have one)")
    wants = [editor.wants(rest) == bool(line.pointer) for rest, line in zip(rests(data), data, strict=True)]
    print(f"pointer wanted or not: right {np.mean(wants):.3f}")
    asked = [line for line in data if line.pointer]
    known = {line.pointer for line in asked}
    which = [editor.pointer(rest, line.table, known, policy.surer) == line.pointer
             for rest, line in zip(rests(asked), asked, strict=True)]  # fmt: skip
    print(f"which pointer: right {np.mean(which):.3f}, "
          f"the policy's table alone {np.mean([line.table == line.pointer for line in asked]):.3f}")  # fmt: skip


def main() -> None:
    """Train or check."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    options.add_argument("--out", type=Path, default=HERE / "rules" / "precheck" / "editor.npz")
    given = options.parse_args()
    scanner = Scanner.load()
    means = Means.of(scanner, read_rewrites())
    corpus = HERE / "corpora" / "rewrites"
    data = [line for path in sorted(corpus.glob("dev*.jsonl")) for line in lines(path, scanner, means)]
    arrays = teach(data, means)
    if given.check:
        told(Editor.made_of(arrays), lines(corpus / "unseen.jsonl", scanner, means), means)
        return
    write(given.out, arrays, len(data))


if __name__ == "__main__":
    main()
