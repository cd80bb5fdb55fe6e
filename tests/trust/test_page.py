"""docs/trust.md derives one score by hand: the page, its arithmetic and the program must agree."""

from __future__ import annotations

import math
import re

import pytest

from governance.cases.dates import instant
from governance.trust.board import Board
from governance.trust.world import open_world
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "trust.md").read_text("utf-8")


@pytest.fixture(scope="module")
def board() -> Board:
    return open_world(None, None).board(instant("2026-11-22", "--as-of"))


def rows(columns: int) -> list[list[str]]:
    found = re.findall(r"^\| ([a-z-]+) \| ([\d. |]+) \|$", PAGE, re.M)
    cells = [[name, *(cell.strip() for cell in rest.split("|"))] for name, rest in found]
    return [row for row in cells if len(row) == columns]


def test_the_rates_are_the_programs_and_give_the_points(board: Board) -> None:
    row = board.row("M001")
    table = rows(6)
    assert len(table) == 7
    for name, of, over, trade, strength, points in table:
        placed = board.measure(name)
        assert (int(of), int(over)) == (placed.k[row], placed.n[row])
        assert f"{placed.trade[row]:.4f}" == trade and f"{placed.strength[row]:.2f}" == strength
        assert f"{placed.points[row] / 100:.2f}" == points
        mean, weight = float(placed.trade[row]), float(placed.strength[row])
        rate = (int(of) + mean * weight) / (int(over) + weight)
        z = (rate - mean) / math.sqrt(mean * (1 - mean) / (weight + 1))
        z = z if board.policy.measures[name].good == "high" else -z
        assert float(points) == pytest.approx(50 * (1 + max(-1, min(1, z / 2))), abs=0.01)


def test_the_components_add_up_to_the_score(board: Board) -> None:
    score = board.score("M001")
    table = rows(4)
    assert [name for name, *_ in table] == list(board.policy.weights)
    total = 0
    for name, weight, points, share in table:
        assert f"{score.parts[name] / 100:.2f}" == points and board.policy.weights[name] == int(weight)
        assert int(weight) * round(float(points) * 100) // 1000 == round(float(share) * 100)
        total += round(float(share) * 100)
    assert total == score.score and f"comes to {total / 100:.2f}" in PAGE and f"Together {total / 100:.2f}" in PAGE


def test_the_conduct_by_hand(board: Board) -> None:
    days = float(re.search(r"([\d.]+) days of business", PAGE)[1])  # type: ignore[index]
    good, bad = 4 + 0.25 * days, 1.0
    mean = good / (good + bad)
    bound = mean - math.sqrt(mean * (1 - mean) / (good + bad + 1))
    assert int(bound * 10_000) == board.score("M001").parts["conduct"]


def test_the_index_by_hand() -> None:
    weights = {"repeat": 250, "bad-ratings": 175, "quality-refunds": 75, "after-sales": 75, "replies": 75,
               "logistics": 100, "reports": 250}  # fmt: skip
    total = sum(weights[name] * round(float(points) * 100) for name, _, _, _, _, points in rows(6))
    assert f"is {total // 1000 / 100:.2f}" in PAGE
