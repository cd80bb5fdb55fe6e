"""Recall and clean lines flagged under each attack, for people."""

from __future__ import annotations

from typing import Any, TextIO

from rich.console import Console
from rich.table import Table


def show(figures: dict[str, Any], out: TextIO) -> None:
    """Print one row an attack, the unattacked figures first."""
    console = Console(file=out, highlight=False, soft_wrap=True, markup=False, emoji=False)
    table = Table(title="under attack", title_justify="left", box=None, pad_edge=False)
    for name in ("attack", "hidden", "recall", "kept", "clean flagged", "more"):
        table.add_column(name, justify="left" if name == "attack" else "right")
    for name, block in figures.items():
        table.add_row(
            name, str(block.get("hidden", "")), _number(block["recall"]["value"]), _number(block.get("recall_kept")),
            _number(block["clean_flagged"]["value"]), _number(block.get("clean_flagged_more")),
        )  # fmt: skip
    console.print(table)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
