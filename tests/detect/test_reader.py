"""The trained reader: the same odds however a passage is cut out, sane passages, and its two powers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.detect.findings import Detector
from governance.detect.reader import Grams, Reader
from governance.detect.reader.passages import CLAUSE, ENOUGH, STEP, WHOLE, clauses, passages
from governance.errors import RulebookError
from governance.language.grams import BETWEEN, LIST, codes_of, spelled
from governance.language.sentences import sentences
from governance.language.wordlists import WordLists
from governance.model import Document
from governance.rulebook import book

TEXT = st.text(alphabet="全网最低价治疗痘痘不敢说，。我们家a1😀\ud800", max_size=200)


@pytest.fixture(scope="module")
def reader() -> Reader:
    rulebook = book.load()
    return Reader.load(Path(rulebook.source.reader_model), rulebook.lists)


@given(TEXT)
@settings(max_examples=150, deadline=None)
def test_grams_are_found_as_they_are_spelled(text: str) -> None:
    scope, illness = chr(LIST), chr(LIST + 1)
    known = ["最", "全网", "最低价", "\t治痘", "\t不说", "，", "。我", scope, illness, f"\t{scope}最", f"\t治{illness}",
             f"\t{scope}{illness}"]  # fmt: skip
    marks = WordLists({"scope": ("全网", "我们家"), "illness": ("痘痘", "全网最低")}).find(text)
    found = Grams(BETWEEN.join(known)).find(codes_of(text), marks)
    counts = np.bincount(np.concatenate((found.rows.ravel(), found.listed.numbers)), minlength=len(known) + 1)
    for number, gram in enumerate(known, 1):
        assert counts[number] == sum(one == gram for one in spelled(text, marks))


def test_words_of_lists_are_paired_within_their_clause() -> None:
    text = "全网的面膜里最低，治痘痘"
    marks = WordLists({"scope": ("全网",), "illness": ("痘痘", "低")}).find(text)
    assert list(zip(*(column.tolist() for column in marks), strict=True)) == [(0, 2, 0), (10, 12, 1)]
    said = [gram for gram in spelled(text, marks) if any(ord(ch) >= LIST for ch in gram)]
    scope, illness = chr(LIST), chr(LIST + 1)
    assert f"\t{scope}低" in said  # six characters between
    assert f"\t治{illness}" in said
    assert f"\t{scope}{illness}" not in said  # a comma between
    assert f"\t，{illness}" not in said


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_passage_reads_the_same_inside_a_text_and_alone(reader: Reader, data: st.DataObject) -> None:
    text = data.draw(TEXT.filter(lambda t: len(t) > 1))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    inside = reader.odds(reader.page(text), np.array([[start, end]]))
    alone = reader.odds(reader.page(text[start:end]), np.array([[0, end - start]]))
    assert inside == pytest.approx(alone, abs=1e-6)


@given(TEXT)
@settings(max_examples=150, deadline=None)
def test_passages_cover_every_sentence(text: str) -> None:
    spans = sentences(text)
    cut = passages(spans)
    for start, end in spans:
        assert any(low <= start and end <= high for low, high in cut)
    if spans and spans[-1][1] - spans[0][0] > WHOLE:
        assert all(high - low >= ENOUGH or high == spans[-1][1] for low, high in cut)


def test_it_charges_what_no_rule_knows_and_says_so() -> None:
    detector = Detector(book.load())
    rule = next(r for r in detector.book.rules if r.rule.id == "disparagement/reads-like")
    for example in rule.rule.examples.flag:
        text = example if isinstance(example, str) else example.text
        document = Document(id="d", text=text, category=None if isinstance(example, str) else example.category)
        finding = next(f for f in detector.detect(document, "2026-11-22").findings if f.rule == rule.rule.id)
        assert text[finding.start : finding.end] == finding.quote
        assert 0.5 < finding.confidence <= 1


@pytest.mark.parametrize("text", ['`{"id","fit","faults":[{"fault","rules"}]}`', "a fault is found", "12345 67890 111"])
def test_what_is_not_chinese_is_not_charged_by_guess(text: str) -> None:
    assert not Detector(book.load()).detect(Document(id="t", text=text), "2026-11-22").findings


def test_it_clears_a_rules_match_and_shows_it() -> None:
    detector = Detector(book.load())
    detected = detector.detect(Document(id="d", text="老板说了，洗衣机最大承重十公斤，超过了电机会响"), "2026-11-22")
    assert not [f for f in detected.findings if f.status != "advisory"]


def test_words_of_lists_are_told_by_the_name_of_their_list(reader: Reader) -> None:
    text = "坚持喝能治高血压治糖尿病"
    told = [gram for gram, _ in reader.spoke(reader.page(text), 0, len(text), 200)]
    assert any("{ailment}" in gram for gram in told)
    assert not any(ord(ch) >= LIST for gram in told for ch in gram)


def test_a_text_cannot_pass_for_words_of_lists(reader: Reader) -> None:
    marked = "".join(chr(LIST + number) for number in range(len(reader.lists.names)))
    text = f"甲乙{marked}丙丁"
    known = reader.grams.find(codes_of(text), reader.lists.find(text))
    assert not len(known.listed.numbers)
    assert not any(ord(ch) >= LIST for number in np.unique(known.rows) for ch in reader.grams.texts[number])


def test_a_broken_model_is_one_clear_line(tmp_path: Path) -> None:
    broken = tmp_path / "model.npz"
    broken.write_bytes(b"PK\x03\x04 not a model")
    with pytest.raises(RulebookError, match=r"model\.npz"):
        Reader.load(broken, {})


def test_windows_of_a_passage_cover_it_and_know_nothing_beyond() -> None:
    text = "一袋五斤现发，这批米是头茬，煮的时候水放多一指头，邻居喝了半个月血糖就稳了，袋子别沾水"
    cut = clauses(text, 7, len(text))
    assert {at for start, end in cut for at in range(start, end)} == set(range(7, len(text)))
    assert cut == [(start + 7, end + 7) for start, end in clauses(text[7:], 0, len(text) - 7)]
    assert all(end - start <= CLAUSE + STEP for start, end in cut)
    run = "没有标点的一口气说下来的话" * 8
    assert all(end - start <= CLAUSE for start, end in clauses(run, 0, len(run)))


def test_a_calm_claim_is_heard_in_ordinary_talk(reader: Reader) -> None:
    talk = "扣一的我看见了，码数报身高体重，{}，快递周末不发，礼拜一统一走，地址写错的私信客服"
    odds = [
        float(reader.odds(page := reader.page(talk.format(said)), np.array([[0, len(page.text)]]))[0])
        for said in ("邻居喝了半个月血糖就稳了", "邻居买了两箱放车库里了")
    ]
    assert odds[0] > odds[1] + 1


def test_what_reads_plainly_bad_by_itself_is_not_cleared_by_its_company() -> None:
    text = "这款面膜补水保湿，膜布是天丝的，三天根治痘痘，一盒五片四十九元"
    detected = Detector(book.load()).detect(Document(id="d", text=text, category="cosmetic"), "2026-11-22")
    assert "medical" in {finding.family for finding in detected.findings}


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("对感冒有治疗作用", {"medical"}),
        ("智能温控\n对感冒有治疗作用\n线长一米八", {"medical"}),
        ("对感冒没有治疗作用", set()),
    ],
)
def test_a_short_line_of_copy_is_not_cleared_for_its_calm(text: str, families: set[str]) -> None:
    detector = Detector(book.load())
    said, written = (
        detector.detect(Document(id="d", text=text, category="electronics", kind=kind), "2026-11-22")
        for kind in ("speech", "copy")
    )
    assert {finding.family for finding in written.findings} == families
    assert not families or "reader" in {finding.cleared_by for finding in said.cleared}
