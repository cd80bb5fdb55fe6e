"""A review certificate to be read and filed, as HTML or PDF, from the record that ``precheck --certificate`` writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from governance.errors import PinocchioError, UsageError, one_line
from governance.model import Lang
from governance.report.conditions import admission_lines
from governance.report.notice import environment
from governance.report.precheck import say

FORMS = (".json", ".html", ".pdf")
_FONT = "STSong-Light"  # one of the CID fonts that every PDF reader brings; nothing is embedded
_WORDS: dict[str, tuple[str, str]] = {
    "title": ("宣传前审查证书", "Certificate of review before the promotion"),
    "reviewed-at": ("审查时间", "reviewed at"),
    "as-of": ("适用日期", "law as of"),
    "gate-digest": ("准入规则摘要", "digest of the gate"),
    "certificate": ("证书摘要", "digest of the certificate"),
    "merchant": ("商家", "merchant"),
    "script": ("话术摘要", "digest of the script"),
    "sheet": ("全单摘要", "digest of the sheet"),
    "evidence": ("材料摘要", "digest of the paper"),
    "open": ("未决事项", "open"),
    "words": ("已审内容", "words reviewed"),
    "none": ("无", "none"),
    "note": (
        "本证书是审查记录，不是合法性认定；内容变动后失效，用 pinocchio precheck verify 核对 JSON 原件。",
        "A record of a review, not a finding of lawfulness; void once anything changed: verify the JSON original with "
        "pinocchio precheck verify.",
    ),
}


def write_certificate(path: Path, certificate: dict[str, Any], lang: Lang) -> None:
    """Write the certificate as its ending says (``.html`` or ``.pdf``). Raises PinocchioError, UsageError."""

    def word(key: str) -> str:
        return _WORDS[key][lang == "en"] if key in _WORDS else say(key, lang)

    try:
        if path.suffix.lower() == ".pdf":
            _pdf(path, certificate, lang, word)
        else:
            page = environment().get_template("certificate.html")
            path.write_text(
                page.render(c=certificate, lang=lang, word=word, admission=lambda gate: admission_lines(gate, lang)),
                "utf-8", errors="replace",
            )  # fmt: skip
    except OSError as error:
        raise PinocchioError.of(f"cannot be written ({error.strerror})", str(path), "check the folder") from None


def _pdf(path: Path, certificate: dict[str, Any], lang: Lang, word: Callable[[str], str]) -> None:
    try:
        from reportlab.lib.pagesizes import A4
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfbase.pdfmetrics import registerFont
        from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Spacer
    except ImportError:
        raise UsageError.of("a PDF needs reportlab", mend="pip install 'pinocchio-governance[pdf]', or .html") from None
    registerFont(UnicodeCIDFont(_FONT))
    plain = ParagraphStyle("plain", fontName=_FONT, fontSize=9.5, leading=14, wordWrap="CJK")
    title = ParagraphStyle("title", parent=plain, fontSize=18, leading=26)
    head = ParagraphStyle("head", parent=plain, fontSize=12, leading=18, spaceBefore=8)
    small = ParagraphStyle("small", parent=plain, fontSize=7.5, leading=11, textColor="#555555")

    def line(text: str, style: Any = plain) -> Any:
        return Paragraph(escape(one_line(text)), style)

    flow: list[Any] = [line(word("title"), title), line(_batch(certificate, word))]
    flow += [line(f"{name}: {value}", small) for name, value in facts(certificate, word)]
    flow += [line(word("note"), small), Spacer(1, 6)]
    for sheet in certificate["sheets"]:
        flow += [HRFlowable(width="100%"), line(f"{sheet['id']} · {word(sheet['level'])} · {sheet['category']}", head)]
        gate = sheet.get("admission")
        flow += [line(text) for text in (admission_lines(gate, lang) if gate else ())]
        digests = sheet["digests"]
        for name, value in (("script", digests["script"]), ("sheet", digests["sheet"]), *digests["evidence"].items()):
            flow.append(line(f"{word(name) if name in _WORDS else word('evidence') + ' ' + name}: {value}", small))
        for item in sheet["open"]:
            said = item["quote"] or item["rule"]
            flow.append(
                line(f"{word('open')}: {word(item['gate'])} · {word(item['outcome'])} · {item['part']} · {said}")
            )
        flow += [line(f"[{part}] {words}") for part, words in sheet["words"].items()]
    # Fixed dates and identifiers: the same certificate gives the same bytes.
    SimpleDocTemplate(str(path), pagesize=A4, title=word("title"), invariant=1).build(flow)


def facts(certificate: dict[str, Any], word: Callable[[str], str]) -> list[tuple[str, str]]:
    """What the whole certificate states, as name and value."""
    book = certificate["rulebook"]
    return [
        (word("reviewed-at"), certificate["reviewed_at"]),
        (word("as-of"), certificate["as_of"] or certificate["reviewed_at"][:10]),
        (word("rulebook"), f"{book['version']} {book['digest']}"),
        (word("gate-digest"), certificate["gate"]), (word("certificate"), certificate["digest"]),
    ]  # fmt: skip


def _batch(certificate: dict[str, Any], word: Callable[[str], str]) -> str:
    batch = certificate["batch"]
    counts = " · ".join(f"{word(level)} {count}" for level, count in batch["levels"].items() if count)
    return f"{word(batch['level'])} — {batch['sheets']} {word('sheets')}: {counts}"
