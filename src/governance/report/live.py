"""Faces of a live stream: one calm line for a host, JSON for overlays, a board of rooms for a moderator."""

from __future__ import annotations

from typing import Any, TextIO

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text as Styled

from governance.errors import one_line
from governance.model import Lang
from governance.report.jsonl import dumps
from governance.report.text import nose_line
from governance.report.words import clock, word

_WHAT = {
    "warned": {"zh": "提醒", "en": "Careful"},
    "retracted": {"zh": "撤回提醒", "en": "Never mind"},
    "corrected": {"zh": "已纠正", "en": "Corrected"},
    "escalated": {"zh": "再次提醒", "en": "Again"},
}
_STYLE = {"warned": "bold yellow", "retracted": "dim", "corrected": "bold green", "escalated": "bold white on red"}


class LiveLines:
    """JSON, a line an event, flushed at once."""

    def __init__(self, out: TextIO) -> None:
        self.out = out

    def show(self, record: dict[str, Any]) -> None:
        """Print one event."""
        self.out.write(dumps(record) + "\n")
        self.out.flush()

    def close(self) -> None:
        """Nothing comes last."""


class LiveText:
    """One line an event: when, how grave, the words, and a sentence to say instead."""

    def __init__(self, out: TextIO, lang: Lang) -> None:
        self.console = Console(file=out, highlight=False, soft_wrap=True, emoji=False, markup=False)
        self.lang = lang

    def show(self, record: dict[str, Any]) -> None:
        """Print one event."""
        what = str(record["event"])
        line = Styled()
        at = record["at_ms"]
        line.append(f"{clock(at) if at is not None else '--:--'} ", "dim")
        line.append(f"{one_line(str(record['stream']))} ", "dim")
        line.append(f" {_WHAT[what][self.lang]} ", _STYLE[what])
        line.append(f" {word(str(record['family']), self.lang)} ", "bold")
        line.append(f"“{one_line(str(record['quote']))}” ", "bold")
        if record.get("reviewed") is False:
            line.append("未经审查 " if self.lang == "zh" else "not reviewed ", "bold red")
        if what in ("warned", "escalated"):
            line.append(f"→ {one_line(str(record['say_instead']))} ")
        line.append(nose_line(int(record["nose"]), 12), "red" if int(record["nose"]) >= 60 else "yellow")
        self.console.print(line)

    def close(self) -> None:
        """Nothing comes last."""


class LiveBoard:
    """All rooms, the longest nose on top, with the last warning of each."""

    def __init__(self, out: TextIO, lang: Lang) -> None:
        self.lang = lang
        self._rooms: dict[str, dict[str, Any]] = {}
        self._live = Live(console=Console(file=out, emoji=False, markup=False), refresh_per_second=4)
        self._live.start()

    def show(self, record: dict[str, Any]) -> None:
        """Take one event into the board."""
        room = self._rooms.setdefault(str(record["stream"]), {"count": 0})
        room.update(nose=int(record["nose"]), last=record, count=room["count"] + (record["event"] == "warned"))
        self._live.update(self._table())

    def _table(self) -> Table:
        table = Table(expand=True)
        names = ("直播间", "鼻子", "提醒", "最近") if self.lang == "zh" else ("room", "nose", "warnings", "last")
        for name in names:
            table.add_column(name)
        for stream, room in sorted(self._rooms.items(), key=lambda pair: (-pair[1]["nose"], pair[0]))[:40]:
            last = room["last"]
            said = f"{_WHAT[last['event']][self.lang]} {word(last['family'], self.lang)} “{one_line(last['quote'])}”"
            table.add_row(one_line(stream), nose_line(room["nose"], 12), str(room["count"]), said)
        return table

    def close(self) -> None:
        """Leave the board as it stands."""
        self._live.stop()
