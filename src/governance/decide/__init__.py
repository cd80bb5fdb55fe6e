"""Small facts to a verdict, with the reasons. Never sees text."""

from governance.decide.verdict import Decider, Decision

__all__ = ["Decider", "Decision"]
