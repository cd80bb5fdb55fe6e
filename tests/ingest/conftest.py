"""Helpers to write a file and read it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from governance.errors import Problem
from governance.ingest import read_documents
from governance.model import Document

Read = Callable[..., tuple[list[Document], list[Problem]]]


def read_all(*sources: str, **options: object) -> tuple[list[Document], list[Problem]]:
    items = list(read_documents(sources, **options))  # type: ignore[arg-type]
    return (
        [item for item in items if isinstance(item, Document)],
        [item for item in items if isinstance(item, Problem)],
    )


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write ``name`` with ``data`` into an own folder and read it."""

    def write_and_read(name: str, data: str | bytes, **options: object) -> tuple[list[Document], list[Problem]]:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_all(str(path), **options)

    return write_and_read
