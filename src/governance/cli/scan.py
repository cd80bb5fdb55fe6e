"""``pinocchio scan``: look at one or many documents now."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from governance.cli import options
from governance.model import VERDICTS

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def scan(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, globs, or - for standard input.")
    ],
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="text, json, jsonl, csv, sarif or github.")
    ] = None,
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    lang: options.Language = "zh",
    fail_on: options.FailOnOrRecord = None,
    show_cleared: options.ShowCleared = False,
    from_: options.From = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Worker processes (default: processors; 1 for small input).")
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Write to the ledger: scans, and the cases they open.")
    ] = False,
    db: options.Db = None,
    category: Annotated[
        str | None, typer.Option("--category", help="Kind of goods for documents that do not say.")
    ] = None,
) -> None:
    """Look at one or many documents now: what was said that the law or the platform forbids, where, and why.

    Example: pinocchio scan corpora/transcripts --format text
    """
    from governance.cli.run import Run
    from governance.errors import UsageError
    from governance.ingest import FORMATS as READABLE
    from governance.model import CATEGORIES
    from governance.report import FORMATS

    if record:
        from governance.ledger import location
    out = sys.stdout
    chosen = options.one_of(format_ or ("text" if out.isatty() else "jsonl"), FORMATS, "--format")
    language = options.one_of(lang, ("zh", "en"), "--lang")
    if fail_on is not None:
        options.one_of(fail_on, VERDICTS, "--fail-on")
    if from_ is not None:
        options.one_of(from_, READABLE, "--from")
    if category is not None:
        options.one_of(category, CATEGORIES, "--category")
    if db and not record:
        raise UsageError.of("--db without --record", mend="add --record to write to the ledger")
    run = Run(
        sources, chosen, rules=tuple(rules or ()), as_of=options.day(as_of), lang="en" if language == "en" else "zh",
        show_cleared=show_cleared, from_format=from_, workers=workers, category=category,
        ledger=location(db) if record else None,
    )  # fmt: skip
    worst = run.go(out, options.complain)
    if run.problems:
        raise typer.Exit(2)
    if fail_on is None and record:
        raise typer.Exit(0)  # the record is the outcome; the next command of a script goes on from it
    raise typer.Exit(1 if worst is not None and options.fails(worst, fail_on or "review") else 0)
