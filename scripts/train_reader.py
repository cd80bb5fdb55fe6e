"""Teach the reader from the labelled lines of corpora/labelled/dev-*.jsonl and write rules/reader/model.npz.

    .venv/bin/python scripts/train_reader.py            # needs the dev extra (scikit-learn)
    .venv/bin/python scripts/train_reader.py --check    # five-fold figures, nothing written

The holdout is never read. Lines with evidence teach only with what they are charged: whether the same words are fine
goes there by what is attached.
Ridge-penalised logistic regression: one model for "is it charged at all", one for "with what" (family:status). In the
first, a gram weighs by how differently charged and clean lines use it (naive Bayes log-count ratio; Wang & Manning
2012, "Baselines and Bigrams"), so that words which both use alike need much evidence before they count.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from governance.detect.reader.model import FORMAT
from governance.detect.reader.passages import passages
from governance.detect.view import View
from governance.language.fold import fold
from governance.language.grams import BETWEEN, LIST, PAIR, Grams, codes_of, spelled
from governance.language.resolve import Resolver
from governance.language.sentences import sentences
from governance.language.wordlists import WordLists
from governance.model import Document
from governance.rulebook import book
from governance.rulebook.schema import Example

HERE = Path(__file__).resolve().parents[1]
RARE = 3  # a gram seen in fewer lines teaches nothing
RARE_PAIR = 4  # pairs are many
PAIRS = 0.8  # weight of pairs and of words of lists against runs, chosen by --check
STRENGTH = 12.0  # inverse of the ridge penalty, chosen on files it had not learned from
EVEN = 0.5  # what a gram weighs that charged and clean lines use alike, chosen by --check
STRENGTH_SENSE = 20.0


def lines() -> list[dict[str, Any]]:
    """All development lines but clean ones with evidence, and the rules' examples, with the text as the detectors read
    it; ``papers`` tells whether evidence is attached."""
    rulebook = book.load()
    resolver = Resolver(rulebook.vocabulary)
    out = list(examples(rulebook, resolver))
    for path in sorted((HERE / "corpora" / "labelled").glob("dev-*.jsonl")):
        for row in path.read_text(encoding="utf-8").splitlines():
            line = json.loads(row)
            line["papers"] = bool(line.get("evidence") or line.get("products"))
            if line["papers"] and line["label"] == "clean":
                continue
            document = Document(id=line["id"], text=line["text"], kind=line.get("kind", "speech"))
            line["folded"] = View(document, resolver).folded
            line["file"] = path.stem
            out.append(line)
    return out


def lists_of(rulebook: book.Rulebook) -> dict[str, tuple[str, ...]]:
    """The word lists the reader is taught with: all but those that only tell papers apart."""
    return {name: words for name, words in sorted(rulebook.lists.items()) if not name.startswith(("is-", "isnt-"))}


def examples(rulebook: book.Rulebook, resolver: Resolver) -> Iterator[dict[str, Any]]:
    """What the rulebook's own examples teach: a line for each, without those the reader is to be tried on."""
    for compiled in rulebook.rules:
        rule = compiled.rule
        if rule.reads or compiled.family == "omission":
            continue
        for label, given in ((rule.status, rule.examples.flag), ("clean", rule.examples.passes)):
            for number, example in enumerate(given):
                said = Example(example) if isinstance(example, str) else example
                if said.evidence or said.products:
                    continue
                document = Document(id=f"{rule.id}#{number}", text=said.text, kind=said.kind or "speech")
                yield {
                    "id": document.id, "pair": rule.id, "text": said.text, "label": label, "file": "examples",
                    "families": [] if label == "clean" else [compiled.family],
                    "folded": View(document, resolver).folded,
                }  # fmt: skip


def cut(line: dict[str, Any]) -> list[dict[str, Any]]:
    """A long line as the passages that the reader will see; where it is charged, those without its words are clean."""
    text = line["folded"]
    whole = passages(sentences(text))
    if len(whole) < 2:
        return [line]
    charged = line["label"] != "clean"
    said = [fold(span["quote"]).folded for span in line.get("spans", [])]
    if charged and not said:
        return [line]
    out = []
    for start, end in whole:
        part = text[start:end]
        if charged and not any(quote in part for quote in said):
            if any(quote[:4] in part or quote[-4:] in part for quote in said):
                continue  # half of the words: neither clean nor a lesson
            out.append({**line, "folded": part, "label": "clean"})
        else:
            out.append({**line, "folded": part})
    return out


def grams_of(data: list[dict[str, Any]], lists: WordLists) -> tuple[Grams, np.ndarray]:
    """The grams of at least RARE lines, most frequent first, and how rare each is (smoothed idf)."""
    seen: Counter[str] = Counter()
    for line in data:
        seen.update(set(spelled(line["folded"], lists.find(line["folded"]))))
    kept = sorted((gram for gram, count in seen.items()
                   if count >= (RARE_PAIR if gram[0] == PAIR else RARE) and BETWEEN not in gram),
                  key=lambda gram: (-seen[gram], gram))  # fmt: skip
    grams = Grams(BETWEEN.join(kept))
    rarity = np.array([0.0, *((np.log((1 + len(data)) / (1 + seen[gram])) + 1) * (PAIRS if _wide(gram) else 1)
                              for gram in kept)])  # fmt: skip
    lost = np.setdiff1d(np.arange(len(rarity)), grams.kept())
    rarity[lost] = 0.0
    return grams, rarity


def _wide(gram: str) -> bool:
    return gram[0] == PAIR or ord(gram[0]) >= LIST


