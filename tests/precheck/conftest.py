"""What the tests of rewriting share."""

from __future__ import annotations

import pytest

from governance.pipeline import Scanner
from governance.rewrite.fixer import Fixer
from governance.rewrite.schema import read_rewrites


@pytest.fixture(scope="module")
def fixer(scanner: Scanner) -> Fixer:
    return Fixer(scanner, read_rewrites())
