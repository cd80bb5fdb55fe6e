"""The ``pinocchio`` command: commands by the stage they serve, loaded when they are called."""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from governance import __version__
from governance.errors import PinocchioError, one_line

# name → (module, panel); the order is the order of the help page.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "precheck": ("governance.cli.precheck", "事前 before", "Check claim sheets before the promotion; a gate."),
    "fix": ("governance.cli.fix", "事前 before", "Smallest lawful rewrite of a script or title, as a diff."),
    "watch": ("governance.cli.watch", "事中 during", "Warn a host while the stream runs."),
    "scan": ("governance.cli.scan", "事中 during", "Look at one or many documents now."),
    "audit": ("governance.cli.audit", "事后 after", "Batch audit of an archive: parallel, resumable, with a report."),
    "case": ("governance.cli.case", "事后 after", "Cases, penalties and appeals."),
    "ledger": ("governance.cli.ledger", "事后 after", "The append-only record: verify, export, import, prune."),
    "trust": ("governance.cli.trust", "事后 after", "Merchant trust: show, why, improve, rank, what it opens."),
    "resolve": ("governance.cli.resolve", "everywhere", "Undo evasive wording, show what was meant."),
    "rules": ("governance.cli.rules", "everywhere", "The rulebook: list, explain, lint, test, schema."),
    "eval": ("governance.cli.evaluate", "everywhere", "Precision and recall on labelled documents."),
}
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
EXIT_FINE = 0
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130
_COLLECT = (100_000, 50, 50)  # objects made before the first generation is collected, then rounds; Python's own is 700


class LazyGroup(TyperGroup):
    """Lists commands without importing them: the help page must not load the language core."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All command names in the order of the stages."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import and build the command called, or a bare entry when only its line of help is wanted."""
        if cmd_name not in COMMANDS:
            return None
        module, panel, line = COMMANDS[cmd_name]
        if ctx.resilient_parsing or "--help" in sys.argv[1:2] or len(sys.argv) < 2:
            return TyperCommand(cmd_name, help=line, short_help=line, rich_help_panel=panel)
        command = typer.main.get_command(import_module(module).app)
        command.name = cmd_name
        return command

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a reader that went away is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _to_nowhere()
            return EXIT_FINE


app = typer.Typer(
    cls=LazyGroup, name="pinocchio", add_completion=False, no_args_is_help=True,
    pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Trust governance for Chinese live-stream commerce: find false and exaggerated advertising, say why, "
    "and say what to say instead.",
)  # fmt: skip


def _to_nowhere() -> None:
    """Let what is still to be printed vanish: Python would complain once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _version(value: bool) -> None:
    if value:
        typer.echo(f"pinocchio {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    """Trust governance for Chinese live-stream commerce."""


def main() -> None:
    """Run the command line; every expected failure is one line on standard error and an exit code."""
    # Tables are built once and stay: a collector that walks over them every few objects finds nothing.
    gc.set_threshold(*_COLLECT)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app(standalone_mode=False)
    except PinocchioError as error:
        for problem in error.problems:
            _say(str(problem))
        sys.exit(EXIT_USAGE)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _to_nowhere()
        _say(f"standard output: cannot be written ({error.strerror}); make room or write elsewhere")
        sys.exit(EXIT_USAGE)
    except _MISUSED as error:
        # typer prints a page for these; one line and where to read on is enough.
        message = error.format_message()  # type: ignore[attr-defined]
        if message.startswith("Usage:"):
            with suppress(BrokenPipeError):
                print(message, flush=True)  # noqa: T201
        else:
            _say(f"{message} (see `pinocchio --help`)")
        sys.exit(EXIT_USAGE)
    if code == EXIT_INTERRUPTED:
        _say("interrupted")
    sys.exit(code if isinstance(code, int) else EXIT_FINE)


_MISUSED: type[Exception] = typer.BadParameter.__mro__[1]


def _say(text: str) -> None:
    print(f"pinocchio: {one_line(text)}", file=sys.stderr)  # noqa: T201
