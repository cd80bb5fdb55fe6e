"""What a paper says it does not tell: 显色指数未检测, 未测豆浆程序, 整机包修期另行公布."""

from __future__ import annotations

import re

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.figures import reader_of
from governance.detect.evidence.paper import Sheet

_APPLIANCE = re.compile("[一-鿿]{2}[器机仪]")  # 加湿器噪音 is not of the 加湿量


def silent(claim: Claim, sheet: Sheet) -> Answer | None:
    """The clause speaks of what the paper says it left out. Neither proof nor disproof, whatever else agrees."""
    for word, left_out in sheet.left_out:
        if _speaks_of(claim, sheet, left_out):
            return Answer(
                "narrow", f"材料写明“{left_out[-10:]}”{word}。", f"The evidence leaves out '{left_out[-10:]}'."
            )
    return None


def _speaks_of(claim: Claim, sheet: Sheet, left_out: str) -> bool:
    table = sheet.table
    if table.content(_APPLIANCE.sub("，", claim.clause)) & table.content(left_out):
        return True
    reader = reader_of(table)
    if any(
        f.agrees(g, table.file.rounding) for f in claim.figures for g in reader.read(left_out) if f.measure == g.measure
    ):
        return True  # 2周时点未评价 beside 连用14天
    return any(
        any(name in left_out for name in order.names) and table.step(kind, claim.clause) is not None
        for kind, order in table.file.orders.items()
    )
