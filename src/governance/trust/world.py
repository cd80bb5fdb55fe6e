"""Everything the answers are made from: figures, ledger entries, policy; and the board at any instant."""

from __future__ import annotations

from pathlib import Path

from governance.cases.state import Fold
from governance.errors import PinocchioError, Problem
from governance.ledger import Entry, Ledger
from governance.ledger.transfer import read_lines
from governance.trust.board import Board, Score, board
from governance.trust.intake import Dataset, read_dataset, shipped_year
from governance.trust.policy import read_trust
from governance.trust.schema import TrustFile
from governance.trust.texts import bought_texts


class World:
    """Figures and ledger, read once. ``entries`` are in the order of time."""

    def __init__(self, dataset: Dataset, entries: list[Entry], policy: TrustFile, bought: frozenset[str]) -> None:
        self.dataset = dataset
        self.entries = sorted(entries, key=lambda entry: (entry.at, entry.seq))
        self.policy = policy
        self.bought = bought
        self._fold = Fold()
        self._taken = 0
        self._until = ""

    def fold(self, at: str) -> Fold:
        """What had happened by ``at``. Going forward costs only what is new; going back starts anew."""
        if at < self._until:
            self._fold, self._taken = Fold(), 0
        self._until = at
        while self._taken < len(self.entries) and self.entries[self._taken].at <= at:
            self._fold.add(self.entries[self._taken])
            self._taken += 1
        return self._fold

    def board(self, at: str) -> Board:
        """All scores at ``at`` (a stamp)."""
        return board(self.dataset, self.fold(at), self.policy, at, self.bought)

    def under(self, policy: TrustFile) -> World:
        """The same world under another policy."""
        return World(self.dataset, self.entries, policy, self.bought)


def open_world(metrics: Path | None, db: str | None, rules: tuple[Path, ...] = (), *,
               beside: bool = False) -> World:  # fmt: skip
    """Read everything. Figures bring the events that lie beside them (``events.jsonl``) when there is no ledger; with a
    ledger only when told (``beside``), so that nobody answers for another's cases by accident.

    Raises PinocchioError, RulebookError, UsageError.
    """
    dataset = read_dataset(metrics)
    policy = read_trust(rules)
    entries = read_ledger(db) if db is not None else []
    events = (metrics or shipped_year()) / "events.jsonl"
    if (db is None or beside) and events.is_file():
        known = {entry.id for entry in entries}  # an event in both is one event
        entries += [entry for entry in read_events(events) if entry.id not in known]
    texts = dataset.reviews["text"].drop_nulls().to_list() if not dataset.reviews.is_empty() else []
    return World(dataset, entries, policy, bought_texts(texts, rules))


def read_ledger(db: str) -> list[Entry]:
    """All entries of a ledger. Raises PinocchioError when there is none."""
    with Ledger(db) as ledger:
        return list(ledger.iterate())


def read_events(path: Path) -> list[Entry]:
    """The events of a ledger export, as entries. Raises PinocchioError at the first line that is none."""
    entries: list[Entry] = []
    with path.open("rb") as stream:
        for line in read_lines(stream, str(path)):
            if isinstance(line, Problem):
                raise PinocchioError(line)
            if not line.id or not line.recorded_time:
                raise PinocchioError.of("a line without id or time of recording", str(path), "take a `ledger export`")
            entries.append(Entry(len(entries) + 1, line.id, line.recorded_time, "", line.event))
    return entries


def follow(board: Board, ledger: Ledger, merchant: str, at: str) -> Score:
    """One merchant after what the ledger took since the board's fold, at ``at`` (a stamp of the board's own day).

    The same as a board made anew, for the cost of the new entries.
    """
    for entry in ledger.iterate(after=board.fold.seq, until=at):
        board.fold.add(entry)
    board.at = at
    return board.rescored(merchant)
