"""Trying the rulebook: its own examples, and why a sentence was or was not flagged."""
