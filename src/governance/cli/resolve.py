"""``pinocchio resolve``: undo evasive wording, show what was meant."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from governance.cli import options
from governance.errors import Problem

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def resolve(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, globs, or - for standard input.")
    ],
    format_: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="text, json or jsonl.")] = None,
    rules: options.Rules = None,
    from_: options.From = None,
) -> None:
    """Undo evasive wording: fillers, homophones, split characters, pinyin, code words. Shows each edit.

    Example: printf '找大白开药' | pinocchio resolve -
    """
    from governance.ingest import FORMATS as READABLE
    from governance.ingest import read_documents
    from governance.language.resolve import Resolver
    from governance.report.resolution import show
    from governance.rulebook.book import load

    chosen = options.one_of(
        format_ or ("text" if sys.stdout.isatty() else "jsonl"), ("text", "json", "jsonl"), "--format"
    )
    if from_ is not None:
        options.one_of(from_, READABLE, "--from")
    resolver = Resolver(load(tuple(rules or ())).vocabulary)
    problems = 0
    rows = []
    for item in read_documents(sources, from_format=from_, stdin=sys.stdin.buffer if "-" in sources else None):
        if isinstance(item, Problem):
            problems += 1
            options.complain(item)
            continue
        edits = [
            {
                "start": edit.start,
                "end": edit.end,
                "quote": item.text[edit.start : edit.end],
                "canonical": edit.canonical,
                "evasion": edit.evasion,
            }
            for edit in resolver.reported(item.text)
        ]
        row = {"id": item.id, "text": item.text, "resolved": resolver.resolved(item.text), "edits": edits}
        if chosen == "json":
            rows.append(row)
        else:
            show(row, chosen, sys.stdout)
    if chosen == "json":
        show(rows, chosen, sys.stdout)
    raise typer.Exit(2 if problems else 0)
