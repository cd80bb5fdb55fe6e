"""How far a long run is: on a terminal a line that changes, anywhere else nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from governance.audit.run import Progress


@contextmanager
def bar(quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Give what takes the progress of an audit and shows rate, findings and time left on standard error."""
    if quiet or not sys.stderr.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    begun = time.monotonic()
    with Live(console=Console(stderr=True), transient=True, auto_refresh=False) as live:
        yield lambda progress: live.update(Text(line(progress, time.monotonic() - begun)), refresh=True)


def line(progress: Progress, seconds: float) -> str:
    """The line: documents, rate, findings, what was taken over, time left."""
    done = progress.documents - progress.resumed
    rate = done / max(seconds, 1e-3)
    parts = [f"{progress.documents:,} documents", f"{rate:,.0f}/s", f"{progress.findings:,} findings"]
    if progress.resumed:
        parts.append(f"{progress.resumed:,} done before")
    if progress.copied:
        parts.append(f"{progress.copied:,} unchanged")
    if progress.failed:
        parts.append(f"{progress.failed:,} failed")
    if progress.share and done:
        # What was done before took no time: the rest goes at the rate of this run.
        left = progress.documents * (1 / progress.share - 1) / max(rate, 1e-3)
        parts.append(f"{progress.share:.0%}, {_clock(left)} left")
    return "  ".join(parts)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
