"""The trained reader of papers: when it is asked, what it may do, and what it leaves to others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from governance.detect.clerk import Clerk, Opinion
from governance.detect.clerk.bearings import Beside, bearings, grams
from governance.detect.clerk.model import FORMAT
from governance.detect.evidence.answer import Answer, Judged
from governance.detect.filing import Filing
from governance.detect.findings import Detector
from governance.detect.hearing import Hearing
from governance.detect.judging import Judge, Judgement
from governance.detect.trained import Bearings
from governance.detect.view import View
from governance.detect.weighing import Weighing
from governance.errors import RulebookError
from governance.model import Document, Status
from governance.rulebook.book import load

BOOK = load()
DETECTOR = Detector(BOOK)
DAY = "2026-11-20"
REPORT = {"type": "test_report", "claim": "样品编号7 检验项目：耐磨"}


class Fixed(Clerk):
    """A clerk who always says the same."""

    def __init__(self, odds: float, family: str = "authenticity", status: Status = "violation",
                 share: float = 1.0) -> None:  # fmt: skip
        self.told = Opinion(odds, status, family, {family: share})

    def opinion(self, given: Bearings) -> Opinion:
        return self.told

    def spoke(self, given: Bearings, most: int = 6) -> list[tuple[str, float]]:
        return [("scoped", 0.4)][:most]


def heard(clerk: Clerk, text: str, judged: list[Judgement] | None = None, **given: Any) -> list[Judgement]:
    """What is left of the judgements when this clerk has spoken."""
    assert BOOK.source.reader is not None and BOOK.source.reader.papers is not None
    policy = msgspec.structs.replace(
        BOOK.source.reader.papers,
        charge_at=1.0,
        charge_proved_at=2.5,
        clear_below=-1.0,
        clear_worded_below=-3.0,
        name_at=0.7,
    )
    hearing = Hearing.of(BOOK)
    assert hearing is not None
    filing = Filing(BOOK, policy, clerk, hearing.reader, Weighing(BOOK, Judge(BOOK)))
    view = View(Document(id="x", text=text, **{"evidence": (REPORT,), **given}), DETECTOR.resolver)
    return filing.heard(view, judged if judged is not None else [], "home", DAY, explain=True)


def judged_by(kind: str, family: str = "authenticity") -> Judgement:
    """An open charge under a rule of a kind: ``reads``, ``compared``, or one with words of its own."""
    rule = next(
        one for one in BOOK.rules
        if one.family == family and (getattr(one.rule, kind) if kind != "match" else one.rule.match)
    )  # fmt: skip
    match = DETECTOR.finder.matches(View(Document(id="y", text="全网最低价"), DETECTOR.resolver))[0]
    return Judgement(rule, match, (), False, None, None, None)


def test_what_nobody_charges_is_charged_with_what_the_papers_state() -> None:
    (entry,) = heard(Fixed(3.0), "这批桌腿都是一块料")
    assert entry.rule.family == "authenticity" and entry.rule.rule.compared
    assert entry.evidence is not None and entry.evidence.outcome == "contradicts"
    assert "耐磨" in entry.evidence.said("zh") and "耐磨" in entry.evidence.said("en")
    assert entry.steps[-1].what == "clerk" and "[scoped]+0.4" in entry.steps[-1].outcome
    assert entry.confidence == pytest.approx(0.95)
    (entry,) = heard(Fixed(3.0, status="needs-evidence"), "这批桌腿都是一块料")
    assert entry.evidence is not None and entry.evidence.outcome == "narrow"


def test_it_is_asked_only_about_a_single_claim_with_papers_and_only_where_it_is_sure() -> None:
    assert heard(Fixed(0.9), "这批桌腿都是一块料") == []
    assert heard(Fixed(9.0), "这批桌腿都是一块料", evidence=()) == []
    assert heard(Fixed(9.0), "这批桌腿都是一块料，" * 20) == []
    assert heard(Fixed(9.0), "这批桌腿都是一块料\n桌面刷清漆") == []
    shop = ({"name": "桌子", "facts": {"material": "松木"}},)
    assert heard(Fixed(9.0), "这批桌腿都是一块料", evidence=(), products=shop) == []


def test_what_a_context_clears_is_no_claim_for_the_clerk_either() -> None:
    (entry,) = heard(Fixed(9.0), "以下情节纯属虚构演绎，桌腿都是一块料")
    assert entry.cleared_by is not None and not entry.cleared_by.startswith("evidence:")


def test_where_a_paper_has_cleared_the_words_of_a_rule_it_must_be_surer() -> None:
    proved = judged_by("match")._replace(cleared_by="evidence:test_report")
    assert heard(Fixed(2.0), "这批桌腿都是一块料", [proved]) == [proved]
    assert len(heard(Fixed(3.0), "这批桌腿都是一块料", [proved])) == 2


@pytest.mark.parametrize("kind", ["reads", "compared"])
def test_what_was_only_guessed_may_be_cleared_or_named_anew(kind: str) -> None:
    guess = judged_by(kind)
    (cleared,) = heard(Fixed(-2.0), "这批桌腿都是一块料", [guess])
    assert cleared.cleared_by == "evidence:test_report"
    assert cleared.evidence is not None and cleared.evidence.outcome == "fits"
    (named,) = heard(Fixed(2.0, "credential"), "这批桌腿都是一块料", [guess])
    assert named.rule.family == "credential" and not named.dropped
    (unsure,) = heard(Fixed(2.0, "credential", share=0.6), "这批桌腿都是一块料", [guess])
    assert unsure == guess


def test_what_a_named_fact_disproved_falls_only_where_it_is_surer() -> None:
    fact = Judged("contradicts", "test_report", Answer("contradicts", "写明铁。", "It says iron."))
    disproved = judged_by("compared")._replace(evidence=fact)
    (left,) = heard(Fixed(-2.0, "authenticity"), "这批桌腿都是一块料", [disproved])
    assert left.cleared_by is None and left.evidence == fact
    (cleared,) = heard(Fixed(-4.0), "这批桌腿都是一块料", [disproved])
    assert cleared.cleared_by == "evidence:test_report"


def test_a_paper_that_states_nothing_is_not_quoted() -> None:
    (entry,) = heard(Fixed(3.0, status="needs-evidence"), "这批桌腿都是一块料", evidence=({"type": "label"},))
    assert entry.evidence is not None and "没有写明" in entry.evidence.said("zh")


def test_of_two_guessed_families_the_one_it_names_stands() -> None:
    both = [judged_by("reads"), judged_by("reads", "credential")]
    one, other = heard(Fixed(2.0, "credential"), "这批桌腿都是一块料", both)
    assert one.dropped and not other.dropped


def test_the_words_of_a_rule_fall_only_where_it_is_surer_and_papers_could_prove_them() -> None:
    provable, hopeless = judged_by("match", "credential"), judged_by("match", "restricted")
    assert provable.rule.rule.clears and not hopeless.rule.rule.clears
    assert heard(Fixed(-2.0), "这批桌腿都是一块料", [provable]) == [provable]
    (cleared,) = heard(Fixed(-4.0), "这批桌腿都是一块料", [provable])
    assert cleared.cleared_by == "evidence:test_report"
    assert heard(Fixed(-4.0), "这批桌腿都是一块料", [hopeless]) == [hopeless]
    both = [provable, judged_by("reads")]
    assert heard(Fixed(9.0, "price"), "这批桌腿都是一块料", both) == both


def test_bearings_tell_which_figures_and_words_both_sides_have() -> None:
    paper = {"type": "test_report", "claim": "承重80kg 桌面", "valid_until": "2026-01-01", "scope": "样品"}
    view = View(Document(id="x", text="桌面承重两百斤，一米四长", evidence=(paper,)), DETECTOR.resolver)
    beside = Beside.of(view, BOOK, "home", DAY)
    assert beside is not None and DETECTOR.hearing is not None
    told = bearings(beside, DETECTOR.hearing.reader)
    assert told["figure differs mass"] and told["figure alone length"] and told["paper expired"] and told["scoped"]
    assert "both 桌面" in told and "only said 四长" in told and "only shown 样品" in told
    assert all(np.isfinite(value) for value in told.values())
    assert told == bearings(beside, DETECTOR.hearing.reader)


def test_grams_do_not_reach_over_figures_and_marks() -> None:
    assert grams("桌a3面，") == {"桌", "面", "a"}
    assert grams("桌面") == {"桌", "面", "桌面"}


def test_a_model_says_nothing_of_bearings_it_has_not_learned() -> None:
    data = {
        "names": "papers\0scoped", "families": "authenticity\0price",
        "weights": np.array([[10, 0, 4, -4], [5, -8, 0, 0]]),
        "scale": np.array([0.1, 0.1, 0.5, 0.5]), "biases": np.array([0.5, 0.0, 0.0, 0.0]),
    }  # fmt: skip
    clerk = Clerk.made_of(data)
    assert clerk.opinion({"unknown": 7.0}).odds == pytest.approx(0.5)
    told = clerk.opinion({"papers": 1.0, "scoped": 1.0, "unknown": 7.0})
    assert told.odds == pytest.approx(2.0) and told.status == "needs-evidence" and told.family == "authenticity"
    assert sum(told.shares.values()) == pytest.approx(1.0)
    assert clerk.spoke({"papers": 1.0, "scoped": 1.0, "unknown": 7.0}, 1) == [("papers", 1.0)]
    with pytest.raises(ValueError, match="differ in number"):
        Clerk.made_of({**data, "names": "papers"})


def test_a_model_that_is_none_is_one_clear_problem(tmp_path: Path) -> None:
    path = tmp_path / "papers.npz"
    for content in (b"", b"no archive"):
        path.write_bytes(content)
        with pytest.raises(RulebookError, match="train it anew"):
            Clerk.load(path)
    np.savez_compressed(path, format=FORMAT + 1)
    with pytest.raises(RulebookError, match="another format"):
        Clerk.load(path)
