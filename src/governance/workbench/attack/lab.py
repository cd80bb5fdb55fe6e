"""The evasion lab: the same labelled documents with their words hidden, violations and clean lines alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from random import Random
from typing import Any, NamedTuple

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from governance.model import Document, Scan
from governance.pipeline import Scanner
from governance.workbench.attack import ATTACKS
from governance.workbench.evaluate import Case, case_of, report

HIDDEN = 2  # words hidden in a document; who hides every word is not understood by buyers either
Span = tuple[int, int]


class Hidden(NamedTuple):
    """A document with words hidden, and ``pairs`` of what stands there and what is meant."""

    document: Document
    pairs: tuple[tuple[str, str], ...]


class Hider:
    """Hides claim words. ``words`` are those that rules and lexicons know; the longest are chosen first."""

    def __init__(self, words: Iterable[str]) -> None:
        known = sorted({word for word in words if len(word) > 1 and all("一" <= ch <= "鿿" for ch in word)})
        self._words = AhoCorasick(known, matchkind=MatchKind.LeftmostLongest)

    def hide(self, document: Document, attack: str, claims: Iterable[Span], seed: int) -> Hidden:
        """The document with up to two claim words hidden by ``attack``, or as it is where none can be.

        ``claims`` are the spans to choose words from; where no known word stands in them, all of the text is searched.
        Labelled ``spans`` follow the change, so that each quote still occurs in the text.
        """
        key = f"{seed}\x1f{attack}\x1f{document.id}\x1f{document.text}"
        random = Random(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest())  # noqa: S311 - an experiment
        found = [(start, end) for _, start, end in self._words.find_matches_as_indexes(document.text)]
        spans = tuple(claims)
        inside = [place for place in found if any(place[0] < end and start < place[1] for start, end in spans)]
        places = inside or found
        chosen = sorted(random.sample(places, min(HIDDEN, len(places))))
        pieces: list[str] = []
        pairs: list[tuple[str, str]] = []
        at = 0
        for start, end in chosen:
            word = document.text[start:end]
            disguise = ATTACKS[attack](word, random)
            pieces += [document.text[at:start], disguise]
            pairs.append((disguise, word))
            at = end
        text = "".join([*pieces, document.text[at:]])
        return Hidden(_with_text(document, text, chosen, pairs), tuple(pair for pair in pairs if pair[0] != pair[1]))


def _with_text(document: Document, text: str, chosen: list[Span], pairs: list[tuple[str, str]]) -> Document:
    lines = text.split("\n")
    utterances = document.utterances
    if len(lines) == len(utterances):
        utterances = tuple(
            msgspec.structs.replace(utterance, text=line) for utterance, line in zip(utterances, lines, strict=True)
        )
    else:
        utterances = ()
    extra = dict(document.extra)
    if isinstance(extra.get("spans"), list):
        extra["spans"] = [_moved(document.text, span, chosen, pairs) for span in extra["spans"]]
    return msgspec.structs.replace(document, text=text, utterances=utterances, extra=extra)


def _moved(text: str, span: Any, chosen: list[Span], pairs: list[tuple[str, str]]) -> Any:
    if not isinstance(span, dict) or not isinstance(span.get("quote"), str):
        return span
    begin = text.find(span["quote"])
    if begin < 0:
        return span
    end, at, out = begin + len(span["quote"]), begin, []
    for (start, stop), (disguise, _) in zip(chosen, pairs, strict=True):
        if start >= begin and stop <= end:
            out += [text[at:start], disguise]
            at = stop
    return {**span, "quote": "".join([*out, text[at:end]])}


def claims_of(document: Document, scan: Scan) -> list[Span]:
    """Where a document's claims stand: its labelled spans, else what was found in it unhidden."""
    quotes = [span.get("quote") for span in document.extra.get("spans") or () if isinstance(span, dict)]
    places = [(document.text.find(quote), quote) for quote in quotes if isinstance(quote, str) and quote]
    spans = [(at, at + len(quote)) for at, quote in places if at >= 0]
    return spans or [(finding.start, finding.end) for finding in scan.findings if finding.status != "advisory"]


class Lab:
    """Scans documents again under each attack."""

    def __init__(self, scanner: Scanner, attacks: tuple[str, ...], seed: int) -> None:
        self._scanner = scanner
        self._seed = seed
        self._hider = Hider((*scanner.resolver.vocabulary.words, *scanner.literals))
        self._cases: dict[str, list[Case]] = {name: [] for name in attacks}
        self._hidden = dict.fromkeys(attacks, 0)

    def attack(self, document: Document, scan: Scan) -> None:
        """Judge a labelled document, whose plain ``scan`` is known, under each attack."""
        claims = claims_of(document, scan) if document.extra.get("label") != "clean" else []
        for name, cases in self._cases.items():
            hidden = self._hider.hide(document, name, claims, self._seed)
            self._hidden[name] += bool(hidden.pairs)
            case = case_of(hidden.document, self._scanner.scan(hidden.document) if hidden.pairs else scan)
            if case is not None:
                cases.append(case)

    def figures(self, plain: list[Case]) -> dict[str, Any]:
        """The figures under each attack beside those of the ``plain`` cases."""
        return compare(plain, self._cases, self._hidden)


def compare(plain: list[Case], attacked: dict[str, list[Case]], hidden: dict[str, int]) -> dict[str, Any]:
    """Figures under each attack beside those without.

    ``recall_kept`` is recall under the attack as a share of recall without; ``clean_flagged_more`` is by how much the
    share of clean lines flagged rises; ``hidden`` counts the documents that the attack could change at all.
    """
    base = report(plain)["all"]
    out: dict[str, Any] = {"none": {"recall": base["recall"], "clean_flagged": base["clean_flagged"]}}
    for name, cases in attacked.items():
        block = report(cases)["all"]
        recall, clean = block["recall"]["value"], block["clean_flagged"]["value"]
        known = base["recall"]["value"]
        out[name] = {
            "recall": block["recall"],
            "clean_flagged": block["clean_flagged"],
            "recall_kept": None if not known or recall is None else round(recall / known, 4),
            "clean_flagged_more": None if clean is None else round(clean - base["clean_flagged"]["value"], 4),
            "hidden": hidden[name],
        }
    return out
