"""A trained reader of papers: a claim and what is attached to it, read together as one who files such papers would.

The comparisons of :mod:`governance.detect.evidence` know what they compare and say why. Where none of them knows the
wording, the clerk still sees how much of what is said the papers speak of, which figures agree, and what only one side
mentions. It is a set of linear models over such bearings, so what weighed with it can be shown.
"""

from governance.detect.clerk.model import Clerk, Opinion

__all__ = ["Clerk", "Opinion"]
