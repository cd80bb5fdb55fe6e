"""What kind of paper it is: its result, its dates, who made it, what it leaves out, what it speaks of.

Each comparison returns an answer, or None when it has nothing to say.
"""

from __future__ import annotations

import re

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.facts import Facts
from governance.detect.evidence.lexicons import lexicons_of

_FAILED = re.compile(
    r"不合格|未通过|不通过|不符合|不符|不达标|驳回|无效|已终止|终止|已失效|失效|已撤销|撤销|未授权|未获批|不予|未检出该|造假|虚假|查无|"
    r"无此|不存在|未备案|未注册|注销|未兑现|兑现0|另收|加收|员工账号|内部账号|运营账号|员工下单|自行撰写|代写|成交0|fail|invalid|revoked|rejected|lapsed|expired|withdrawn"
)


_SELF_MADE = re.compile(
    r"供应商|供货商|供货方|供货厂|代工厂|自我承诺|厂家自述|厂家自|自述|口头|厂家声明|自行声明|自测|自检|自我声明|自己测|商家自|自办|自行问卷|自行统计|自己统计|supplier|self"
)


def result(claim: Claim, facts: Facts) -> Answer | None:
    """Evidence whose own result is a failure speaks against the claim."""
    said = facts.word("result", "conclusion", "status", "outcome", "结论", "结果", "状态")
    found = _FAILED.search(said) or (_FAILED.search(facts.text) if not said else None)
    if found:
        return Answer("contradicts", f"所附材料写明“{found.group()}”。", f"The evidence itself says '{found.group()}'.")
    return None


UNTIL = ("valid_until", "expires", "expiry", "有效期至", "until")  # fields of the last day of a paper


def expiry(claim: Claim, facts: Facts) -> Answer | None:
    """Valid on the day of the broadcast?"""
    until = facts.day(*UNTIL)
    if until and until < claim.day:
        return Answer("narrow", f"所附材料已于{until}到期。", f"The evidence expired on {until}.")
    since = facts.day("valid_from", "effective")
    if since and since > claim.day:
        return Answer("narrow", f"所附材料{since}才生效。", f"The evidence is valid only from {since}.")
    return None


_OWN_PAPER = re.compile("supplier|self_|commitment|photo|screenshot")  # kinds of paper that anybody makes for himself


def issuer(claim: Claim, facts: Facts) -> Answer | None:
    """A supplier's word is no evidence."""
    who = facts.word("issuer", "source", "by", "出具", "来源")
    if (who and _SELF_MADE.search(who)) or _OWN_PAPER.search(facts.type):
        return Answer(
            "narrow", "只有供货方或商家自己的说法，不足以证明。", "The supplier's or shop's own word does not prove it."
        )
    return None


def kind(claim: Claim, facts: Facts) -> Answer | None:
    """An application is no patent (AD_LAW 12)."""
    applied = facts.type == "patent_application" or re.search(r"申请中|实质审查|受理|pending", facts.text)
    if applied and "专利" in claim.text:
        return Answer(
            "contradicts",
            "专利还在申请，没有授权，不得用于宣传。",
            "The patent is only applied for; it may not be advertised.",
        )
    return None


def name(claim: Claim, facts: Facts) -> Answer | None:
    """Names the same person, body, award or mark that the claim names."""
    said = facts.word("name", "person", "claim", "title", "award", "brand", "endorser", "holder", "issuer", "scope")
    pieces = {said[i : i + 2] for i in range(len(said) - 1) if re.fullmatch("[一-鿿]{2}", said[i : i + 2])}
    if any(piece in claim.text for piece in pieces):
        return Answer("fits", "所附材料与所说一致。", "The evidence names what the claim names.")
    return None


_UNFOUND = re.compile(
    r"(?:未|没有|没|无)(?:检测到|检测出|发现|查到|使用|添加|涉及)[^，。、；]{0,16}|[一-鿿]{1,6}(?:未检出|不得检出)"
    r"|[一-鿿a-z]{1,8}阴性|(?:未检出|不得检出|没有检出|[不未没]添?加|[零无]添加|不[含掺放]|未见|没有|无|非|不是)[^，。；]{0,8}|[一-鿿]{1,6}(?:零检出|为零|合格)"
)


