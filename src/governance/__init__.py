"""Pinocchio: trust governance for Chinese live-stream commerce."""

__version__ = "0.1.0"
