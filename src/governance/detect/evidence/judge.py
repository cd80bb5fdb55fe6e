"""Ask every comparison of every piece of evidence, and say what decided."""

from __future__ import annotations

from governance.detect.evidence.answer import WEIGHT, Answer, Judged
from governance.detect.evidence.beside import Laid, beside, linked
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.compare import ALWAYS, CHOSEN
from governance.detect.evidence.compare.amounts import covered
from governance.detect.evidence.compare.kinds import elsewhere as wording_elsewhere
from governance.detect.evidence.compare.measured import uncovered
from governance.detect.evidence.compare.papers import about
from governance.detect.evidence.compare.when import picked
from governance.detect.evidence.paper import Sheet, papers_of
from governance.rulebook.schema import Rule

_DEFAULT = ("number", "share", "scope", "region", "period", "function", "stock", "price", "issuer", "winner")
_FIGURES = frozenset(("number", "figure", "measure"))
ENOUGH = Answer("fits", "所附材料与所说相符。", "The evidence fits the claim.")


def judge(rule: Rule, claim: Claim) -> Judged | None:
    """Judge a claim by the evidence of its document; None when none bears on it.

    A contradiction decides over anything else, since a person must look; then what fits; then what is too
    narrow. Evidence of a type the rule does not accept can contradict, but never clear.
    """
    best: Judged | None = None
    attached = len(claim.document.evidence)  # what a product states of itself proves nothing and is read elsewhere
    sheets = papers_of(claim.view, claim.table)[:attached] if claim.table is not None else []
    for sheet in sheets:
        judged = _one(rule, claim, sheet)
        if judged is not None and (best is None or WEIGHT[judged.outcome] > WEIGHT[best.outcome]):
            best = judged
    return best


def _one(rule: Rule, claim: Claim, sheet: Sheet) -> Judged | None:
    facts = sheet.facts
    accepted = facts.type in rule.clears or sheet.table.listed(facts.type) in rule.clears
    if not accepted and not rule.compare:
        return None
    names = rule.compare or _DEFAULT
    laid = beside(claim, sheet) if accepted or linked(claim, sheet) else None
    general = laid.answer if laid is not None else None
    outcome = general.outcome if general is not None else None
    agreed = outcome == "fits" and (not claim.figures or covered(claim, sheet))
    asked = {**ALWAYS, **{name: CHOSEN[name] for name in names if name in CHOSEN}}
    told = {name: answer for name, compare in asked.items() if (answer := compare(claim, facts)) is not None}
    for name, said in told.items():
        # A figure of another month, model or test is no other figure of this one.
        heard = not ((outcome == "narrow" or agreed) and name in _FIGURES)
        if said.outcome == "contradicts" and heard:
            return Judged("contradicts", facts.type, said)
    if not accepted:
        return None
    if general is not None and outcome == "contradicts":
        return Judged("contradicts", facts.type, general)
    # What the general comparison found to fit is not undone by one that saw only part of the number.
    # A CCC certificate in the file of the goods need not say that it is one.
    by_kind = claim.document.filed and any(word in claim.clause for word in sheet.known.speaks)
    if by_kind:
        told.pop("about", None)
    told_otherwise = {*_FIGURES, "about"} | ({"wording"} if laid is not None and laid.by is picked else set())
    same_stuff = any(name in told and told[name].outcome == "fits" for name in ("share", "material"))
    rest = [said for name, said in told.items()
            if not (outcome == "fits" and name in told_otherwise) and not (same_stuff and name == "about")]  # fmt: skip
    if laid is not None and _says_nothing(claim, laid, alike=same_stuff or by_kind):
        general = None
    for answer in (*rest, general):
        if answer is not None and answer.outcome == "narrow":
            return Judged("narrow", facts.type, answer)
    if general is not None:
        return Judged("fits", facts.type, general)
    if not rest and not by_kind and (elsewhere := about(claim, facts)) is not None:
        return Judged("narrow", facts.type, elsewhere)  # nothing compared: at least it must speak of the same thing
    fits = (answer for answer in rest if answer.outcome == "fits")
    return Judged("fits", facts.type, next(fits, ENOUGH))


def _says_nothing(claim: Claim, laid: Laid, *, alike: bool) -> bool:
    """Whether a paper that is too little is so by its words only, while it is of the same stuff or of the kind that is
    named (``alike``); or, in a file of the goods, by a figure that is not the claim's."""
    if laid.by is wording_elsewhere:
        return alike
    return laid.by is uncovered and claim.document.filed and not claim.quantities
