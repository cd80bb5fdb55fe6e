"""Pairs of heard and meant become proposals with counts and counter-examples, none of them in force."""

from __future__ import annotations

from pathlib import Path

from governance.errors import Problem
from governance.rulebook.schema import LexiconFile
from governance.rulebook.yamlsafe import decode
from governance.workbench.learn import Pair, propose, read_pairs, to_yaml

PAIRS = [
    Pair("找大白问问", "找医生问问", 1),
    Pair("大白说能吃", "医生说能吃", 2),
    Pair("大白很可爱", "大白很可爱", 3),
    Pair("调某理肠胃", "调理肠胃", 4),
    Pair("用来调某理", "用来调理", 5),
]


def test_a_code_word_with_what_speaks_against_it() -> None:
    (code,) = [p for p in propose(PAIRS) if p.kind == "codeword"]
    assert (code.said, code.meant, code.lines, code.against) == ("大白", "医生", 2, 1)
    assert code.counter == ("大白很可爱",)


def test_a_filler() -> None:
    assert [p.said for p in propose(PAIRS) if p.kind == "filler"] == ["某"]


def test_what_is_seen_once_is_not_proposed() -> None:
    assert propose(PAIRS[:1]) == []


def test_the_file_is_a_lexicon_that_changes_nothing(tmp_path: Path) -> None:
    text = to_yaml(propose(PAIRS), 'a "b"\n.tsv')
    file, _ = decode(tmp_path / "l.yaml", text.encode(), LexiconFile)
    assert file.codewords == ()
    assert file.fillers == {}
    accepted = text.replace("codewords: []", "codewords:").replace('#  - {said: ["大白"]', '  - {said: ["大白"]')
    kept = "\n".join(line for line in accepted.splitlines() if not line.startswith(("#", "fillers")))
    file, _ = decode(tmp_path / "l.yaml", kept.encode(), LexiconFile)
    assert file.codewords[0].said == ("大白",)


def test_bad_lines_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_bytes("只有一栏\n好\t坏\n".encode() + b"\xff\xfe\ta\n")
    items = list(read_pairs(path))
    assert [item.place.line for item in items if isinstance(item, Problem) and item.place] == [1, 3]
    assert [item for item in items if isinstance(item, Pair)] == [Pair("好", "坏", 2)]
