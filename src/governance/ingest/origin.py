"""Where a document comes from: its file, the name it gets, and problems that point there."""

from __future__ import annotations

import msgspec

from governance.errors import Place, Problem


class Origin(msgspec.Struct, frozen=True):
    """A file as shown to people, and the id its document has when it does not bring one."""

    file: str
    base: str

    def at(self, line: int) -> str:
        """Return the ``source`` of a document found on a line (or in a row) of the file."""
        return f"{self.file}:{line}"

    def named(self, number: int) -> str:
        """Return the id of the document on a line (or in a row) that brings none."""
        return f"{self.base}#{number}"

    def problem(self, what: str, mend: str = "", line: int = 0, column: int = 0) -> Problem:
        """Build a problem with this file, and a place in it when known."""
        return Problem(what, Place(self.file, line, column), mend)
