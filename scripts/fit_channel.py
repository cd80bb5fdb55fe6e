r"""Fit the weights of the noisy channel on pairs of heard and meant.

    python scripts/fit_channel.py tests/language/hidden.tsv corpora/evasion/dev.tsv \
        --plain tests/language/plain.txt corpora/labelled/dev-*.jsonl

Every guess of the resolver on a heard line is right when what was meant has it in that place; on a plain line (of a
text file or of labelled lines) every guess is wrong; and in some plain lines words are hidden here, by fillers, repeats
and sounds. A logistic regression with a small ridge penalty gives the log-odds of each feature.
"""

from __future__ import annotations

import argparse
import difflib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from governance.language.fold import fold
from governance.language.resolve.candidate import Guess
from governance.language.resolve.channel import Channel, surroundings
from governance.language.resolve.resolver import Resolver
from governance.pipeline import Scanner
from governance.workbench.attack import ATTACKS

RIDGE = 1.0
ROUNDS = 30
SPOILT = 0.5  # share of plain lines in which words are hidden
# How a word is hidden in a plain line: by which fillers, put in or instead of a character, and how the rest sounds.
WAYS = (
    "loud", "loud", "loud", "loud same", "loud same", "loud same", "loud near", "loud near", "mid", "mid", "mid same",
    "soft", "instead loud", "instead loud same", "instead loud near", "instead mid near", "every", "twice", "twice all",
    "twice all same", "homophone", "near-sound",
)  # fmt: skip
EVERY = ("小", "某", "什么")  # said before every character
CHOSEN = 3.0  # times that a pair written by hand counts against a line with a word hidden by chance
KEPT = 10.0  # times that a plain line chosen by hand counts
PLAIN = 3.0  # times that a guess in plain talk counts: honest hosts are the many


def places(heard: str, meant: str) -> list[set[int]]:
    """For each offset of what was heard the offsets it may have in what was meant; none inside a replaced run."""
    out: list[set[int]] = [set() for _ in range(len(heard) + 1)]
    for op, i1, i2, j1, j2 in difflib.SequenceMatcher(None, heard, meant, autojunk=False).get_opcodes():
        for at in range(i1, i2 + 1) if op == "equal" else ():
            out[at].add(j1 + at - i1)
        out[i1].add(j1)
        out[i2].add(j2)
    return out


def right(meant: str, at: list[set[int]], guess: Guess) -> bool:
    """Whether what was meant has the guess in that place; asked so because 抗抗 may lose either half."""
    return any(meant[begin:end] == guess.meant for begin in at[guess.start] for end in at[guess.end])


