"""An append-only, hash-chained record of what was seen and decided. Knows nothing of rules.

:class:`Ledger` appends and reads :class:`Event`; :func:`verify` checks the chain, :mod:`transfer` carries it
elsewhere and :func:`prune` forgets what is older than must be kept. SQLite in a file, PostgreSQL by URL.
"""

from governance.ledger.database import location
from governance.ledger.event import Entry, Event, now, stamp
from governance.ledger.ledger import Appended, Ledger
from governance.ledger.prune import prune
from governance.ledger.verify import Verified, verify

__all__ = ["Appended", "Entry", "Event", "Ledger", "Verified", "location", "now", "prune", "stamp", "verify"]
