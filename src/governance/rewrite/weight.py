"""Of several charges in a line the one that its pointer answers."""

from __future__ import annotations

from collections.abc import Sequence

from governance.model import READS, Finding
from governance.rewrite.means import Means


def heaviest(first: Finding, charges: Sequence[Finding], means: Means) -> Finding:
    """The heaviest charge of those that are certain; ``first`` where the policy weighs none of them."""
    weight = means.rewrites.file.weight
    grave = [one for one in charges if one.status == "violation" and not one.cleared_by]
    # A rule knows what the claim is about; the reader guesses.
    pool = grave or [first]
    known = [one for one in pool if not one.rule.endswith(READS)]
    known = known or [one for one in pool if one.family != "restricted"] or [first]
    return min((one for one in known if one.family in weight), key=lambda one: weight.index(one.family), default=first)
