"""An empty workbook for a category: headings, what it must hand in, worksheets for papers and prices paid."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from governance.errors import PinocchioError
from governance.model import Lang
from governance.precheck.columns import CHINESE
from governance.precheck.policy import Policy
from governance.precheck.tables import ASIDE

_MAIN = (
    "id",
    "title",
    "selling_points",
    "detail",
    "script",
    "category",
    "merchant",
    "starts",
    "price",
    "list_price",
    "reference",
    "final",
    "coupon",
    "coupon_over",
    "over",
    "off",
    "every",
    "discount",
    "quantity",
    "buy",
    "give",
    "stock",
    "limited",
    "facts",
)
_ASIDE = {
    "evidence": (
        "id",
        "type",
        "number",
        "issuer",
        "claim",
        "scope",
        "function",
        "period",
        "source",
        "valid_until",
        "file",
    ),
    "history": ("id", "date", "price"),
    "gifts": ("id", "name", "spec", "count", "stated", "price"),
    "draws": ("id", "prize", "value", "winners", "probability", "conditions", "ends"),
}


def write_template(path: Path, category: str, policy: Policy, lang: Lang) -> None:
    """Write the workbook; its first comment lists what the category must hand in. Raises PinocchioError."""
    book = Workbook()
    main = book.active
    assert main is not None
    main.title = "商品"
    main.append([CHINESE[field] for field in _MAIN])
    needs = [one for one in policy.file.requirements if not one.categories or category in one.categories]
    said = "\n".join(f"- {one.title.to(lang)}: {one.mend.to(lang)}" for one in needs)
    main["F1"].comment = Comment(f"{category}\n{said}"[:4000], "pinocchio", width=520, height=360)
    facts = sorted({fact for one in needs for fact in one.facts})
    if facts:
        written = "{" + ", ".join(f'"{fact}": ""' for fact in facts) + "}"
        main.cell(row=1, column=len(_MAIN)).comment = Comment(f"JSON: {written}", "pinocchio")
    main.freeze_panes = "A2"
    for field, name in ASIDE.items():
        book.create_sheet(name).append(list(_ASIDE[field]))
    for sheet in book.worksheets:
        for column, cell in enumerate(sheet[1], 1):
            cell.font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(column)].width = 16
    try:
        book.save(path)
    except OSError as error:
        raise PinocchioError.of(f"cannot be written ({error.strerror})", str(path), "check the folder") from None