def disguised(plain: list[str], words: tuple[str, ...], fillers: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Plain lines with one or two words hidden as hosts hide them."""
    random = Random(1)
    known = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)
    for line in plain:
        found = list(known.find_matches_as_indexes(line))
        if not found or random.random() > SPOILT:
            continue
        heard = line
        for _, start, end in sorted(random.sample(found, min(len(found), random.choice((1, 1, 2)))), reverse=True):
            heard = heard[:start] + hide(line[start:end], random, fillers) + heard[end:]
        yield [heard, line]


def hide(word: str, random: Random, fillers: Mapping[str, Sequence[str]]) -> str:
    """One word in one of the ways of ``WAYS``."""
    way = random.choice(WAYS)
    if way in ATTACKS:
        return ATTACKS[way](word, random)
    if way.endswith(("same", "near")):
        word = ATTACKS["homophone"](word, random)
    if way.endswith("near"):
        word = ATTACKS["near-sound"](word, random)
    if way.startswith("twice all"):
        return "".join(character * 2 for character in word)
    at = random.randrange(len(word))
    if way == "twice":
        return word[: at + 1] + word[at] + word[at + 1 :]
    if way == "every":
        filler = random.choice(EVERY)
        return "".join(filler + character for character in word)
    filler = random.choice(fillers["mid" if "mid" in way else "soft" if way == "soft" else "loud"])
    if len(word) < 2:
        return word
    if way.startswith("instead") and len(word) > 2:
        at = random.randrange(1, len(word) - 1)
        return word[:at] + filler + word[at + 1 :]
    if len(word) > 2 and random.random() < 0.2:
        return filler.join(word)
    at = random.randrange(1, len(word))
    return word[:at] + filler + word[at:]


def fit(rows: np.ndarray, labels: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Newton's method on the penalised likelihood; the first column is the constant and is not penalised."""
    weights = np.zeros(rows.shape[1])
    ridge = np.full(rows.shape[1], RIDGE)
    ridge[0] = 1e-6
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (counts * (labels - chance)) - ridge * weights
        bend = (rows.T * (counts * chance * (1 - chance))) @ rows + np.diag(ridge)
        weights += np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--plain", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    resolver: Resolver = Scanner.load().resolver
    channel = Channel({})
    heard_meant = [line for path in options.pairs for line in path.read_text("utf-8").splitlines()]
    lines = [line.split("\t") for line in heard_meant if "\t" in line]
    evasive = chosen = len(lines)
    level = 0  # plain lines chosen by hand, which stand first
    for path in options.plain:
        text = path.read_text("utf-8").splitlines()
        if path.suffix == ".jsonl":
            text = [doc["text"] for doc in map(json.loads, text)]
        else:
            level += len(text)
        lines += [[line, line] for line in text]
    vocabulary = resolver.vocabulary
    hidden = list(disguised(sorted({meant for _, meant in lines}), vocabulary.words, vocabulary.fillers))
    lines[evasive:evasive] = hidden
    evasive += len(hidden)
    names: dict[str, int] = {"base": 0}
    found: list[tuple[int, dict[str, float], bool]] = []
    guesses: list[Guess] = []
    seen: list[tuple[str, str, bool]] = []
    for number, (heard, meant) in enumerate(lines):
        folded = fold(heard).folded
        if len(folded) != len(heard):
            continue
        at = places(heard, meant)
        proposed = list(dict.fromkeys(resolver.guesses(folded)))
        for guess, features in zip(proposed, channel.features(folded, proposed), strict=True):
            if features is None:
                continue
            for name in features:
                names.setdefault(name, len(names))
            found.append((number, features, right(meant, at, guess)))
            guesses.append(guess)
            seen.append((folded[guess.start : guess.end], guess.meant, found[-1][2]))
    rows = np.zeros((len(found), len(names)))
    rows[:, 0] = 1.0
    for index, (_, features, _) in enumerate(found):
        for name, value in features.items():
            rows[index, names[name]] = value
    labels = np.array([entry[2] for entry in found], dtype=float)
    # A wording that stands in a hundred lines teaches more than one in a single line, but not a hundred times more.
    times = Counter(seen)
    counts = np.array([times[entry] ** -0.3 for entry in seen])
    counts[[number >= evasive for number, _, _ in found]] *= PLAIN
    counts[[number < chosen for number, _, _ in found]] *= CHOSEN
    counts[[evasive <= number < evasive + level for number, _, _ in found]] *= KEPT
    weights = fit(rows, labels, counts)
    likely = -0.5
    scores = rows @ weights
    for name in ("company", "beaten", "lead"):
        names[name] = len(names)
    rows = np.hstack([rows, np.zeros((len(found), 3))])
    at = 0
    while at < len(found):
        end = next((i for i in range(at, len(found)) if found[i][0] != found[at][0]), len(found))
        order = sorted(range(at, end), key=lambda i: guesses[i])
        around = surroundings([guesses[i] for i in order], [float(scores[i]) for i in order], likely)
        for index, features in zip(order, around, strict=True):
            for name, value in features.items():
                rows[index, names[name]] = value
        at = end
    weights = fit(rows, labels, counts)
    print(f"# {len(found)} guesses, {labels.mean():.2%} right")
    print("weights:")
    print(f"  enough: 0.0\n  likely: {likely}")
    for name, at in sorted(names.items()):
        print(f"  {json.dumps(name)}: {weights[at]:.2f}")


if __name__ == "__main__":
    main()