def rows_of(data: list[dict[str, Any]], grams: Grams, lists: WordLists, rarity: np.ndarray) -> sp.csr_matrix:
    """One row a line: grams by rarity and number of times, scaled as the reader scales a passage."""
    rows, columns, values = [], [], []
    for row, line in enumerate(data):
        found = grams.find(codes_of(line["folded"]), lists.find(line["folded"]))
        known = np.concatenate((found.rows[found.rows > 0], found.listed.numbers))
        numbers, counts = np.unique(known, return_counts=True)
        length = np.sqrt(max(float((counts * rarity[numbers] ** 2).sum()), 1e-9))
        rows += [row] * len(numbers)
        columns += numbers.tolist()
        values += (counts * rarity[numbers] / length).tolist()
    return sp.csr_matrix((values, (rows, columns)), shape=(len(data), len(rarity)))


def contrast(table: sp.csr_matrix, charged: np.ndarray) -> np.ndarray:
    """How much each gram weighs: EVEN and the absolute log-ratio of its smoothed shares of charged and clean lines."""
    shares = []
    for lines_ in (table[charged], table[~charged]):
        seen = np.asarray((lines_ > 0).sum(axis=0)).ravel() + 1.0
        shares.append(seen / seen.sum())
    weights: np.ndarray = EVEN + np.abs(np.log(shares[0] / shares[1]))
    return weights


def teach(data: list[dict[str, Any]], words: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """Both models of the reader, as the arrays of the file."""
    proved = [line for line in data if line.get("papers")]
    data = [part for line in data if not line.get("papers") for part in cut(line)]
    lists = WordLists(words)
    grams, rarity = grams_of(data, lists)
    table = rows_of(data, grams, lists, rarity)
    charged = np.array([line["label"] != "clean" for line in data])
    apart = contrast(table, charged)
    flag = LogisticRegression(C=STRENGTH, solver="liblinear").fit(table @ sp.diags(apart), charged)
    table, data = sp.vstack((table, rows_of(proved, grams, lists, rarity))).tocsr(), data + proved
    bad = [i for i, line in enumerate(data) if line["label"] != "clean" and line["families"][0] != "omission"]
    names = [f"{data[i]['families'][0]}:{data[i]['label']}" for i in bad]
    often = {name for name, count in Counter(names).items() if count >= 8}
    keep = [(i, name) for i, name in zip(bad, names, strict=True) if name in often]
    # Single precision and a loose end take a third of the time; the weights are kept in a byte each.
    sense = LogisticRegression(C=STRENGTH_SENSE, max_iter=5000, tol=1e-3, class_weight="balanced")
    sense.fit(table[[i for i, _ in keep]].astype(np.float32), [name for _, name in keep])
    scale = np.abs(sense.coef_).max(axis=1) / 127
    return {
        "format": FORMAT, "grams": BETWEEN.join(grams.texts[1:]), "lists": "\0".join(words),
        "rarity": rarity.astype(np.float16),
        "weights": (flag.coef_[0] * apart).astype(np.float16), "bias": float(flag.intercept_[0]),
        "classes": "\0".join(sense.classes_), "senses": np.round(sense.coef_ / scale[:, None]).astype(np.int8),
        "scale": scale.astype(np.float32), "biases": sense.intercept_.astype(np.float32),
    }  # fmt: skip


def check(data: list[dict[str, Any]], words: dict[str, tuple[str, ...]]) -> None:
    """Five folds that keep pairs together: recall where 2, 5 and 10 % of clean lines are flagged, and family."""
    groups = [line.get("pair") or line["id"] for line in data]
    odds, right = np.zeros(len(data)), np.zeros(len(data), bool)
    for taught, asked in GroupKFold(5).split(data, groups=groups):
        some = [data[i] for i in taught]
        model = teach(some, words)
        grams, lists = Grams(model["grams"]), WordLists(words)
        rarity, weights = model["rarity"].astype(np.float64), model["weights"].astype(np.float64)
        table = rows_of([data[i] for i in asked], grams, lists, rarity)
        for i in asked:
            parts = [{**data[i], "folded": data[i]["folded"][a:b]} for a, b in passages(sentences(data[i]["folded"]))]
            odds[i] = (rows_of(parts or [data[i]], grams, lists, rarity) @ weights).max() + model["bias"]
        raw = table @ (model["senses"].astype(np.float64) * model["scale"][:, None]).T + model["biases"]
        classes = [name.partition(":")[0] for name in model["classes"].split("\0")]
        for i, best in zip(asked, raw.argmax(axis=1), strict=True):
            right[i] = classes[best] in data[i].get("families", [])
    charged = np.array([line["label"] != "clean" for line in data])
    files = sorted({line["file"] for line in data})
    for name in ("all", *files):
        mine = np.array([name in ("all", line["file"]) for line in data])
        clean = np.sort(odds[mine & ~charged])[::-1]
        at = [clean[int(share * len(clean))] for share in (0.02, 0.05, 0.1)]
        print(f"{name:14} {mine.sum():5} lines", *(f"{(odds[mine & charged] > t).mean():.3f} (>{t:.2f})" for t in at),
              f"family {right[mine & charged].mean():.3f}")  # fmt: skip


def main() -> None:
    """Train or check."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    options.add_argument("--out", type=Path, default=HERE / "rules" / "reader" / "model.npz")
    given = options.parse_args()
    data = lines()
    words = lists_of(book.load())
    if given.check:
        data = [line for line in data if not line.get("papers")]
        check(data, words)
        return
    given.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(given.out, **teach(data, words))
    print(f"{given.out.name}: {len(data)} lines, {given.out.stat().st_size // 1024} KiB, "
          f"sha256 {hashlib.sha256(given.out.read_bytes()).hexdigest()[:12]}")  # fmt: skip


if __name__ == "__main__":
    main()
