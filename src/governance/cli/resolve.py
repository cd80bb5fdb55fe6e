"""``pinocchio resolve``: undo evasive wording, show what was meant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from governance.cli import options
from governance.errors import Place, Problem, UsageError

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def resolve(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE...", help="Files, folders, globs, or - for standard input.")
    ] = None,
    format_: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="text, json or jsonl.")] = None,
    rules: options.Rules = None,
    from_: options.From = None,
    learn: Annotated[
        Path | None,
        typer.Option("--learn", metavar="PAIRS.tsv", help="Propose lexicon entries from heard<TAB>meant lines."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where --learn writes; default standard output."),
    ] = None,
    at_least: Annotated[int, typer.Option("--at-least", min=1, help="Lines a proposal of --learn needs.")] = 2,
) -> None:
    """Undo evasive wording: fillers, homophones, split characters, pinyin, code words. Shows each edit.

    With --learn it proposes code words, fillers and sound shifts from pairs, with counts and counter-examples, for a
    person to accept; nothing it writes is in force.

    Example: printf '找大白开药' | pinocchio resolve -
    """
    if learn is not None:
        raise typer.Exit(_learn(learn, output, at_least))
    if output is not None:
        raise UsageError.of("--output belongs to --learn", mend="redirect standard output instead")
    if not sources:
        raise UsageError.of("nothing to read", mend="name files or folders, or - for standard input")
    from governance.ingest import FORMATS as READABLE
    from governance.ingest import read_documents
    from governance.language.resolve import Resolver
    from governance.report.resolution import show
    from governance.rulebook.book import load

    chosen = options.format_of(format_)
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


def _learn(pairs: Path, output: Path | None, at_least: int) -> int:
    from governance.workbench.learn import Pair, propose, read_pairs, to_yaml

    good: list[Pair] = []
    problems = 0
    try:
        for item in read_pairs(pairs):
            if isinstance(item, Problem):
                problems += 1
                options.complain(item)
            else:
                good.append(item)
    except OSError as error:
        mend = "give a file of heard<TAB>meant lines"
        options.complain(Problem(f"cannot read: {error.strerror}", Place(str(pairs)), mend))
        return 2
    text = to_yaml(propose(good, at_least), pairs.name)
    if output is None:
        typer.echo(text, nl=False)
        return 2 if problems else 0
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        options.complain(Problem(f"cannot write: {error.strerror}", Place(str(output)), "choose another file"))
        return 2
    return 2 if problems else 0
