"""Render what the command really prints to ``docs/demo.svg``, for the README.

    python scripts/render_demo.py
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
SAID = "家人们这款面膜全网醉低价，三天根治痘痘。我不敢说它是药，最后三分钟讲一下怎么用。没效果加我薇信退钱。"


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
    console.save_svg(str(ROOT / "docs" / "demo.svg"), title="pinocchio scan")


if __name__ == "__main__":
    main()
