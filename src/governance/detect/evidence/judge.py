"""Ask every comparison of every piece of evidence, and say what decided."""

from __future__ import annotations

from governance.detect.evidence.answer import Answer, Judged
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.compare import ALWAYS, CHOSEN
from governance.detect.evidence.compare.papers import about
from governance.detect.evidence.facts import Facts
from governance.rulebook.schema import Rule

_DEFAULT = ("number", "share", "scope", "region", "period", "function", "stock", "price", "issuer", "winner")
_ENOUGH = Answer("fits", "所附材料与所说相符。", "The evidence fits the claim.")


def judge(rule: Rule, claim: Claim) -> Judged | None:
    """Judge a claim by the evidence of its document; None when none bears on it.

    A contradiction decides over anything else, since a person must look; then what fits; then what is too
    narrow. Evidence of a type the rule does not accept can contradict, but never clear.
    """
    best: Judged | None = None
    for item in claim.document.evidence:
        judged = _one(rule, claim, Facts(item))
        if judged is not None and (best is None or _RANK[judged.outcome] > _RANK[best.outcome]):
            best = judged
    return best


_RANK = {"narrow": 0, "fits": 1, "contradicts": 2}


def _one(rule: Rule, claim: Claim, facts: Facts) -> Judged | None:
    accepted = facts.type in rule.clears
    names = rule.compare or _DEFAULT
    answers = [
        answer
        for compare in (*ALWAYS.values(), *(CHOSEN[name] for name in names if name in CHOSEN))
        if (answer := compare(claim, facts)) is not None
    ]
    for answer in answers:
        if answer.outcome == "contradicts" and (accepted or rule.compare):
            return Judged("contradicts", facts.type, answer)
    if not accepted:
        return None
    for answer in answers:
        if answer.outcome == "narrow":
            return Judged("narrow", facts.type, answer)
    if not answers and (elsewhere := about(claim, facts)) is not None:
        return Judged("narrow", facts.type, elsewhere)  # nothing compared: at least it must speak of the same thing
    return Judged("fits", facts.type, next(iter(answers), _ENOUGH))
