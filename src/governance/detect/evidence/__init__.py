"""What the document attaches, laid beside what the claim says.

One comparison a file; each answers for one thing (price, stock, share …) or says nothing. ``judge`` asks them all.
"""

from governance.detect.evidence.answer import Judged
from governance.detect.evidence.judge import judge

__all__ = ["Judged", "judge"]
