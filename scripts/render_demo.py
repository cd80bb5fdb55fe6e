"""Render what the command really prints to ``docs/demo.svg``, for the README.

python scripts/render_demo.py
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
SAID = "家人们这款面膜全网醉低价，三天根治痘痘。我不敢说它是特效药，最后三分钟讲一下怎么用，有问题加我薇信。"


def main() -> None:
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-m", "governance", "scan", "-", "--format", "text", "--show-cleared"],
        input=SAID.encode(),
        capture_output=True,
        env=environment,
        check=False,
        cwd=ROOT,
    )
    console = Console(record=True, width=100, file=io.StringIO())
    console.print(Text(f"$ printf '{SAID}' | pinocchio scan - --format text --show-cleared", style="bold"))
    console.print(Text.from_ansi(done.stdout.decode()))
    picture = console.export_svg(title="pinocchio scan")
    # rich names fonts on the network; the reader's own will do.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    (ROOT / "docs" / "demo.svg").write_text(picture.replace("Fira Code", "monospace"), "utf-8")


if __name__ == "__main__":
    main()
