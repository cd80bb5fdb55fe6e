"""What a rewrite is made with: the policy, the reader that judges what stays, and the kind of goods."""

from __future__ import annotations

from typing import NamedTuple

from governance.rewrite.calm import Calm
from governance.rewrite.fluency import Fluency
from governance.rewrite.schema import Rewrites


class Means(NamedTuple):
    """Handed to every step, so that each says only what it looks at."""

    rewrites: Rewrites
    calm: Calm
    category: str = "general"

    @property
    def fluency(self) -> Fluency:
        """The patterns that clauses are tried by."""
        return self.rewrites.fluency
