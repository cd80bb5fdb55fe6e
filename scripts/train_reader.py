"""Teach the reader from the labelled lines of corpora/labelled/dev-*.jsonl and write rules/reader/model.npz.

    .venv/bin/python scripts/train_reader.py            # needs the dev extra (scikit-learn)
    .venv/bin/python scripts/train_reader.py --check    # five-fold figures, nothing written

The holdout is never read. Lines with evidence teach nothing: whether the same words are fine goes there by what is
attached.
Ridge-penalised logistic regressions, heard together (``MIX``): "is it charged at all" of whole lines and of windows of
a clause or two, by the words that the labels quote; an expert a family, which tells its claims from clean lines; and
"could proof save it". A gram weighs by how differently charged and clean lines use it (naive Bayes log-count ratio;
Wang & Manning 2012, "Baselines and Bigrams"), so that words which both use alike need much evidence before they count.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from teaching import write

from governance.detect.reader.model import FORMAT, Mix, Reader
from governance.detect.reader.passages import CLAUSE, STEP, clauses, passages
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
RARE = 4  # a gram seen in fewer lines teaches nothing
RARE_PAIR = 6  # pairs are many
PAIRS = 0.8  # weight of pairs and of words of lists against runs, chosen by --check
STRENGTH = 12.0  # inverse of the ridge penalty, chosen on files it had not learned from
STRENGTH_EXPERT, STRENGTH_STATUS = 30.0, 20.0
EVEN = 0.5  # what a gram weighs that charged and clean lines use alike, chosen by --check
LEAST = 8  # lines of a family that make an expert
# Lines that were written where the reader had just been wrong are no sample of talk: they weigh less in its opinions of
# whole lines, where they would unlearn plain claims (chosen on published wordings), and fully in that of clauses.
AIMED = frozenset(
    (
        "dev-bodies",
        "dev-trust",
        "dev-leaflets",
        "dev-verdicts",
        "dev-stretches",
        "dev-windows3",
        "dev-hearts",
        "dev-counters",
        "dev-frames",
        "dev-breath",
    )
)
AIMED_WEIGHT = 0.25
MOSTLY = 0.8  # share of a window, or of the words charged, from which the window is charged with them
# How the opinions are heard together; chosen on files that none of them had learned from: clause and expert by recall
# where 5 % of clean lines are flagged, scale and shift so that odds mean what those of the line alone had meant.
MIX = Mix(clause=1.0, expert=1.2, scale=0.49, shift=0.6, ask=-3.0, unasked=-5.0, short=16.0, long=48.0)


def lines() -> list[dict[str, Any]]:
    """All development lines without evidence, and the rules' examples, with the text as the detectors read it."""
    rulebook = book.load()
    resolver = Resolver(rulebook.vocabulary)
    out = list(examples(rulebook, resolver))
    for path in sorted((HERE / "corpora" / "labelled").glob("dev-*.jsonl")):
        for row in path.read_text(encoding="utf-8").splitlines():
            line = json.loads(row)
            if line.get("evidence") or line.get("products"):
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
    said = quotes(line)
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


def windows(line: dict[str, Any]) -> list[dict[str, Any]]:
    """The windows of a line that has room for more than one: charged where they hold most of the words that the label
    quotes, clean where they hold none of them, left out between."""
    text = line["folded"]
    charged = line["label"] != "clean"
    said = [(at, at + len(quote)) for quote in quotes(line) if (at := text.find(quote)) >= 0]
    if len(text) <= CLAUSE + STEP or (charged and not said):
        return []
    out = []
    for start, end in clauses(text, 0, len(text)):
        shares = [(min(end, b) - max(start, a)) / min(end - start, b - a) for a, b in said if charged]
        if max(shares, default=0.0) <= 0.0:
            out.append({**line, "folded": text[start:end], "label": "clean"})
        elif max(shares) >= MOSTLY:
            out.append({**line, "folded": text[start:end]})
    return out


def quotes(line: dict[str, Any]) -> list[str]:
    """The words that a label quotes, as the detectors read them."""
    return [quote for span in line.get("spans", []) if (quote := fold(span["quote"]).folded)]


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
    """All models of the reader, as the arrays of the file."""
    parts = [part for line in data for part in cut(line)]
    pieces = [piece for line in data for piece in windows(line)]
    lists = WordLists(words)
    grams, rarity = grams_of(parts, lists)
    table = rows_of(parts, grams, lists, rarity)
    charged = np.array([line["label"] != "clean" for line in parts])
    apart = contrast(table, charged)
    weighed = (table @ sp.diags(apart)).tocsr()
    counts = np.array([AIMED_WEIGHT if one["file"] in AIMED else 1.0 for one in parts])

    def taught(rows: sp.csr_matrix, labels: np.ndarray, strength: float,
               times: np.ndarray | None = None) -> tuple[np.ndarray, float]:  # fmt: skip
        model = LogisticRegression(C=strength, solver="liblinear").fit(rows, labels, sample_weight=times)
        return model.coef_[0] * apart, float(model.intercept_[0])

    line = taught(weighed, charged, STRENGTH, counts)
    closer = sp.vstack((weighed, rows_of(pieces, grams, lists, rarity) @ sp.diags(apart))).tocsr()
    clause = taught(closer, np.array([one["label"] != "clean" for one in parts + pieces]), STRENGTH)
    family = np.array([one["families"][0] if one["label"] != "clean" else "" for one in parts])
    often = Counter(family[charged].tolist())
    families = sorted(name for name, count in often.items() if count >= LEAST and name != "omission")
    experts = []
    for name in families:
        asked = np.flatnonzero((family == name) | ~charged)
        experts.append(taught(weighed[asked], family[asked] == name, STRENGTH_EXPERT, counts[asked]))
    unproved = np.array([one["label"] == "needs-evidence" for one in parts])[charged]
    status = LogisticRegression(C=STRENGTH_STATUS, solver="liblinear", class_weight="balanced")
    status.fit(table[charged], unproved)
    experts.append((status.coef_[0], float(status.intercept_[0])))
    weights = np.array([weights for weights, _ in experts])
    scale = np.abs(weights).max(axis=1) / 127
    return {
        "format": FORMAT, "grams": BETWEEN.join(grams.texts[1:]), "lists": "\0".join(words),
        "rarity": rarity.astype(np.float16), "line": line[0].astype(np.float16), "clause": clause[0].astype(np.float16),
        "biases": np.array([line[1], clause[1]]), "families": "\0".join(families),
        "experts": np.round(weights / scale[:, None]).astype(np.int8), "scale": scale.astype(np.float32),
        "expert_biases": np.array([bias for _, bias in experts], np.float32), "mix": np.array(MIX),
    }  # fmt: skip


def check(data: list[dict[str, Any]], words: dict[str, tuple[str, ...]]) -> None:
    """Five folds that keep pairs together: recall where 2, 5 and 10 % of clean lines are flagged, and family."""
    groups = [line.get("pair") or line["id"] for line in data]
    odds, right = np.zeros(len(data)), np.zeros(len(data), bool)
    for taught, asked in GroupKFold(5).split(data, groups=groups):
        some = [data[i] for i in taught]
        reader = Reader.made_of(teach(some, words), words)
        for i in asked:
            text = data[i]["folded"]
            page = reader.page(text)
            odds[i] = max((one.odds for one in reader.readings(page, sentences(text))), default=-99.0)
            right[i] = bool(text) and reader.senses(page, 0, len(text))[0].family in data[i].get("families", [])
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
        check(data, words)
        return
    write(given.out, teach(data, words), len(data))


if __name__ == "__main__":
    main()
