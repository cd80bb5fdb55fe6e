"""All of them, or part: 全员持证 beside five of twenty-three."""

from __future__ import annotations

import re

from governance.detect.evidence.answer import Answer
from governance.detect.evidence.claim import Claim
from governance.detect.evidence.compare.measured import COUNTS
from governance.detect.evidence.figures import BARE, Figure, reader_of
from governance.detect.evidence.paper import Sheet


def portion(claim: Claim, sheet: Sheet) -> Answer | None:
    """全员持证 against five of twenty-three; 29/48 against 六成 or against other heads."""
    shares = re.search(r"(\d+)/(\d+)", sheet.all_text)
    heads = sorted({p.figure.value for p in sheet.figures if p.figure.measure == "people"})
    clause = claim.clause.replace("平均", "").replace("人均", "")
    told = any(figure.measure == "share" for figure in claim.figures)  # 全部校区续报率87%: all of something else
    everyone = not told and any(word in clause for word in sheet.table.file.everyone)
    if everyone and heads == [1]:
        return Answer("narrow", "材料只涉及1人。", "The evidence covers one person.")
    if everyone and len(heads) > 1 and heads[0] < heads[-1]:
        return Answer(
            "narrow", f"{heads[-1]:g}人中材料只涉及{heads[0]:g}人。",
            f"The evidence covers {heads[0]:g} of {heads[-1]:g} people.",
        )  # fmt: skip
    if everyone:
        some = [p.figure for p in sheet.figures if p.figure.measure == "share" and p.about & claim.content]
        if some and max(f.high for f in some) < 100 * (1 - sheet.table.file.rounding):
            return _not_all(some[0])
    if shares is None:
        return None
    part, whole = float(shares[1]), float(shares[2])
    counts = [f.value for f in reader_of(sheet.table).read(claim.sentence) if f.measure in (BARE, *COUNTS)]
    if whole in counts and part not in counts and any(part * 1.03 < n < whole for n in counts):
        return Answer(
            "contradicts", f"材料写的是{shares[0]}。", f"The evidence says {shares[0]}."
        )  # fmt: skip
    return None


def _not_all(shown: Figure) -> Answer:
    return Answer("contradicts", f"材料写的是{shown.text}，不是全部。", f"The evidence says {shown.text}, not all.")
