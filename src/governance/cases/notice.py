"""What a party is told of a decision: facts, reasons, basis, measures with their term, and how to appeal.

Order 117 Art. 12 asks that measures be stated with a remedy, Art. 14 that a blacklisting name facts, reasons, basis,
term and the way to appeal, and that it be re-examined and answered.
"""

from __future__ import annotations

from typing import Any

from governance.beijing import beijing
from governance.cases.docket import Desk
from governance.cases.standing import appeal_until, measures_of, standing_of
from governance.cases.state import Case
from governance.cases.view import number
from governance.decide.penalties.ticket import Charge, Ticket, case_points, charged
from governance.errors import UsageError
from governance.model import Lang, LawRef

_WORDS: dict[Lang, dict[str, str]] = {
    "zh": {
        "title": "违规处置通知书", "number": "案件编号", "party": "当事方", "date": "决定日期", "facts": "一、事实",
        "reasons": "二、理由", "basis": "三、依据", "decision": "四、处置措施与期限", "appeal": "五、申诉途径",
        "foot": "本通知由规则引擎依据平台公示规则生成、经人工审核作出，不构成法律意见。",
        "merchant": "商家", "streamer": "主播", "provider": "服务机构", "pk-partner": "连麦方",
    },
    "en": {
        "title": "Notice of decision", "number": "Case", "party": "Party", "date": "Decided", "facts": "1. Facts",
        "reasons": "2. Reasons", "basis": "3. Basis",
        "decision": "4. Measures and their term", "appeal": "5. How to appeal",
        "foot": "Prepared by a rules engine from published rules and decided by people. Not legal advice.",
        "merchant": "merchant", "streamer": "streamer", "provider": "service provider", "pk-partner": "PK partner",
    },
}  # fmt: skip


def notice(case: Case, desk: Desk, at: str, lang: Lang) -> dict[str, Any]:
    """The record that ``report/notice.py`` renders. Raises UsageError while nothing is decided."""
    ticket = case.ticket
    if ticket is None or case.status == "overturned":
        state = "was overturned" if case.status == "overturned" else f"is {case.status}"
        raise UsageError.of(f"case {case.id} {state}: there is no penalty to give notice of", mend="`case show` tells")
    words = _WORDS[lang]
    standing = standing_of(desk.fold, case.party, at)
    ids = desk.fold.standing(case.party)
    counted = [charge for charge, _ in charged(ticket, ids)]
    titles = {located.rule.id: located.rule.title for located in desk.source.rules}
    whole = [reason.to(lang) for reason in ticket.reasons]
    milder = []
    if ticket.adjusted:
        said = next((str(e.event.payload.get("reason")) for e in case.events if e.event.kind == "penalised"), "")
        milder = [f"经审核从轻处置：{said}" if lang == "zh" else f"Treated more mildly on review: {said}"]
    own, total = number(sum(case_points(ticket, ids).values())), number(standing.total)
    return {
        "lang": "zh-CN" if lang == "zh" else "en", "w": words, "title": words["title"], "case": case.id,
        "party": case.party.partition(":")[2], "role": words.get(case.role, case.role),
        "date": _day(case.decided_at), "facts_lead": _lead(case, lang),
        "claims": [
            {"title": titles[c.rule].to(lang) if c.rule in titles else c.rule, "quote": c.quote,
             "time": _clock(case, c.fingerprint)}
            for c in counted
        ],
        "reasons": list(dict.fromkeys([*_reasons(counted, desk, lang), *whole, *milder])),
        "basis": [_article(desk, ref, lang) for ref in ticket.basis],
        "measures": _measures(case, desk, lang),
        "points": f"计 {own} 分，累计 {total} 分" if lang == "zh" else f"{own} points; {total} in all",
        "appeal": _appeal(case, ticket, lang),
    }  # fmt: skip


def _lead(case: Case, lang: Lang) -> str:
    day = _day(case.at)
    if lang == "zh":
        return f"{day} 的直播或文案（编号 {case.document}）中有下列表述："
    return f"In the stream or copy {case.document} of {day} the following was said:"


def _reasons(counted: list[Charge], desk: Desk, lang: Lang) -> list[str]:
    """Why each claim is wrong, in the words of its rule (a rule that is gone says nothing)."""
    said = {located.rule.id: located.rule.reason.to(lang) for located in desk.source.rules}
    return [
        said[charge.rule].replace("{quote}", charge.quote).replace("{canonical}", charge.quote)
        for charge in counted
        if charge.rule in said
    ]


def _measures(case: Case, desk: Desk, lang: Lang) -> list[str]:
    """What runs from the decision on: the measures in force at that instant, with their last day."""
    stands = [other for other in desk.fold.of_party(case.party) if other.stands]
    ids = frozenset(other.id for other in stands)
    out = []
    for held in measures_of(case, stands, ids, case.decided_at):
        title = desk.policy.measure(held.measure).title.to(lang) if _known(desk, held.measure) else held.measure
        first, last = _day(held.since), _day(held.until) if held.until else ""
        if held.until:
            span = first if first == last else f"{first} – {last}"
        else:
            span = "长期，可申请解除" if lang == "zh" else "permanent; its end may be asked for"
        if held.pending:
            span += (
                "（申诉期满或复核后生效）"
                if lang == "zh"
                else " (from the end of the appeal term or the re-examination)"
            )
        out.append(f"{title}: {span}")
    if case.ticket is not None and case.ticket.fen:
        yuan = f"{case.ticket.fen / 100:.2f}"
        out.append(f"违约金 {yuan} 元" if lang == "zh" else f"CNY {yuan} under the contract")
    return out


def _known(desk: Desk, name: str) -> bool:
    return any(measure.id == name for measure in desk.policy.file.ladder)


def _appeal(case: Case, ticket: Ticket, lang: Lang) -> list[str]:
    last = _day(appeal_until(case))
    if lang == "zh":
        return [
            f"如有异议，请于 {last} 前（含当日，共 {ticket.appeal_days} 个自然日）提出申诉，写明编号并附证据。",
            "申诉由未参与原决定的人员复核，并书面答复理由；申诉成立的，撤销处置并恢复计分。",
        ]
    return [
        f"You may appeal until {last} (that day included; {ticket.appeal_days} natural days from this notice). "
        "Name the case, attach evidence.",
        "Somebody who had no part in the decision re-examines it and answers with reasons; "
        "if you are right, the penalty falls and the points are restored.",
    ]


def _article(desk: Desk, ref: LawRef, lang: Lang) -> str:
    act = desk.source.law.acts.get(ref.act)
    if act is None:
        return f"{ref.act} {ref.article}"
    said = act.articles.get(ref.article)
    name = f"《{act.title.zh}》第 {ref.article} 条" if lang == "zh" else f"{act.title.en}, Art. {ref.article}"
    return f"{name}: {said.to(lang)}" if said else name


def _clock(case: Case, fingerprint: str) -> str:
    ms = next((f.start_ms for f in case.first.findings if f.fingerprint == fingerprint), None)
    return "" if ms is None else f"{ms // 3_600_000}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}"


def _day(at: str) -> str:
    return beijing(at).date().isoformat()
