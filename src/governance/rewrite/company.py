"""A sentence with what belongs to it: the question it answers, what leads up to it, what leans on it."""

from __future__ import annotations

import re

from governance.rewrite.clauses import cut, joined, over, size
from governance.rewrite.means import Means
from governance.rewrite.places import HARD, sentence_at, sentences_in, shape_of
from governance.rewrite.speech import is_ours, people_in

_LEAD = 20  # characters of a sentence that only leads up to another
_ASKS = ("？", "?")
_TOLD = 8  # characters of a sentence that tells enough to be heard as of a family
_BRIEF = 10  # characters of a sentence that may stand between two of one tale
_ANY = re.compile(r"[\d一二三四五六七八九十两]")
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千]{2}")
_HE = re.compile("[他她]")
_MOST = 4  # sentences on either side that the reader may still count to a claim


def with_company(text: str, first: int, last: int, line: tuple[int, int], means: Means,
                 family: str) -> tuple[int, int]:  # fmt: skip
    """``text[first:last]``, a sentence, with its marks and its company; ``text`` has its full stops made plain.

    Company is what would hang in the air without it, by its words or because the trained reader hears the same claim
    in it: how ill somebody was tells nothing once the cure is gone, and still advertises it.
    """
    right = _rightward(text, (first, last), line, means, family)
    left, told = first, 0
    while told < _MOST:
        one, two = _before(text, left, line), _before(text, _before(text, left, line), line)
        if one < left and _leads(text[one:left], text[left:right], means, family):
            told += not _talks(text[one:left], means)
            left = one
        elif two < one and _is_brief(text[one:left], means) and _leads(text[two:one], text[left:right], means, family):
            left = two  # a call between a question and its answer
        else:
            break
    return _with_person(text, left, right, line, means), right


def _before(text: str, left: int, line: tuple[int, int]) -> int:
    """Where the sentence before begins; ``left`` itself at the head of the line."""
    return max(sentence_at(text, left - 1, left - 1)[0], line[0]) if left > line[0] else left


def _leads(said: str, after: str, means: Means, family: str) -> bool:
    """Whether a sentence asks, announces or begins what the ones after it, which go, answer and end."""
    bare = said.strip(HARD + " ")
    if said.rstrip(" ")[-1:] in _ASKS or said.startswith("答") or _talks(said, means):
        return True
    if size(said) <= _LEAD and ("问" in said or means.fluency.lead_in.search(bare)):
        return True
    if means.fluency.waits(cut(bare)[-1]) and not (is_ours(said) or _ANY.search(said)):
        return True
    return _same_tale(said, after, means, family)


def _is_brief(said: str, means: Means) -> bool:
    """Whether a sentence is a mere call: short, and without a fact or a number."""
    said = said.strip(HARD + " ")
    return size(said) <= _BRIEF and not (means.fluency.fact.search(said) or _NUMBER.search(said))


def _with_person(text: str, left: int, right: int, line: tuple[int, int], means: Means) -> int:
    """Back to the sentence that says of whom what goes is told, where that only says 他 or 她."""
    fluency = means.fluency
    goes = text[left:right]
    he = _HE.search(goes)
    if he is None or fluency.person.search(goes[: he.start()]):
        return left
    at = left
    for _ in range(_MOST - 1):
        before = _before(text, at, line)
        said = text[before:at].strip(HARD + " ")
        if before == at or fluency.is_plain(said):
            break
        at = before
        if fluency.person.search(said):
            return at
    return left


def _rightward(text: str, sentence: tuple[int, int], line: tuple[int, int], means: Means, family: str) -> int:
    first, last = sentence
    right = last
    told = 0
    while right < line[1]:
        while right < line[1] and text[right] in HARD:
            right += 1
        stop = sentence_at(text, right, min(right + 1, line[1]))[1] if right < line[1] else right
        if stop <= right:
            break
        said = text[right:stop].strip()
        if not (means.fluency.leaning.search(said) or _talks(said, means)):
            told += 1
            same = _charged(said, means, family) or any(name in said for name in people_in(text[first:last]))
            if told > _MOST or not same:
                break
        right = stop
    if text[right - 1 : right] in _ASKS and right < line[1]:
        right = sentence_at(text, right, right + 1)[1]  # the answer to a question that goes
        while right < line[1] and text[right] in HARD:
            right += 1
    return right


def _talks(said: str, means: Means) -> bool:
    """Whether a sentence opens with talk about talk (弹幕有个姐姐说…) and tells no fact."""
    return bool(means.fluency.lead_in.search(cut(said)[0].words.strip())) and not means.fluency.fact.search(said)


def _same_tale(said: str, after: str, means: Means, family: str) -> bool:
    """Whether a sentence leads into the one that goes: the reader hears the claim in it, or what goes points back."""
    fluency = means.fluency
    if _charged(said, means, family):
        return True
    return bool(fluency.back.search(after)) and not (fluency.is_plain(said) or fluency.fact.search(said))


def prices_in(text: str, left: int, right: int, hit: tuple[int, int], means: Means) -> str:
    """What stays of a stretch that goes: the clauses that only name a price or a size, sentence by sentence."""
    out = ""
    shape = shape_of(text)
    for start, end in sentences_in(shape, left, right):
        clauses = cut(text[start:end])
        gone = over(clauses, hit[0] - start, hit[1] - start)
        told = joined([clauses[at] for at in means.fluency.plain_ones(clauses, gone)])
        if told:
            out += told + (shape[end] if end < right and shape[end] in HARD else "。")
    # A stretch that ends without a mark is the end of the line.
    return out if right and shape[right - 1] in HARD else out[:-1]


def _charged(said: str, means: Means, family: str) -> bool:
    said = said.strip(HARD + " ")
    calm = means.calm
    if not said or means.fluency.is_plain(said):
        return False
    clauses = [one.words.strip() for one in cut(said)]
    calm.hear((said, *clauses))
    if not calm.is_calm(said, "next") or not all(calm.is_calm(words, "worst") for words in clauses):
        return True
    return size(said) >= _TOLD and not calm.is_calm(said, "kin") and family in calm.families(said)