def opposite(claim: Claim, facts: Facts) -> Answer | None:
    """Free-range against caged: a lexicon ``is-x`` in the claim against its ``isnt-x`` in the evidence."""
    told = "。".join(v for k, v in facts.words.items() if k not in ("type", "issuer", "source", "number"))
    shown = _UNFOUND.sub("", told)
    for name in lexicons_of(claim.book).affirmed(claim.said):
        told_of = claim.terms_in("isnt-" + name.removeprefix("is-"), shown)
        against = [word for word in told_of if word not in claim.sentence]  # 天然蛇纹石玉（岫玉） says it itself
        if against:
            return Answer("contradicts", f"材料写明“{against[0]}”。", f"The evidence says '{against[0]}'.")
    return None


_PART = re.compile(
    r"非本[款品批片机型店]|另一|本(?:品|链接|款|机|批)为|无隶属|不是本|其他款|其它款|别的款|老款|旧款|上一代|小样|送样|样品单|仅\d|仅[一二三四五六七八九十几]|"
    r"仅限|感谢信|感谢函|捐赠|参展|会员单位"
)


_EXCLUDED = re.compile(r"(?:非|不含|不包括|不包含|不涉及|不涉|除外)([一-鿿]{2,6})")


_LEFT_OUT_TOO = re.compile(r"不含|没有|零|无|未检出|不包")


_REGISTERED = re.compile(r"登记|备案|注册")


_APPROVED = re.compile(r"认证|批准|认可|核准|许可|获批")


def limits(claim: Claim, facts: Facts) -> Answer | None:
    """Another model, a sample, the seat only; an excluded thing; a mere filing where approval is claimed."""
    said = facts.word("scope", "claim", "note", "range", "说明", "范围")
    part = _PART.search(said)
    if part and part.group() not in claim.sentence:
        return Answer("narrow", f"所附材料只涉及“{part.group()}”。", f"The evidence covers only '{part.group()}'.")
    for left_out in _EXCLUDED.findall(claim.table.unmasked(said) if claim.table is not None else said):
        pieces = {left_out[i : i + 2] for i in range(len(left_out) - 1)}
        if any(piece in claim.said for piece in pieces) and not _LEFT_OUT_TOO.search(claim.said):
            return Answer("narrow", f"所附材料不包括“{left_out}”。", f"The evidence leaves out '{left_out}'.")
    if re.search(r"认证|批准|认可", claim.said) and _REGISTERED.search(said) and not _APPROVED.search(facts.text):
        return Answer("narrow", "登记、备案不等于认证、批准。", "A filing is no approval.")
    if "专利" in claim.said and "外观" in facts.text and "外观" not in claim.text:
        return Answer(
            "narrow", "所附的是外观设计专利，要说明种类。", "It is a design patent, which the claim must say."
        )  # fmt: skip
    return None


_SUBJECTS = ("claim", "subject", "item", "result", "scope", "function", "title", "name", "note", "项目", "结论")


def about(claim: Claim, facts: Facts) -> Answer | None:
    """Evidence that shares no word with the claim speaks of something else: 野生 beside a test for heavy metals."""
    said = facts.word(
        "claim", "subject", "item", "result", "scope", "function", "title", "name", "note", "项目", "结论"
    )
    if not re.search("[一-鿿]{2}", said):
        return None
    pieces = {said[i : i + 2] for i in range(len(said) - 1)}
    if any(piece in claim.text for piece in pieces):
        return None
    return Answer("narrow", f"材料只写明“{said[:20]}”，没有涉及所说内容。", "The evidence speaks of something else.")


def wording(claim: Claim, facts: Facts) -> Answer | None:
    """A better kind, grade or place than the certificate writes: 籽料 on a paper that says 和田玉."""
    better = [term for term in claim.terms_in("finer-kind", claim.said) if term not in facts.text]
    if better:
        return Answer("narrow", f"材料没有写明“{better[0]}”。", f"The evidence does not say '{better[0]}'.")
    return None


_CODE = r"[a-z]{0,8}[0-9]{4,}[a-z0-9]*(?:\.[0-9x])?"
_NUMBERED = re.compile(rf"(?:编号|证号|字第?|zl|no\.?|备)[ :：，]*(?P<number>{_CODE})")


def numbered(claim: Claim, facts: Facts) -> Answer | None:
    """The number said against the paper's own: 国妆特字20240932 beside a filing with another number."""
    said = _NUMBERED.search(claim.clause)
    digits = re.findall(_CODE, facts.word("number", "编号", "证号").lower())
    if said is None or not digits:
        return None
    if any(said["number"] in one or one in said["number"] for one in digits):
        return Answer("fits", "编号与材料相符。", "The number is that of the paper.")
    return Answer("narrow", f"材料的编号是{digits[0]}，不是{said['number']}。",
                  f"The paper's number is {digits[0]}, not {said['number']}.")  # fmt: skip
