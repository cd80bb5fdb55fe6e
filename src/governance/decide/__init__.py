"""Small facts to a verdict, with the reasons. Never sees text.

Decision rules are data (``rules/decisions/*.yaml``), checked by ``compile`` against what durable-rules can run
safely, and run by a :class:`DecisionEngine`: durable-rules where it installs, else the plain evaluator of the same
rules, which a property test holds to the same answers.
"""

from governance.decide.verdict import Decider, Decision

__all__ = ["Decider", "Decision"]
