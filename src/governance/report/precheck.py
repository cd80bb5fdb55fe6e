"""Reviews of claim sheets for people in a terminal. Takes the records that ``precheck --format json`` prints."""

from __future__ import annotations

from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from governance.errors import one_line
from governance.model import Lang
from governance.report.conditions import admission_lines
from governance.report.words import pick

WORDS: dict[str, tuple[str, str]] = {
    "pass": ("可以上", "pass"),
    "condition": ("改后可上", "pass with conditions"),
    "hold": ("待人工", "hold"),
    "refuse": ("不可上", "refuse"),
    "supported": ("有据", "supported"),
    "too-narrow": ("证据不足", "too narrow"),
    "expired": ("已过期", "expired"),
    "contradicted": ("不符", "contradicted"),
    "missing": ("缺少", "missing"),
    "forbidden": ("禁止", "forbidden"),
    "advice": ("提醒", "advice"),
    "doubtful": ("存疑", "doubtful"),
    "where": ("位置", "where"),
    "claim": ("内容", "claim"),
    "outcome": ("结论", "outcome"),
    "why": ("原因与改法", "why, and the mend"),
    "law": ("依据", "law"),
    "gate": ("处理", "gate"),
    "sheets": ("份", "sheets"),
    "batch": ("本批", "the batch"),
    "rulebook": ("规则库", "rulebook"),
}
_STYLE = {"pass": "green", "condition": "cyan", "hold": "yellow", "refuse": "bold red"}


def say(key: str, lang: Lang) -> str:
    """A word of the faces; an unknown key stands for itself."""
    return pick(WORDS, key, lang)


def law_of(item: dict[str, Any]) -> str:
    """``PRICE_56 16; …`` of an item."""
    return "; ".join(f"{ref['act']} {ref['article']}" for ref in item["law"])


class PrecheckText:
    """A head line and a table of everything not simply supported, a sheet; the batch last."""

    def __init__(self, out: TextIO, lang: Lang, show_all: bool) -> None:
        self.console = Console(
            file=out, highlight=False, emoji=False, markup=False, width=None if out.isatty() else 160
        )
        self.lang = lang
        self.show_all = show_all
        self._unseen: dict[str, Any] | None = None

    def add(self, record: dict[str, Any]) -> None:
        """Print one sheet."""
        level = record["level"]
        head = Text(f" {say(level, self.lang)} ", f"reverse {_STYLE[level]}")
        head.append(f"  {one_line(record['id'])}  {record['category']}", "not reverse bold")
        supported = sum(item["outcome"] == "supported" for item in record["items"])
        head.append(f"  {say('supported', self.lang)} {supported}", "not reverse dim")
        self.console.print(head)
        gate = record.get("admission")
        if gate is not None and gate["level"] is None:
            self._unseen = {**gate, "merchant": None}  # nobody looked at any of them: once is enough
        elif gate is not None:
            for line in admission_lines(gate, self.lang):
                self.console.print(Text(one_line(line) if line[0] != " " else line, _STYLE[gate["level"]]))
        shown = [item for item in record["items"] if self.show_all or item["outcome"] != "supported"]
        if not shown:
            return
        table = Table(show_edge=False, pad_edge=False, header_style="dim")
        for key, ratio in (("gate", 2), ("outcome", 2), ("where", 3), ("claim", 5), ("why", 10), ("law", 4)):
            table.add_column(say(key, self.lang), ratio=ratio, overflow="fold")
        for item in shown:
            table.add_row(
                Text(say(item["gate"], self.lang), _STYLE[item["gate"]]), say(item["outcome"], self.lang),
                item["part"], Text(one_line(item["quote"] or item["rule"])[:80]),
                Text(one_line(f"{item['reason']} {item['mend']}".strip())), law_of(item),
            )  # fmt: skip
        self.console.print(table)

    def close(self, batch: dict[str, Any]) -> None:
        """Print the batch."""
        if batch["sheets"]:
            counts = "  ".join(f"{say(key, self.lang)} {count}" for key, count in batch["levels"].items() if count)
            line = f"{say('batch', self.lang)}: {batch['sheets']} {say('sheets', self.lang)}  {counts}"
            self.console.print(Text(line, "bold"))
        if self._unseen is not None:
            self.console.print(Text(admission_lines(self._unseen, self.lang)[0], "dim"))
