"""The face for people: when it was said, the sentence with the words marked, why, and what to say."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.text import Text as Styled

from governance.errors import one_line
from governance.model import Finding, Lang, Scan
from governance.report.totals import Totals
from governance.report.words import article, clock, word

_STYLE = {"violation": "bold red", "needs-evidence": "bold yellow", "advisory": "cyan"}
_VERDICT = {"pass": "bold green", "notice": "bold cyan", "review": "bold yellow", "block": "bold white on red"}
_AROUND = 28  # characters shown on each side of the words


def nose_line(nose: int, width: int = 30) -> str:
    """A nose that grows: ``ʕ•ᴥ•`` would be a bear, so plain dashes and a tip."""
    length = round(width * nose / 100)
    return ("(•_•)" if nose == 0 else "(•_•" + "━" * length + "●") + f" {nose}"


class TextFace:
    """Readable by a tired moderator at two in the morning."""

    def __init__(self, out: TextIO, lang: Lang, show_cleared: bool) -> None:
        self.console = Console(file=out, highlight=False, soft_wrap=True, emoji=False, markup=False)
        self.lang = lang
        self.show_cleared = show_cleared
        self.totals = Totals()

    def add(self, scan: Scan) -> None:
        """Print one document."""
        self.totals.add(scan)
        self._head(scan)
        for finding in scan.findings:
            self._finding(scan, finding)
        if self.show_cleared:
            for finding in scan.cleared:
                self._cleared(scan, finding)
        self.console.print()

    def _head(self, scan: Scan) -> None:
        line = Styled()
        line.append(f" {word(scan.verdict, self.lang)} ", _VERDICT[scan.verdict])
        line.append(f"  {one_line(scan.document.id)}  ", "bold")
        line.append(nose_line(scan.nose), "red" if scan.nose >= 60 else "yellow" if scan.nose else "green")
        if scan.category != "general":
            guessed = (
                ""
                if scan.category_confidence >= 0.95
                else f" ({word('inferred', self.lang)} {scan.category_confidence:.0%})"
            )
            line.append(f"  {word('category', self.lang)}: {scan.category}{guessed}", "dim")
        self.console.print(line)
        if not scan.findings:
            self.console.print(Styled(f"    {word('nothing', self.lang)}", "dim"))

    def _finding(self, scan: Scan, finding: Finding) -> None:
        style = _STYLE[finding.status]
        line = Styled("  ")
        line.append(f"{clock(finding.start_ms) or '·':>7}  ", "dim")
        line.append(f"{word(finding.status, self.lang)}·{word(finding.severity, self.lang)}", style)
        line.append(f"  {finding.rule}", "bold")
        self.console.print(line)
        self.console.print(self._sentence(scan.document.text, finding, style))
        if finding.evasion:
            self._row("hidden", f"{finding.canonical} ({finding.evasion})")
        self._row("reason", finding.reason)
        if finding.law:
            self._row("law", "; ".join(article(ref) for ref in finding.law))
        self._row("say", finding.suggestion, "green")

    def _row(self, key: str, value: str, style: str = "") -> None:
        line = Styled(" " * 11)
        line.append(f"{word(key, self.lang)}: ", "dim")
        line.append(one_line(value), style)
        self.console.print(line)

    def _cleared(self, scan: Scan, finding: Finding) -> None:
        line = Styled("  ")
        line.append(f"{clock(finding.start_ms) or '·':>7}  ", "dim")
        line.append(f"{word('cleared', self.lang)}  {finding.rule}  ", "green")
        line.append(f"{word('by', self.lang)} {finding.cleared_by}", "dim")
        self.console.print(line)
        self.console.print(self._sentence(scan.document.text, finding, "green"))

    @staticmethod
    def _sentence(text: str, finding: Finding, style: str) -> Styled:
        left = max(0, finding.start - _AROUND)
        right = min(len(text), finding.end + _AROUND)
        line = Styled(" " * 11)
        line.append("…" if left else "")
        line.append(one_line(text[left : finding.start]))
        line.append("【", "dim")
        line.append(one_line(text[finding.start : finding.end]), f"{style} underline")
        line.append("】", "dim")
        line.append(one_line(text[finding.end : right]) + ("…" if right < len(text) else ""))
        return line

    def close(self) -> None:
        """Print the summary."""
        totals = self.totals
        total = totals.documents
        if not total:
            return
        line = Styled(f"{word('summary', self.lang)}: {total} {word('documents', self.lang)}", "bold")
        for verdict in ("block", "review", "notice", "pass"):
            if totals.verdicts[verdict]:
                line.append(f"  {word(verdict, self.lang)} {totals.verdicts[verdict]}", _VERDICT[verdict])
        self.console.print(line)
        for family, count in totals.families.most_common():
            parts = "  ".join(
                f"{word(status, self.lang)} {totals.statuses[family][status]}"
                for status in ("violation", "needs-evidence", "advisory")
                if totals.statuses[family][status]
            )
            self.console.print(Styled(f"  {family:<14}{count:>5}   {parts}"))
        if total > 1 and totals.noses and totals.noses[0][0]:
            worst = ", ".join(f"{one_line(name)} {nose}" for nose, name in totals.noses if nose)
            self.console.print(Styled(f"{word('worst', self.lang)}: {worst}", "dim"))
        self.console.print(Styled(f"{word('judged', self.lang)} {totals.stamp}", "dim"))
