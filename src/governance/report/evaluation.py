"""The evaluation for people: a table by family, category and kind, the confusions, the worst ten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table

_COLUMNS = ("lines", "recall", "precision", "clean_flagged", "status")


def _cell(rate: dict[str, Any]) -> str:
    if rate["value"] is None:
        return "–"
    return f"{rate['value']:.3f} [{rate['low']:.2f}–{rate['high']:.2f}]"


def _table(title: str, blocks: dict[str, dict[str, Any]]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    table.add_column("")
    for name in _COLUMNS:
        table.add_column(name.replace("_", " "), justify="right")
    for name, block in blocks.items():
        table.add_row(name, str(block["lines"]), *(_cell(block[column]) for column in _COLUMNS[1:]))
    return table


def show(figures: dict[str, Any], out: TextIO, wrong: Sequence[Any] = ()) -> None:
    """Print the figures; ``wrong`` is the cases to list when every wrong line is wanted."""
    console = Console(file=out, highlight=False, soft_wrap=True, markup=False, emoji=False)
    console.print(_table("all", {"all": figures["all"]}))
    console.print(_table("\nby family", figures["by_family"]))
    console.print(_table("\nby category", figures["by_category"]))
    console.print(_table("\nby kind", figures["by_kind"]))
    if figures["confusions"]:
        console.print("\nconfusions (labelled → found)")
        for row in figures["confusions"]:
            console.print(f"  {row['expected']} → {row['found']}: {row['lines']}")
    if figures["clean_flagged_as"]:
        console.print("\nclean lines flagged by")
        for rule, count in figures["clean_flagged_as"].items():
            console.print(f"  {rule}: {count}")
    rows = (
        [
            {"id": c.id, "label": c.label, "families": list(c.families), "found": list(c.rules), "text": c.text}
            for c in wrong
            if not c.right
        ]
        if wrong
        else figures["worst"]
    )
    if rows:
        console.print("\nall wrong lines" if wrong else "\nthe worst ten")
        for row in rows:
            families = "/".join(row["families"])
            found = ", ".join(row["found"]) or "nothing"
            console.print(f"  {row['id']} {row['label']} {families} → {found}: {row['text'][:160]}")
