"""Strings to views that map back to the original; knows nothing of rules or families."""

from governance.language.text import Edit, Text

__all__ = ["Edit", "Text"]
