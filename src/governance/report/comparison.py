"""Two audits side by side, for people."""

from __future__ import annotations

from typing import Any

from governance.errors import one_line
from governance.model import Lang
from governance.report.words import word

MOST = 30  # rows of a table that people read; json has all of them
_WORDS = {
    "zh": {"appeared": "新出现", "vanished": "已消失", "same": "两次都有", "by_rule": "按规则", "by_merchant": "按商家",
           "verdicts": "结论变化", "nobody": "（未注明）", "absent": "无此文稿", "more": "其余 {} 行见 --format json"},
    "en": {"appeared": "appeared", "vanished": "vanished", "same": "in both", "by_rule": "by rule",
           "by_merchant": "by merchant", "verdicts": "verdicts that moved", "nobody": "(none named)",
           "absent": "not there", "more": "{} rows more in --format json"},
}  # fmt: skip


def as_text(summary: dict[str, Any], lang: Lang) -> str:
    """The counts of a comparison as lines."""
    words = _WORDS[lang]
    lines = ["  ".join(f"{words[key]} {summary[key]}" for key in ("appeared", "vanished", "same"))]
    for table, name in (("by_rule", "rule"), ("by_merchant", "merchant")):
        rows = summary[table]
        if rows:
            lines += ["", words[table]]
            lines += [f"  +{row['appeared']:<6} -{row['vanished']:<6} {one_line(row[name] or words['nobody'])}"
                      for row in rows[:MOST]]  # fmt: skip
            if len(rows) > MOST:
                lines.append("  " + words["more"].format(len(rows) - MOST))
    if summary["verdicts"]:
        lines += ["", words["verdicts"]]
        for row in summary["verdicts"]:
            names = [word(row[end], lang) if row[end] else words["absent"] for end in ("from", "to")]
            lines.append(f"  {row['documents']:<6} {names[0]} → {names[1]}")
    return "\n".join(lines) + "\n"
