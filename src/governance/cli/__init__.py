"""The command line. Each command is a module that is imported only when it runs."""

from __future__ import annotations

from governance.cli.app import main

__all__ = ["main"]
