"""The noisy channel: is this wording likelier as an accident or as a word in disguise?

The log-odds of a disguise are a weighted sum: the kind of disguise and how far its sounds are from the word's (how
would it be hidden?), against the bits that the words around cost as they stand and as they would be meant, by how
common the words are and by how talk usually runs (what stands there by accident?). The weights are data (``channel`` in
``rules/lexicons``), fitted by ``scripts/fit_channel.py``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from governance.language.frequencies import counts, surprise
from governance.language.resolve.candidate import ALIKE, Candidate, Guess
from governance.language.talk import CONTEXT, talk
from governance.language.tokens import cut

WINDOW = 6  # characters on either side whose words are weighed with it
BITS = 25.0  # beyond so many bits a difference says nothing more
# The most that each of these says, for leaving alone what no surroundings could make a disguise.
MOST = {"word": 1.0, "own": 2.0, "begins": 1.0, "ends": 1.0, "usual": 2.0, "held": 1.0, "opens": 2.0}
GAIN = 30.0  # bits of talk beyond which a difference says nothing more
REACH = 40  # characters within which other disguises make one likelier
NEARNESS = 4.0  # log-odds beyond which a rival reading says nothing more
PLAIN_TWICE = 6  # binary logarithm of the count from which a character said twice is a word of its own
FUNCTION = 16  # binary logarithm of the count from which a character is mostly a word of grammar


class Channel:
    """Weighs guesses in one text after another."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = dict(weights)
        self._enough = self._weights.get("enough", 0.0)
        self._likely = self._weights.get("likely", -2.0)
        self._alone = lru_cache(maxsize=1 << 15)(self._weigh_alone)
        best = [max(self._weights.get(name, 0.0), 0.0) * most for name, most in MOST.items()]
        self._most = sum(best) + BITS / 10 * self._best("bits") + GAIN / 10 * self._best("talk")

    def _best(self, name: str) -> float:
        """The most that a bit can weigh, whatever the way of hiding."""
        by_way = max((value for key, value in self._weights.items() if key.startswith(f"{name}:")), default=0.0)
        return max(by_way + self._weights.get(name, 0.0), 0.0)

    def features(self, text: str, guesses: Sequence[Guess]) -> list[dict[str, float] | None]:
        """What the weights are multiplied with, by name; None where plain words leave no room for a disguise."""
        around = [self._around(text, guess) for guess in guesses]
        heard = heard_features(text, guesses)
        return [None if words is None else own_features(guess) | words | talked
                for guess, words, talked in zip(guesses, around, heard, strict=True)]  # fmt: skip

    def _around(self, text: str, guess: Guess) -> dict[str, float] | None:
        """What the words around say: how they read as they stand and as they would be meant."""
        left, right = _beside(text, guess.start, guess.end)
        said = text[guess.start : guess.end]
        words = cut(left + said + right)
        if _plain(words, len(left), guess, said):
            return None
        begins, ends = _borders(words, len(left), len(left) + len(said))
        bits = surprise(words) - surprise(cut(left + guess.meant + right))
        bits = max(-BITS, min(BITS, bits)) / 10
        features = {
            "bits": bits,
            f"bits:{guess.way.partition('-')[0]}": bits,
            "word": float(said in words),
            "own": counts().get(said, 0) / 10 if said in words else 0.0,
            "begins": float(begins),
            "ends": float(ends),
            "held": _held(words, len(left), len(left) + len(said), guess.filler),
        }
        if guess.way == "sound":
            # 将, 已 and 是 stand beside anything; 鸭 in place of 压 does not.
            usual = max(counts().get(a, 0) for a, b in zip(said, guess.word, strict=True) if a != b)
            features |= {"usual": usual / 10, "function": float(usual >= FUNCTION)}
        elif guess.way.endswith("unlisted"):
            # 有什么用 is how one asks; nobody hides 有用.
            features["opens"] = counts().get(guess.word[0], 0) / 10
        return features

    def weigh(self, text: str, guesses: Iterable[Guess]) -> list[Candidate]:
        """The guesses that are likelier a disguise than not, with their log-odds."""
        found: list[Guess] = []
        first: list[float] = []
        for guess in sorted(dict.fromkeys(guesses)):
            alone = self._alone(guess.way, guess.word, guess.meant, guess.filler, guess.fillers, guess.repeats,
                                guess.sound, guess.same, guess.shifts)  # fmt: skip
            if alone + self._most < self._likely:
                continue  # whatever stands around it
            around = self._around(text, guess)
            if around is not None:
                found.append(guess)
                first.append(alone + self._sum(around))
        first = [score + self._sum(heard)
                 for score, heard in zip(first, heard_features(text, found), strict=True)]  # fmt: skip
        out = []
        for guess, score, around in zip(found, first, surroundings(found, first, self._likely), strict=True):
            score += self._sum(around)
            if score > self._enough:
                out.append(Candidate(guess.start, guess.end, guess.meant, guess.evasion, score))
        return out

    def _weigh_alone(self, way: str, word: str, meant: str, filler: str, fillers: int, repeats: int, sound: float,
                     same: int, shifts: tuple[str, ...]) -> float:  # fmt: skip
        guess = Guess(0, 0, word, meant, way, "", fillers, repeats, 0, sound, same, shifts, filler)
        return self._weights.get("base", 0.0) + self._sum(own_features(guess))

    def _sum(self, features: Mapping[str, float]) -> float:
        weights = self._weights
        return sum([weights.get(name, 0.0) * value for name, value in features.items()])


