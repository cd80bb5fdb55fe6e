"""``pinocchio eval``: precision and recall on labelled documents."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from governance.cli import options
from governance.errors import Problem, UsageError

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_FLOORS = ("recall", "precision", "status", "clean_flagged")


@app.command()
def evaluate(
    gold: Annotated[list[str], typer.Argument(metavar="GOLD...", help="Labelled documents (JSON lines).")],
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    fail_under: Annotated[list[str] | None, typer.Option(
        "--fail-under", metavar="NAME=VALUE",
        help="Exit 1 when a figure is worse: recall=0.9, precision=0.9, status=0.85, clean_flagged=0.05 (repeatable).",
    )] = None,
    wrong: Annotated[bool, typer.Option("--wrong", help="List every line judged wrongly.")] = False,
) -> None:  # fmt: skip
    """Measure precision and recall on labelled documents, by family, category and kind, with 95 % intervals.

    Example: pinocchio eval corpora/labelled/holdout.jsonl --fail-under recall=0.8
    """
    from governance.ingest import read_documents
    from governance.pipeline import Scanner
    from governance.workbench.evaluate import Case, case_of, report

    options.one_of(format_, ("text", "json"), "--format")
    floors = [_floor(text) for text in fail_under or ()]
    scanner = Scanner.load(tuple(rules or ()), as_of=options.day(as_of))
    cases: list[Case] = []
    problems = unlabelled = 0
    for item in read_documents(gold):
        if isinstance(item, Problem):
            problems += 1
            options.complain(item)
            continue
        case = case_of(item, scanner.scan(item))
        if case is None:
            unlabelled += 1
        else:
            cases.append(case)
    if unlabelled:
        print(f"pinocchio: {unlabelled} documents carry no label; give each a `label`", file=sys.stderr)  # noqa: T201
    figures = report(cases)
    if format_ == "json":
        from governance.report.jsonl import dumps

        typer.echo(dumps(figures))
    else:
        from governance.report.evaluation import show

        show(figures, sys.stdout, cases if wrong else [])
    if problems or not cases:
        raise typer.Exit(2)
    failed = [text for name, value, text in floors if _below(figures["all"], name, value)]
    for text in failed:
        print(f"pinocchio: below the floor {text}", file=sys.stderr)  # noqa: T201
    raise typer.Exit(1 if failed else 0)


def _floor(text: str) -> tuple[str, float, str]:
    name, _, value = text.partition("=")
    try:
        if name not in _FLOORS:
            raise ValueError
        return name, float(value), text
    except ValueError:
        names = ", ".join(_FLOORS)
        raise UsageError.of(f"--fail-under {text!r} is not understood", mend=f"write NAME=VALUE with {names}") from None


def _below(block: dict[str, Any], name: str, floor: float) -> bool:
    value = block[name]["value"]
    if value is None:
        return False
    return bool(value > floor) if name == "clean_flagged" else bool(value < floor)
