"""Cases for people. Takes the records that ``case --format json`` prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from rich.cells import cell_len
from rich.console import Console

from governance.beijing import beijing
from governance.errors import one_line
from governance.model import Lang
from governance.report.words import CASE_STATES, word

_WORDS: dict[str, tuple[str, str]] = {
    "case": ("案件", "case"),
    "party": ("主体", "party"),
    "document": ("文稿", "document"),
    "status": ("状态", "status"),
    "verdict": ("结论", "verdict"),
    "points": ("计分", "points"),
    "findings": ("问题", "findings"),
    "severity": ("程度", "severity"),
    "at": ("时间", "at"),
    "role": ("角色", "role"),
    "claims": ("事实", "facts"),
    "proposal": ("建议处置", "proposed"),
    "penalty": ("处置决定", "decided"),
    "measures": ("措施", "measures"),
    "basis": ("依据", "basis"),
    "reasons": ("理由", "reasons"),
    "standing": ("主体现状", "the party now"),
    "tier": ("等级", "tier"),
    "credit": ("学习抵扣", "learning credit"),
    "events": ("经过", "what happened"),
    "adjusted": ("审核从轻", "milder on review"),
    "called-for": ("原建议", "the policy called for"),
    "drop": ("不予适用", "dropped"),
    "replace": ("改为", "replaced by"),
    "shorten": ("缩短为", "shortened to"),
    "faded": ("计分已清零", "points have faded"),
    "appeal": ("申诉截止", "appeal until"),
    "days": ("天", "days"),
    "share": ("责任比例", "share"),
    "scheme": ("计分制", "scheme"),
    "until": ("至", "until"),
    "pending": ("待复核或申诉期满生效", "pending re-examination or the end of the appeal term"),
    "nobody": ("主体不明，不计分", "party unknown, no points"),
    "cases": ("件", "cases"),
    "review-hint": (
        "最近一次扫描已不再命中，建议人工复核",
        "the last scan no longer finds it: a person should look again",
    ),
    "gone": ("复查未再命中", "no longer found"),
    "corrected": ("当场已纠正", "corrected"),
    "permanent": ("长期", "permanent"),
    **CASE_STATES,
    "merchant": ("商家", "merchant"),
    "streamer": ("主播", "streamer"),
    "provider": ("服务机构", "provider"),
    "pk-partner": ("连麦方", "PK partner"),
    "unknown": ("不明", "unknown"),
    "good": ("良好", "good"),
    "watched": ("关注", "watched"),
    "restricted": ("受限", "restricted"),
    "behind": ("落后", "behind"),
    "first": ("初次", "first"),
    "later": ("非初次", "not the first"),
    "repeat": ("同类再犯", "repeat"),
    "history": ("历史", "history"),
    "not-counted": ("同句已计，不重复计", "these words are charged already"),
    "sum": ("合计", "sum"),
    "cap": ("单案上限", "cap of a case"),
    "fen": ("违约金（分）", "money (fen)"),
    "reviewers": ("审核人数", "reviewers"),
    "rulebook": ("规则库", "rulebook"),
    "nothing": ("无可处置", "nothing to penalise"),
}

_STYLE = {"block": "bold red", "review": "yellow", "penalised": "red", "overturned": "green", "appealed": "cyan"}


def clock_time(stamp: str) -> str:
    """A stamp for people: Beijing time to the minute."""
    return f"{beijing(stamp):%Y-%m-%d %H:%M}"


class CaseFace:
    """Writes lists, single cases and explanations in one language. ``titles`` names measures."""

    def __init__(self, out: TextIO, lang: Lang, titles: dict[str, dict[str, str]]) -> None:
        self.lang = lang
        self.titles = titles
        self.console = Console(file=out, highlight=False, soft_wrap=True, markup=False, emoji=False)

    def _w(self, key: str) -> str:
        pair = _WORDS.get(key)
        return (pair[1] if self.lang == "en" else pair[0]) if pair else word(key, self.lang)

    def _line(self, text: str, style: str | None = None) -> None:
        self.console.print(one_line(text), style=style)

    def table(self, rows: Iterable[dict[str, Any]]) -> None:
        """A line a case."""
        keys = ("case", "status", "verdict", "severity", "points", "party", "document", "at")
        lines: list[tuple[str | None, list[str]]] = [("dim", [self._w(key) for key in keys])]
        for row in rows:
            cells = [self._w(str(row[k])) if k in ("status", "verdict", "severity") else str(row[k]) for k in keys]
            cells[-1] = clock_time(row["at"])
            lines.append((_STYLE.get(row["status"]), [one_line(cell) for cell in cells]))
        # Padded by hand: a table of rich would cut ids off where the terminal is narrow.
        widths = [max(cell_len(cells[column]) for _, cells in lines) for column in range(len(keys))]
        for style, cells in lines:
            padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True))
            self.console.print("  ".join(padded).rstrip(), style=style)
        self._line(f"{len(lines) - 1} {self._w('cases')}", "dim")

    def expired(self, rows: list[dict[str, Any]]) -> None:
        """A line for each term that has ended."""
        for row in rows:
            what = self._measure(row["measure"]) if "measure" in row else self._w("faded")
            self._line(f"{clock_time(row['at'])}  {row['case']}  {row['party']}  {what}")
        self._line(f"{len(rows)}", "dim")

    def _adjusted(self, penalty: dict[str, Any]) -> None:
        for change in penalty.get("adjusted", ()):
            to = self._measure(change["to"]) if change.get("to") else ""
            days = f"{change['days']} {self._w('days')}" if change.get("days") else ""
            what = f"{self._measure(change['measure'])} {self._w(change['change'])} {to}{days}"
            self._line(f"  {self._w('adjusted')}: {what.rstrip()}")
        if penalty.get("proposed"):
            held = ", ".join(
                self._measure(one["measure"]) + (f" {one['days']} {self._w('days')}" if one["days"] else "")
                for one in penalty["proposed"]
            )
            self._line(f"  {self._w('called-for')}: {held}", "dim")

    def case(self, record: dict[str, Any]) -> None:
        """Everything about one case."""
        party = f"{self._w(record['role'])} {record['party']}"
        head = f"{record['case']}  {self._w(record['status'])}  {party}  {self._w('document')} {record['document']}"
        self._line(head, "bold")
        severity = f"{self._w('severity')} {self._w(record['severity'])}"
        verdict = f"{self._w('verdict')} {self._w(record['verdict'])}"
        self._line(f"{verdict}  {severity}  {self._w('nose')} {record['nose']}  {clock_time(record['at'])}", "dim")
        if record["role"] == "unknown":
            self._line(self._w("nobody"), "yellow")
        if record["suggests"]:
            self._line(self._w("review-hint"), "yellow")
        self._line(f"{self._w('claims')}:")
        for claim in record["claims"]:
            marks = [self._w("gone")] * (not claim["found"]) + [self._w("corrected")] * claim["corrected"]
            self._line(f"  {claim['rule']}  {self._w(claim['status'])} {self._w(claim['severity'])}  "
                       f"【{claim['quote']}】{'  ' + ', '.join(marks) if marks else ''}")  # fmt: skip
        for key in ("penalty", "proposal"):
            if record[key]:
                self._penalty(self._w(key), record[key])
        if record["appeal_until"]:
            self._line(f"{self._w('appeal')}: {clock_time(record['appeal_until'])}")
        self._standing(record["standing"])
        self._line(f"{self._w('events')}:")
        for event in record["events"]:
            by = event["by"]
            who = f"  {', '.join(by) if isinstance(by, list) else by}" if by else ""
            words = f"  {event['words']}" if event["words"] else ""
            self._line(f"  {clock_time(event['at'])}  {event['kind']}{who}{words}")

    def _penalty(self, title: str, penalty: dict[str, Any]) -> None:
        share = f"{self._w('share')} {penalty['share']}% ({penalty['arrangement']})"
        self._line(f"{title}: {self._w('points')} {penalty['points']}  {share}  "
                   f"{self._w('scheme')} {penalty['scheme']} {penalty['policy']}", "bold")  # fmt: skip
        for held in penalty["measures"]:
            term = f" {held['days']} {self._w('days')}" if held["days"] else ""
            because = self._w(held["because"]) if "≥" not in held["because"] else held["because"]
            self._line(f"  {self._measure(held['measure'])}{term}  ({because})")
        self._adjusted(penalty)
        if penalty["fen"]:
            self._line(f"  {self._w('fen')} {penalty['fen']}")
        for reason in penalty["reasons"]:
            self._line(f"  · {reason[self.lang]}")
        basis = "; ".join(f"{ref['act']} {ref['article']}" for ref in penalty["basis"])
        self._line(f"  {self._w('basis')}: {basis}")
        if penalty["reviewers"] > 1:
            self._line(f"  {self._w('reviewers')}: {penalty['reviewers']}")

    def _standing(self, standing: dict[str, Any]) -> None:
        credit = f"  {self._w('credit')} {standing['credit']}" if standing["credit"] else ""
        self._line(f"{self._w('standing')}: {standing['party']}  {self._w('points')} {standing['points']}{credit}  "
                   f"{self._w('tier')} {self._w(standing['tier'])}")  # fmt: skip
        for held in standing["measures"]:
            until = f"{self._w('until')} {clock_time(held['until'])}" if held["until"] else self._w("permanent")
            pending = f"  {self._w('pending')}" if held["pending"] else ""
            self._line(f"  {self._measure(held['measure'])}  {until}{pending}  {held['case']}")

    def chain(self, record: dict[str, Any]) -> None:
        """The rules and facts from finding to penalty."""
        self._line(f"{record['case']}  {record['party']}  {self._w(record['status'])}", "bold")
        for charge in record["charges"]:
            self._line(f"【{charge['quote']}】 {charge['finding']}  {self._w(charge['status'])} "
                       f"{self._w(charge['severity'])} → {charge['base']} {self._w('points')}", "bold")  # fmt: skip
            facts = charge["facts"]
            self._line(f"  {self._w('history')}: {self._w(facts['history'])}  {facts['family']} · {facts['category']}")
            for rule in charge["rules"]:
                self._line(f"  {rule['rule']}: {rule[self.lang]}")
            for ref in charge["law"]:
                self._line(f"  {self._w('law')}: {ref['act']} {ref['article']}")
            result = f"{charge['base']} × {charge['percent']}% = {charge['points']}"
            self._line(f"  ⇒ {result}" if charge["counts"] else f"  ⇒ 0  {self._w('not-counted')}", "green")
        if "nothing" in record:
            self._line(f"{self._w('nothing')}: {record['nothing']}", "yellow")
            return
        total = record["sum"]
        self._line(f"{self._w('sum')}: {total['charged']} × {total['share']}% ({total['arrangement']}) → "
                   f"{total['points']} ({self._w('cap')} {total['case_cap']})", "bold")  # fmt: skip
        self._penalty(self._w("penalty" if record["decided"] else "proposal"), record["penalty"])
        self._line(f"{self._w('rulebook')} {record['rulebook']}", "dim")

    def _measure(self, name: str) -> str:
        return self.titles.get(name, {}).get(self.lang, name)
