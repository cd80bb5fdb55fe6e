"""``pinocchio watch``: warn a host while the stream runs."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from governance.cli import options

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def watch(
    source: Annotated[
        str,
        typer.Argument(
            metavar="[SOURCE]",
            help="- (JSON lines), a growing .jsonl or .srt file, ws://host:port or kafka://host:port/topic.",
        ),
    ] = "-",
    replay: Annotated[
        str | None, typer.Option("--replay", metavar="FILE", help="Play a transcript back instead of a live feed.")
    ] = None,
    speed: Annotated[float, typer.Option("--speed", min=0.0, help="Of the replay; 0 is as fast as it goes.")] = 1.0,
    listen: Annotated[
        str | None, typer.Option("--listen", metavar="HOST:PORT", help="Be the WebSocket server that feeds send to.")
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="Stop at the end of a file instead of waiting for more.")
    ] = False,
    stream: Annotated[str, typer.Option("--stream", help="Name of a stream that does not say its own.")] = "live",
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="text, board, json or jsonl.")
    ] = None,
    lang: options.Language = "zh",
    category: Annotated[
        str | None, typer.Option("--category", help="Kind of goods of streams that do not say.")
    ] = None,
    rules: options.Rules = None,
    as_of: options.AsOf = None,
    state: Annotated[
        str | None, typer.Option("--state", metavar="FILE", help="Journal: start again with it to go on after a kill.")
    ] = None,
    webhook: Annotated[str | None, typer.Option("--webhook", metavar="URL", help="Post every event as JSON.")] = None,
    on_block: Annotated[
        str | None, typer.Option("--on-block", metavar="CMD", help="Run once a stream when it must be stopped.")
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Write warnings, corrections and scans to the ledger.")
    ] = False,
    db: options.Db = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="CERT", help="Mark claims that `precheck` did not review; exit 1 for them."),
    ] = None,
    fail_on: options.FailOnOrRecord = None,
) -> None:
    """Warn a host while the stream runs: what was said, why it is a risk, and what to say instead.

    Example: pinocchio watch --replay corpora/transcripts/mask-honest.srt --speed 50
    """
    from governance.cli.watching import Watching, feed_of
    from governance.model import CATEGORIES, VERDICTS

    chosen = options.format_of(format_, ("text", "board", "json", "jsonl"))
    language = options.language(lang)
    if category is not None:
        options.one_of(category, CATEGORIES, "--category")
    if fail_on is not None:
        options.one_of(fail_on, VERDICTS, "--fail-on")
    ledger = options.ledger_of(db, record)
    watching = Watching(
        chosen, sys.stdout, options.complain, lang=language, rules=tuple(rules or ()),
        as_of=options.day(as_of), category=category, state=state, webhook=webhook, on_block=on_block,
        ledger=ledger, against=against, warm=replay is None and not once,
    )  # fmt: skip
    feed = feed_of(source, replay=replay, speed=speed, listen=listen, stream=stream, follow=not once)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's stop is a Ctrl-C
    worst = watching.go(feed)
    if watching.problems:
        raise typer.Exit(2)
    if watching.departed:
        raise typer.Exit(1)
    options.leave(worst, fail_on, recorded=record)
