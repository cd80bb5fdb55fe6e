"""``pinocchio eval``: precision and recall on labelled documents."""

from __future__ import annotations

import sys
from typing import Annotated, Any, NamedTuple

import typer

from governance.cli import options
from governance.errors import Problem, UsageError

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_FLOORS = ("recall", "precision", "status", "clean_flagged")
_UNDER_ATTACK = ("recall_kept", "clean_flagged_more")


@app.command()
def evaluate(
    gold: Annotated[list[str], typer.Argument(metavar="GOLD...", help="Labelled documents (JSON lines).")],
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    fail_under: Annotated[list[str] | None, typer.Option(
        "--fail-under", metavar="NAME=VALUE",
        help="Exit 1 when a figure is worse: recall=0.9, precision=0.9, status=0.85, clean_flagged=0.05; with --attack "
        "also ATTACK.recall_kept=0.9 and ATTACK.clean_flagged_more=0.02, or all.recall_kept (repeatable).",
    )] = None,
    attack: Annotated[str | None, typer.Option(
        "--attack", metavar="all|NAME,...", help="Hide words in each document and measure again under each attack.",
    )] = None,
    seed: Annotated[int, typer.Option("--seed", help="Chooses which words are hidden and how.")] = 1,
    wrong: Annotated[bool, typer.Option("--wrong", help="List every line judged wrongly.")] = False,
) -> None:  # fmt: skip
    """Measure precision and recall on labelled documents, by family, category and kind, with 95 % intervals.

    With --attack the same words are hidden in violations and in clean lines, by sound, fillers, halves of characters,
    pinyin and so on, and recall and clean lines flagged are shown beside those without.

    Example: pinocchio eval corpora/labelled/holdout.jsonl --fail-under recall=0.8
    """
    from governance.ingest import read_documents
    from governance.pipeline import Scanner
    from governance.workbench.attack.lab import Lab
    from governance.workbench.evaluate import Case, case_of, report

    options.one_of(format_, ("text", "json"), "--format")
    attacks = _attacks(attack)
    floors = [_floor(text, attacks) for text in fail_under or ()]
    scanner = Scanner.load(tuple(rules or ()), as_of=options.day(as_of))
    cases: list[Case] = []
    lab = Lab(scanner, attacks, seed) if attacks else None
    problems = unlabelled = 0
    for item in read_documents(gold):
        if isinstance(item, Problem):
            problems += 1
            options.complain(item)
            continue
        scan = scanner.scan(item)
        case = case_of(item, scan)
        if case is None:
            unlabelled += 1
            continue
        cases.append(case)
        if lab is not None:
            lab.attack(item, scan)
    if unlabelled:
        print(f"pinocchio: {unlabelled} documents carry no label; give each a `label`", file=sys.stderr)  # noqa: T201
    figures = report(cases)
    if lab is not None:
        figures["attacks"] = lab.figures(cases)
    if format_ == "json":
        from governance.report.jsonl import dumps

        typer.echo(dumps(figures))
    else:
        from governance.report.evaluation import show

        show(figures, sys.stdout, cases if wrong else [])
        if lab is not None:
            from governance.report.attack import show as show_attacks

            show_attacks(figures["attacks"], sys.stdout)
    if problems or not cases:
        raise typer.Exit(2)
    failed = [text for floor, text in floors if _below(figures, floor)]
    for text in failed:
        print(f"pinocchio: below the floor {text}", file=sys.stderr)  # noqa: T201
    raise typer.Exit(1 if failed else 0)


def _attacks(text: str | None) -> tuple[str, ...]:
    if text is None:
        return ()
    from governance.workbench.attack import ATTACKS

    if text == "all":
        return tuple(ATTACKS)
    return tuple(options.one_of(name.strip(), tuple(ATTACKS), "--attack") for name in text.split(","))


class Floor(NamedTuple):
    """``figure`` may be no worse than ``value``, under ``attack`` where one is named."""

    attack: str
    figure: str
    value: float


def _floor(text: str, attacks: tuple[str, ...]) -> tuple[Floor, str]:
    name, _, value = text.partition("=")
    attack, _, figure = name.rpartition(".")
    try:
        known = _UNDER_ATTACK if attack else _FLOORS
        if figure not in known or (attack and attack != "all" and attack not in attacks) or (attack and not attacks):
            raise ValueError
        return Floor(attack, figure, float(value)), text
    except ValueError:
        names = ", ".join((*_FLOORS, *(f"ATTACK.{figure}" for figure in _UNDER_ATTACK)))
        raise UsageError.of(
            f"--fail-under {text!r} is not understood", mend=f"write NAME=VALUE with {names}; ATTACK is one of --attack"
        ) from None


def _below(figures: dict[str, Any], floor: Floor) -> bool:
    if not floor.attack:
        values = [figures["all"][floor.figure]["value"]]
    else:
        names = [floor.attack] if floor.attack != "all" else [name for name in figures["attacks"] if name != "none"]
        values = [figures["attacks"][name][floor.figure] for name in names]
    upper = floor.figure.startswith("clean_flagged")
    return any(value is not None and (value > floor.value if upper else value < floor.value) for value in values)