def own_features(guess: Guess) -> dict[str, float]:
    """How the word would be hidden, whatever stands around it."""
    features = {
        f"way:{guess.way}": 1.0,
        f"filler:{guess.filler}": 1.0,
        "length": min(len(guess.word), 5) - 2.0,
        "same": guess.same / len(guess.word),
        "fillers": float(max(guess.fillers - 1, 0)),
        "repeats": float(guess.repeats),
        f"sound:{guess.way.partition('-')[0]}": guess.sound,
        "common": counts().get(guess.meant, 4) / 10,
        "code": float(guess.word != guess.meant),
        "two": float(guess.way == "sound" and len(guess.word) == 2),
    }
    for shift in guess.shifts:
        features[f"shift:{shift}"] = features.get(f"shift:{shift}", 0.0) + 1.0
    return features


def heard_features(text: str, guesses: Sequence[Guess]) -> Iterator[dict[str, float]]:
    """How many bits talk saves when each guess is put in its place, and what a character of it costs there."""
    if not guesses:
        return
    said, meant = talk().readings(text, [(guess.start, guess.end, guess.meant) for guess in guesses])
    for guess, before, after in zip(guesses, said.tolist(), meant.tolist(), strict=True):
        gain = max(-GAIN, min(GAIN, before - after)) / 10
        size = len(guess.meant + text[guess.end : guess.end + CONTEXT])
        yield {"talk": gain, f"talk:{guess.way.partition('-')[0]}": gain, "talk-cost": after / size / 10}


def surroundings(found: list[Guess], scores: list[float], likely: float) -> Iterator[dict[str, float]]:
    """What other guesses say of each, these being in order of place.

    ``company``: how many likely ones stand near by, for who hides one word hides more; ``again``: how many of them are
    behind the same filler. ``beaten`` and ``lead``: whether and by how much another reading of the same characters is
    likelier or less likely.
    """
    starts = [guess.start for guess in found]
    for at, guess in enumerate(found):
        company: set[int] = set()
        again: set[int] = set()
        rival = -NEARNESS
        for other in range(bisect_left(starts, guess.start - REACH), bisect_right(starts, guess.end + REACH)):
            beside = found[other]
            if beside.end <= guess.start or beside.start >= guess.end:
                if scores[other] > likely:
                    company.add(beside.start)
                    if guess.filler and beside.filler == guess.filler:
                        again.add(beside.start)
            elif other != at and (beside.meant != guess.meant):
                rival = max(rival, scores[other] - scores[at])
        yield {
            "company": float(min(len(company), 3)),
            "again": float(min(len(again), 3)),
            **({f"again:{guess.way}": float(min(len(again), 3))} if guess.filler else {}),
            "beaten": float(rival > 0),
            "lead": min(max(-rival, 0.0), NEARNESS),
        }


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands beside a span in its clause, at most ``WINDOW`` characters."""
    left, right = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    for mark in "，。\n ":
        left = left[left.rfind(mark) + 1 :]
        cut_at = right.find(mark)
        right = right if cut_at < 0 else right[:cut_at]
    return left, right


def _plain(words: list[str], start: int, guess: Guess, said: str) -> bool:
    """Whether what stands there is plain speech: a word that the guess would cut, 看看, 干干净净, 水和面."""
    known = counts()
    if guess.way == "twice":
        return said in known or (len(said) > 2 and said[0] == said[1] and known.get(said[:2], 0) > PLAIN_TWICE)
    if guess.way.startswith("soft") and not guess.same and guess.fillers < 2 and guess.sound > ALIKE:
        return True
    if guess.way.startswith("soft") and all(len(part) > 1 and part in known for part in said.split(guess.filler, 1)):
        return True  # 关节和软骨: the filler stands between two words
    end, at = start + len(said), 0
    for word in words:
        begin, at = at, at + len(word)
        if len(word) > 1 and word in known:
            # 有什么效果: the word that follows the filler goes on beyond the guess.
            if begin < end < at and begin > start:
                return True
            # 立马涨, 不合适: the filler belongs to a word of its own; but not before every character, 小肠小道.
            doubtful = guess.fillers < 2 and (
                guess.way.startswith("soft")
                or guess.way == "mid-unlisted"
                or (guess.way.startswith("mid") and guess.same < len(guess.word))
            )
            if doubtful and start <= begin and at <= end and guess.filler in word and word != said:
                return True
    return False


def _held(words: list[str], start: int, end: int, filler: str) -> float:
    """How common the word is that holds the filler and more of what was said: 父母 in 父母可以, which is no 不可以."""
    if not filler:
        return 0.0
    at, most = 0, 0
    for word in words:
        if len(word) > len(filler) and filler in word and start <= at and at + len(word) <= end:
            most = max(most, counts().get(word, 0))
        at += len(word)
    return max(most - 10, 0) / 10


def _borders(words: list[str], start: int, end: int) -> tuple[bool, bool]:
    at, begins, ends = 0, start == 0, False
    for word in words:
        at += len(word)
        begins = begins or at == start
        ends = ends or at == end
    return begins, ends
