"""``pinocchio fix``: the smallest lawful rewrite, as a diff."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from governance.cli import options

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def fix(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Texts, claim sheets, transcripts or folders.")
    ],
    diff: Annotated[bool, typer.Option("--diff", help="Print a unified diff (the default).")] = False,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="json|jsonl", help="Print records with every edit and alternative."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Change txt, md and yaml files in place.")] = False,
    family: Annotated[
        list[str] | None, typer.Option("--family", metavar="FAMILY", help="Mend only this family (repeatable).")
    ] = None,
    drop_unproved: Annotated[
        bool, typer.Option("--drop-unproved", help="Also mend claims that evidence could still save.")
    ] = False,
    sure: Annotated[
        bool, typer.Option("--sure", help="Leave lines to a person whose rewrite is only a draft.")
    ] = False,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="speech|copy", help="Talk or copy, for plain texts.")
    ] = None,
    category: Annotated[str | None, typer.Option("--category", help="Kind of goods for texts that do not say.")] = None,
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    lang: options.Language = "zh",
) -> None:
    """Propose the smallest rewrite that the engine then passes. Exit 1 when something is left that no edit may save.

    Example: pinocchio fix corpora/promos/rice-5kg-superlative.yaml --diff
    """
    from pathlib import Path

    from governance.errors import Problem, UsageError
    from governance.model import CATEGORIES, FAMILIES
    from governance.pipeline import Scanner
    from governance.report.rewriting import record, remarks, unified
    from governance.rewrite.fixer import Fixer
    from governance.rewrite.schema import read_rewrites
    from governance.rewrite.target import read_targets

    language = options.language(lang)
    for value, allowed, name in ((format_, ("json", "jsonl"), "--format"), (kind, ("speech", "copy"), "--kind"),
                                 (category, CATEGORIES, "--category")):  # fmt: skip
        if value is not None:
            options.one_of(value, allowed, name)
    for wanted in family or ():
        options.one_of(wanted, FAMILIES, "--family")
    if diff and format_:
        raise UsageError.of("--diff and --format together", mend="give one of them")
    overlays = tuple(rules or ())
    scanner = Scanner.load(overlays, as_of=options.day(as_of), lang=language)
    fixer = Fixer(scanner, read_rewrites(overlays), families=frozenset(family or ()), drop_unproved=drop_unproved,
                  sure=sure)  # fmt: skip
    problems = left = 0
    from governance.report.jsonl import dumps

    records = []
    for target in read_targets(sources, kind, category):
        if isinstance(target, Problem):
            problems += 1
            options.complain(target)
            continue
        fixed = [fixer.fix(document, titled=document.id in target.titled) for document in target.documents]
        left += sum(len(one.left) for one in fixed)
        for document, one in zip(target.documents, fixed, strict=True):
            entry = record(document, one)
            if format_ == "jsonl":
                typer.echo(dumps(entry))
            elif format_ == "json":
                records.append(entry)
            for said in () if format_ else remarks(one):
                options.complain(f"{document.source or document.id}: {said}")
        changed = target.written([one.text for one in fixed]) if any(one.edits for one in fixed) else target.raw
        if isinstance(changed, Problem) and not write:
            changed = None
        if isinstance(changed, Problem):
            problems += 1
            options.complain(changed)
            continue
        if not format_:
            for document, one in zip(target.documents, fixed, strict=True):
                if changed is None:
                    sys.stdout.write(unified(document.source or document.id, document.text, one.text))
            if changed is not None and target.raw is not None:
                sys.stdout.write(unified(target.path, target.raw, changed))
        if write and changed is not None and changed != target.raw:
            data = target.bytes_of(changed)
            if isinstance(data, Problem):
                problems += 1
                options.complain(data)
            else:
                Path(target.path).write_bytes(data)
    if format_ == "json":
        typer.echo(dumps(records))
    raise typer.Exit(2 if problems else 1 if left else 0)
