"""Evasive wording undone: which word was meant where another was said.

One way of hiding a file; each proposes candidates with a score, and the resolver keeps the best that do not overlap.
Deterministic, explainable, and on plain text without triggers almost free.
"""

from governance.language.resolve.resolver import CodeWord, Resolver, Vocabulary

__all__ = ["CodeWord", "Resolver", "Vocabulary"]
