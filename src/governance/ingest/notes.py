"""What was odd about many lines of a file, told once a kind and not once a line."""

from __future__ import annotations

from collections.abc import Iterator

from governance.errors import Problem
from governance.ingest.limits import MAX_LISTED
from governance.ingest.origin import Origin


class Notes:
    """Collects oddities of one file; give them out when the file is at its end."""

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self._odd: dict[tuple[str, str], _Lines] = {}

    def add(self, what: str, number: int, mend: str = "") -> None:
        """Remember that something was wrong with a line."""
        self._odd.setdefault((what, mend), _Lines()).add(number)

    def problems(self) -> Iterator[Problem]:
        """Yield one problem for each kind of oddity, naming its lines, and forget them."""
        odd, self._odd = self._odd, {}
        for (what, mend), lines in odd.items():
            where = f"{lines}: " if lines.count > 1 else ""  # one line is named by the place
            yield self.origin.problem(where + what, mend, lines.numbers[0])


class _Lines:
    """The first few line numbers, and how many there are."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.count = 0
        self._last = -1

    def add(self, number: int) -> None:
        if number == self._last:
            return
        self._last = number
        self.count += 1
        if len(self.numbers) < MAX_LISTED:
            self.numbers.append(number)

    def __str__(self) -> str:
        more = self.count - len(self.numbers)
        return f"lines {', '.join(map(str, self.numbers))}" + (f" and {more} more" if more else "")
