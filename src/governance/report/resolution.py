"""What was said and what was meant."""

from __future__ import annotations

from typing import Any, TextIO

from rich.console import Console
from rich.text import Text as Styled

from governance.errors import one_line
from governance.report.jsonl import dumps


def show(row: Any, format_: str, out: TextIO) -> None:
    """Print one resolved document (or, as ``json``, the list of them)."""
    if format_ != "text":
        out.write(dumps(row) + "\n")
        return
    console = Console(file=out, highlight=False, soft_wrap=True, markup=False, emoji=False)
    line, at = Styled(), 0
    for edit in row["edits"]:
        line.append(one_line(row["text"][at : edit["start"]]))
        line.append(one_line(edit["quote"]), "red strike")
        line.append(f"〔{edit['canonical']}·{edit['evasion']}〕", "green")
        at = edit["end"]
    line.append(one_line(row["text"][at:]))
    console.print(Styled(f"{one_line(row['id'])}  {len(row['edits'])}", "dim"))
    console.print(line)
