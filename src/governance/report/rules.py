"""Rules and explanations for people."""

from __future__ import annotations

from typing import Any, TextIO

from rich.console import Console
from rich.table import Table

from governance.model import Lang


def _console(out: TextIO) -> Console:
    return Console(file=out, highlight=False, soft_wrap=True, markup=False, emoji=False)


def show_list(rows: list[dict[str, Any]], stamp: str, out: TextIO) -> None:
    """A line a rule."""
    table = Table(box=None, pad_edge=False)
    for name in ("id", "status", "severity", "title", "law"):
        table.add_column(name, no_wrap=True)
    for row in rows:
        table.add_row(row["id"], row["status"], row["severity"], row["title"], " ".join(row["law"]))
    console = _console(out)
    console.print(table)
    console.print(f"{len(rows)} rules  {stamp}", style="dim")


def show_card(card: dict[str, Any], lang: Lang, out: TextIO) -> None:
    """One rule, in the order a reader asks: what, why, law, instead, how it is found, what clears it."""
    console = _console(out)
    console.print(f"{card['id']}  {card['title'][lang]}", style="bold")
    console.print(f"{card['status']} · {card['severity']} · {card['place']}", style="dim")
    console.print(card["reason"][lang])
    console.print(f"→ {card['suggest'][lang]}", style="green")
    if card["law"]:
        console.print("law: " + " ".join(card["law"]))
    for key in ("categories", "not_categories", "kinds", "clears", "compare"):
        if card[key]:
            console.print(f"{key}: " + " ".join(card[key]))
    for entry in card["match"]:
        found = entry if isinstance(entry, str) else " & ".join(entry["all"]) + f" within {entry['within']}"
        console.print(f"match: {found}")
    for text in card["except"]:
        console.print(f"except: {text}")
    for name, context in card["contexts"].items():
        console.print(f"unless {name}: {context['title'][lang]} – {context['why'][lang]}")
    for key in ("flag", "pass"):
        for example in card["examples"][key]:
            console.print(f"{key}: {example if isinstance(example, str) else example['text']}")


def show_trace(steps: dict[str, Any], out: TextIO) -> None:
    """Every candidate with every step tried on it."""
    console = _console(out)
    goods = steps["category"]
    console.print(f"{steps['rule']} on: {steps['folded']}")
    console.print(f"goods: {goods['name']} (by {goods['by']}, {goods['confidence']:.0%}); applies: {steps['applies']}")
    for candidate in steps["candidates"]:
        console.print(f"candidate 【{candidate['quote']}】 by {candidate['pattern']}", style="bold")
        for step in candidate["steps"]:
            console.print(f"  {step['tried']}: {step['outcome']}")
        console.print(f"  ⇒ {candidate['decision']}", style="green" if "cleared" in candidate["decision"] else "red")
    if not steps["candidates"]:
        console.print("no candidate")
        for row in steps["witnesses"]:
            need = "/".join(row["missing"]) or "(all words present, but not in this shape)"
            console.print(f"  {row['pattern']}: needs {need}")
