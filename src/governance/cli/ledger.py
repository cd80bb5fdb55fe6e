"""``pinocchio ledger``: check, copy and prune the append-only record."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from governance.cli import options

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True,
                  help="The append-only record: verify, export, import, prune. "
                  "Example: pinocchio ledger verify --db cases.db")  # fmt: skip

Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json or jsonl.")]


@app.command("verify")
def verify_(db: options.Db = None, format_: Format = "text") -> None:
    """Hash every event again and follow the chain; exit 1 when something was changed.

    Example: pinocchio ledger verify --db cases.db
    """
    from governance.ledger import Ledger, location, verify
    from governance.report.jsonl import dumps

    options.one_of(format_, ("text", "json", "jsonl"), "--format")
    with Ledger(location(db)) as ledger:
        done = verify(ledger)
    if format_ == "text":
        if done.problem is None:
            typer.echo(f"{done.entries} events, {done.pruned} pruned, chain whole; head {done.head}")
    else:
        typer.echo(dumps({"ok": done.problem is None, "events": done.entries, "pruned": done.pruned,
                          "head": done.head, "problem": str(done.problem) if done.problem else None}))  # fmt: skip
    if done.problem is not None:
        options.complain(done.problem)
        raise typer.Exit(1)


@app.command()
def export(
    db: options.Db = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write (default: standard output).")
    ] = None,
    party: Annotated[str, typer.Option("--party", help="Only events about this party, such as merchant:M001.")] = "",
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only events of this kind (repeatable).")] = None,
) -> None:
    """Write events as JSON lines. Example: pinocchio ledger export --db cases.db -o cases.jsonl"""
    from contextlib import nullcontext

    from governance.errors import PinocchioError
    from governance.ledger import Ledger, location
    from governance.ledger.event import KINDS
    from governance.ledger.transfer import export as lines

    for name in kind or ():
        options.one_of(name, KINDS, "--kind")
    with Ledger(location(db)) as ledger:
        try:
            with output.open("wb") if output else nullcontext(sys.stdout.buffer) as out:
                for line in lines(ledger.iterate(kinds=kind or (), party=party)):
                    out.write(line + b"\n")
        except BrokenPipeError:
            raise
        except OSError as error:
            raise PinocchioError.of(error.strerror or "cannot be written", str(output), "check the path") from None


@app.command("prune")
def prune_(
    older_than: Annotated[str, typer.Option("--older-than", metavar="TERM", help="Years or days: 3y, 1100d.")],
    db: options.Db = None,
    user: Annotated[str | None, typer.Option("--as", metavar="USER", help="Who does it (default: login name).")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, change nothing.")] = False,
    rules: options.Rules = None,
) -> None:
    """Forget the content of old events; ids and links stay, so the chain still verifies. Open cases are kept.

    Example: pinocchio ledger prune --older-than 3y --db cases.db --dry-run
    """
    from governance.cases.keep import cutoff, still_needed
    from governance.cases.state import Fold
    from governance.decide.penalties.policy import read_policy
    from governance.ledger import Ledger, location, now, prune

    at = now()
    before = cutoff(older_than, at, read_policy(tuple(rules or ())))
    with Ledger(location(db)) as ledger:
        needed = still_needed(Fold(ledger.iterate()), at)
        done = prune(ledger, before, needed, by=options.user(user), dry_run=dry_run)
    would = "would be " if dry_run else ""
    typer.echo(f"{done.events} events from before {before[:10]} {would}pruned, {done.kept} kept for open cases")


@app.command("import")
def import_(
    sources: Annotated[list[str], typer.Argument(metavar="FILE...", help="Exports, or - for standard input.")],
    db: options.Db = None,
) -> None:
    """Add events from an export (or events of your own: warned, corrected, credited). What is there stays as it is.

    Example: pinocchio ledger import cases.jsonl --db copy.db
    """
    from contextlib import nullcontext

    from governance.errors import Place, Problem
    from governance.ledger import Ledger, location
    from governance.ledger.transfer import import_lines, read_lines

    added = known = problems = 0
    with Ledger(location(db), create=True) as ledger:
        for source in sources:
            try:
                with nullcontext(sys.stdin.buffer) if source == "-" else Path(source).open("rb") as stream:
                    done = import_lines(ledger, read_lines(stream, source), options.complain)
            except OSError as error:
                options.complain(Problem(error.strerror or "cannot be read", Place(source), "check the path"))
                problems += 1
                continue
            added, known, problems = added + done.added, known + done.known, problems + done.problems
    typer.echo(f"{added} events added, {known} known already, {problems} refused")
    raise typer.Exit(2 if problems else 0)
