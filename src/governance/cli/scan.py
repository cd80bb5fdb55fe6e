"""``pinocchio scan``: look at one or many documents now."""

from __future__ import annotations

import sys
from pathlib import Path
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
        str | None,
        typer.Option("--format", metavar="FORMAT", help="text, json, jsonl, csv, sarif, github, html or xlsx."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there; its ending names the format.")
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
    against: Annotated[
        Path | None, typer.Option("--against", metavar="CERT", help="Exit 1 for claims not reviewed by `precheck`.")
    ] = None,
) -> None:
    """Look at one or many documents now: what was said that the law or the platform forbids, where, and why.

    Example: pinocchio scan corpora/transcripts --format text
    """
    from governance.cli.output import ending, writing
    from governance.cli.run import Run
    from governance.errors import UsageError
    from governance.ingest import FORMATS as READABLE
    from governance.model import CATEGORIES, Scan
    from governance.report import FORMATS

    chosen = options.format_of(format_ or ending(output, FORMATS), FORMATS)
    if chosen == "xlsx" and output is None and sys.stdout.isatty():
        raise UsageError.of("an xlsx cannot be printed", mend="say where: -o findings.xlsx")
    language = options.language(lang)
    if fail_on is not None:
        options.one_of(fail_on, VERDICTS, "--fail-on")
    if from_ is not None:
        options.one_of(from_, READABLE, "--from")
    if category is not None:
        options.one_of(category, CATEGORIES, "--category")
    ledger = options.ledger_of(db, record)
    run = Run(
        sources, chosen, rules=tuple(rules or ()), as_of=options.day(as_of), lang=language,
        show_cleared=show_cleared, from_format=from_, workers=workers, category=category,
        ledger=ledger,
    )  # fmt: skip
    departed = 0
    if against is not None:
        from governance.precheck.certificate import read
        from governance.precheck.departs import Reviewed

        reviewed = Reviewed(read(against))

        def compare(scan: Scan) -> None:
            nonlocal departed
            for claim in reviewed.departures(scan):
                departed += 1
                where = scan.document.source or scan.document.id
                options.complain(f"{where}: not in the reviewed words: {claim.quote} ({claim.rule})")

        run.seen = compare
    with writing(output) as out:
        worst = run.go(out, options.complain)
    if run.problems:
        raise typer.Exit(2)
    if departed:
        raise typer.Exit(1)
    options.leave(worst, fail_on, recorded=record)
