"""Penalties: policy as data, proposals with reasons, and tickets that can be recomputed from the record."""
