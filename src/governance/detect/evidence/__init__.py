"""What the document attaches, laid beside what the claim says."""

from governance.detect.evidence.judge import Judged, judge

__all__ = ["Judged", "judge"]
