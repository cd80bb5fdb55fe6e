r"""Fit the weights of the noisy channel on pairs of heard and meant.

    python scripts/fit_channel.py tests/language/hidden.tsv corpora/evasion/dev*.tsv \
        --plain tests/language/plain.txt corpora/labelled/dev-*.jsonl

Every guess of the resolver on a heard line is right when what was meant has it in that place; on a plain line (of a
text file or of labelled lines) every guess is wrong; and in some plain lines words are hidden here, by fillers, repeats
and sounds, or misheard beyond guessing. A logistic regression with a small ridge penalty gives the log-odds of each
feature.
"""

from __future__ import annotations

import argparse
import difflib
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind

from governance.language.fold import fold
from governance.language.frequencies import counts
from governance.language.resolve.candidate import Guess, distance
from governance.language.resolve.channel import Channel, surroundings
from governance.language.resolve.resolver import Resolver
from governance.language.syllables import sounds
from governance.language.talk import talk
from governance.pipeline import Scanner
from governance.workbench.attack import ATTACKS
from governance.workbench.attack.sounds import loosely

RIDGE = 1.0
ROUNDS = 30
SPOILT = 0.5  # share of plain lines in which words are hidden
# How a word is hidden in a plain line: by which fillers, put in or instead of a character, and how the rest sounds.
WAYS = (
    "loud", "loud", "loud", "loud same", "loud same", "loud same", "loud near", "loud near", "mid", "mid", "mid same",
    "soft", "soft", "soft", "instead loud", "instead loud same", "instead loud near", "instead mid near", "every",
    "twice", "twice all", "twice all same", "twice instead", "homophone", "near-sound",
)  # fmt: skip
MISHEARD = 0.5  # share of hidden words that are written down as a recogniser hears them
BEYOND = 0.3  # share of these that sound like nothing near the word: who hides words also says what only friends know
SLIPS = 0.6  # how often each character of a misheard word is another one
TRIES = 12  # ways to mishear a word, of which a recogniser takes the one that talk is likeliest to have
EVERYDAY = 12  # binary logarithm of the count of such a character
FURTHEST = 1.3  # the sound distance of a slip
EVERY = ("小", "某", "什么")  # said before every character
CHOSEN = 10.0  # times that a pair written by hand counts against a line with a word hidden by chance
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
            if random.random() < MISHEARD and end - start > 1:
                said = misheard(heard, start, end, random, fillers)
            else:
                said = hide(line[start:end], random, fillers)
            heard = heard[:start] + said + heard[end:]
        yield [heard, line]


def misheard(line: str, start: int, end: int, random: Random, fillers: Mapping[str, Sequence[str]]) -> str:
    """The word at ``line[start:end]`` with a filler in it as a recogniser writes it, who no longer knows the word: of
    several slips the one that runs best in its place."""
    word = line[start:end]
    filler = random.choice(fillers[random.choice(("loud", "loud", "loud", "mid", "soft"))])
    beyond, shape = random.random() < BEYOND, random.random()
    tries = []
    for _ in range(TRIES):
        said = "".join([slip(ch, beyond, random) if random.random() < SLIPS else ch for ch in word])
        at = random.randrange(1, len(said))
        if shape < 0.3 and at + 1 < len(said):
            said = said[:at] + filler + said[at + 1 :]
        elif 0.3 <= shape < 0.4:
            said = filler.join(said)
        elif not 0.4 <= shape < 0.5:  # there the filler was lost as well
            said = said[:at] + filler + said[at:]
        tries.append(said)
    tries = [said for said in tries if said != word] or [word]
    _, costs = talk().readings(line, [(start, end, said) for said in tries])
    return tries[int(costs.argmin())]


def slip(character: str, beyond: bool, random: Random) -> str:
    """Another common character, the likelier the nearer it sounds; ``beyond``: any one."""
    if beyond:
        return random.choice(anything())
    others, chances = slips(character)
    return random.choices(others, chances)[0] if others else character


@cache
def slips(character: str) -> tuple[list[str], list[float]]:
    """What a character may be taken for and how likely; each syllable weighs much the same, however many write it."""
    near = [(other, distance(other, character)) for other in loosely(character)]
    near = [(other, far) for other, far in near if far <= FURTHEST]
    syllables = Counter(sounds()[other] for other, _ in near)
    return [other for other, _ in near], [math.exp(-far) / syllables[sounds()[other]] ** 0.5 for other, far in near]


@cache
def anything() -> list[str]:
    """Characters that people write every day."""
    return [word for word, count in counts().items() if len(word) == 1 and count >= EVERYDAY and "一" <= word <= "鿿"]


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
    if way == "twice instead":
        return word[:at] + word[at - 1] + word[at + 1 :] if 0 < at < len(word) - 1 else word
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
    weighed = np.array([times[entry] ** -0.3 for entry in seen])
    weighed[[number >= evasive for number, _, _ in found]] *= PLAIN
    weighed[[number < chosen for number, _, _ in found]] *= CHOSEN
    weighed[[evasive <= number < evasive + level for number, _, _ in found]] *= KEPT
    weights = fit(rows, labels, weighed)
    likely = -0.5
    scores = rows @ weights
    beside: list[dict[str, float]] = [{}] * len(found)
    at = 0
    while at < len(found):
        end = next((i for i in range(at, len(found)) if found[i][0] != found[at][0]), len(found))
        order = sorted(range(at, end), key=lambda i: guesses[i])
        around = surroundings([guesses[i] for i in order], [float(scores[i]) for i in order], likely)
        for index, features in zip(order, around, strict=True):
            beside[index] = features
            for name in features:
                names.setdefault(name, len(names))
        at = end
    rows = np.hstack([rows, np.zeros((len(found), len(names) - rows.shape[1]))])
    for index, features in enumerate(beside):
        for name, value in features.items():
            rows[index, names[name]] = value
    weights = fit(rows, labels, weighed)
    print(f"# {len(found)} guesses, {labels.mean():.2%} right")
    print("weights:")
    print(f"  enough: 0.0\n  likely: {likely}")
    for name, at in sorted(names.items()):
        if abs(weights[at]) >= 0.005:  # a name that is not listed weighs nothing
            print(f"  {json.dumps(name)}: {weights[at]:.2f}")


if __name__ == "__main__":
    main()
