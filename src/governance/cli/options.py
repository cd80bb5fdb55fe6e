"""Options that mean the same in every command that has them."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from governance.errors import PinocchioError, UsageError, did_you_mean, one_line
from governance.model import VERDICTS

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
