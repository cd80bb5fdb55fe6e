"""Options that mean the same in every command that has them."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from governance.errors import PinocchioError, UsageError, did_you_mean, one_line
from governance.model import VERDICTS, Lang

Rules = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="Lay this rules folder over the shipped rulebook (repeatable)."),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="Judge by the law of this day (default: day of the stream, or today)."
    ),
]
Language = Annotated[str, typer.Option("--lang", metavar="zh|en", help="Language of reasons and suggestions.")]
FailOn = Annotated[
    str,
    typer.Option("--fail-on", metavar="VERDICT", help="Exit 1 at or above this verdict: pass, notice, review, block."),
]
FailOnOrRecord = Annotated[
    str | None,
    typer.Option(
        "--fail-on", metavar="VERDICT",
        help="Exit 1 at or above this verdict: pass, notice, review (default), block; with --record only if given.",
    ),
]  # fmt: skip
ShowCleared = Annotated[
    bool, typer.Option("--show-cleared", help="Also show what context or evidence cleared, and by what.")
]
Db = Annotated[
    str | None,
    typer.Option("--db", metavar="FILE|URL", help="The ledger: a SQLite file or a database URL (or PINOCCHIO_DB)."),
]
From = Annotated[
    str | None, typer.Option("--from", metavar="FORMAT", help="Read every source as this format, whatever its name.")
]


def one_of(value: str, allowed: tuple[str, ...], option: str) -> str:
    """Check an option with a fixed set of values. Raises UsageError with the nearest right one."""
    if value not in allowed:
        mend = did_you_mean(value, allowed) or "one of " + ", ".join(allowed)
        raise UsageError.of(f"{option} {value!r} is not known", mend=mend)
    return value


def language(value: str) -> Lang:
    """Check ``--lang``. Raises UsageError."""
    return "en" if one_of(value, ("zh", "en"), "--lang") == "en" else "zh"


def format_of(given: str | None, allowed: tuple[str, ...] = ("text", "json", "jsonl")) -> str:
    """Check ``--format``; without it text on a terminal, JSON lines in a pipe. Raises UsageError."""
    return one_of(given or ("text" if sys.stdout.isatty() else "jsonl"), allowed, "--format")


def echo_records(record: Any, chosen: str, *, many: bool = False) -> bool:
    """Print a record, or each of many on a line, where the format is JSON; False where it is text."""
    if chosen == "text":
        return False
    from governance.report.jsonl import dumps

    for one in record if many and chosen == "jsonl" else [record]:
        typer.echo(dumps(one))
    return True


def ledger_of(db: str | None, record: bool) -> str | None:
    """Where ``--record`` writes, None without it. Raises UsageError."""
    if not record:
        if db:
            raise UsageError.of("--db without --record", mend="add --record to write to the ledger")
        return None
    from governance.ledger import location

    return location(db)


def leave(worst: str | None, fail_on: str | None, *, recorded: bool) -> NoReturn:
    """End a command that looked at documents with the exit code of its worst verdict."""
    if fail_on is None and recorded:
        raise typer.Exit(0)  # the record is the outcome; the next command of a script goes on from it
    raise typer.Exit(1 if worst is not None and fails(worst, fail_on or "review") else 0)


def day(value: str | None) -> str | None:
    """Check a date option (YYYY-MM-DD). Raises UsageError."""
    if value is None:
        return None
    from datetime import date

    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise PinocchioError.of(f"--as-of {value!r} is not a date", mend="write it as 2026-11-22") from None


def user(name: str | None) -> str:
    """Who does it: the name given, else the login name. Raises UsageError when there is neither."""
    import getpass

    try:
        found = (name or getpass.getuser()).strip()
    except (KeyError, OSError):
        found = ""
    if not found or len(found) > 100:
        raise UsageError.of("nobody is named", mend="say who does it: --as USER")
    return found


def fails(verdict: str, threshold: str) -> bool:
    """Whether a verdict is at or above the threshold."""
    order = list(VERDICTS)
    return order.index(verdict) >= order.index(threshold)  # type: ignore[arg-type]


def complain(problem: object) -> None:
    """One line on standard error, whatever the text holds."""
    print(f"pinocchio: {one_line(str(problem))}", file=sys.stderr)  # noqa: T201
