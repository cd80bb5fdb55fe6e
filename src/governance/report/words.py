"""The words that the faces share, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from governance.model import Lang, LawRef

_WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "pass": "通过", "notice": "提醒", "review": "需人工复核", "block": "拦截",
        "violation": "违规", "needs-evidence": "需举证", "advisory": "提示",
        "low": "轻", "medium": "中", "high": "重", "critical": "特重",
        "reason": "原因", "law": "依据", "say": "建议改说", "cleared": "放行", "by": "因",
        "documents": "份文稿", "findings": "处问题", "nose": "鼻子", "summary": "小结", "family": "类别",
        "nothing": "没有发现问题", "hidden": "原话", "category": "品类", "inferred": "推断",
        "worst": "鼻子最长的", "judged": "依据规则库", "penalty": "罚则", "verdict": "结论", "found": "问题",
        "document": "文稿", "merchant": "商家", "transcript": "全文", "scan-title": "直播用语检查",
        "too-long": "全文太长，只列出所涉用语。",
    },
    "en": {
        "pass": "pass", "notice": "notice", "review": "needs review", "block": "block",
        "violation": "violation", "needs-evidence": "needs evidence", "advisory": "advice",
        "low": "low", "medium": "medium", "high": "high", "critical": "critical",
        "reason": "why", "law": "law", "say": "say instead", "cleared": "cleared", "by": "by",
        "documents": "documents", "findings": "findings", "nose": "nose", "summary": "summary",
        "family": "family", "nothing": "nothing to flag", "hidden": "meant", "category": "goods",
        "inferred": "inferred", "worst": "longest noses", "judged": "rulebook", "penalty": "penalty",
        "verdict": "verdict", "found": "findings", "document": "document", "merchant": "merchant",
        "transcript": "transcript",
        "scan-title": "Scan of live talk", "too-long": "Too long to show whole: the claims alone are listed.",
    },
}  # fmt: skip


# How a case stands: Chinese, English.
CASE_STATES: dict[str, tuple[str, str]] = {
    "open": ("待处理", "open"),
    "proposed": ("待二审", "second review"),
    "penalised": ("已处置", "penalised"),
    "dismissed": ("不予处置", "dismissed"),
    "appealed": ("申诉中", "appealed"),
    "upheld": ("维持", "upheld"),
    "overturned": ("已撤销", "overturned"),
}


def pick(words: Mapping[str, tuple[str, str]], key: str, lang: Lang) -> str:
    """A word of a table of pairs, Chinese and English; an unknown key stands for itself."""
    return words.get(key, (key, key))[lang == "en"]


def word(key: str, lang: Lang) -> str:
    """A word of the faces; an unknown key stands for itself."""
    return _WORDS[lang].get(key, key)


def clock(ms: int | None) -> str:
    """Milliseconds as ``[h:]mm:ss``; empty without a time."""
    if ms is None:
        return ""
    seconds = ms // 1000
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def article(ref: LawRef) -> str:
    """``AD_LAW 9(3) → 57``: the article, and after the arrow the one that sets the penalty."""
    return f"{ref.act} {ref.article}" + (f" → {ref.penalty}" if ref.penalty else "")
