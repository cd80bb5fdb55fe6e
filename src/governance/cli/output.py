"""Where a command writes what people keep: standard output, or a file that is never seen half-written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from governance.errors import PinocchioError


def ending(output: Path | None, formats: tuple[str, ...]) -> str | None:
    """The format that a file's name asks for; None without a file or with another name."""
    suffix = output.suffix.lower().lstrip(".") if output else ""
    suffix = "text" if suffix == "txt" else suffix
    return suffix if suffix in formats else None


@contextmanager
def writing(output: Path | None) -> Iterator[TextIO]:
    """What to write to, the part an interrupted run has finished too. Raises PinocchioError where it cannot write."""
    if output is None:
        yield sys.stdout
        return
    part = output.with_name(f"{output.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
                yield out
        except KeyboardInterrupt:
            part.replace(output)
            raise
        part.replace(output)
    except OSError as error:
        raise PinocchioError.of(f"cannot be written ({error.strerror})", str(output), "check the folder") from None
    finally:
        part.unlink(missing_ok=True)
