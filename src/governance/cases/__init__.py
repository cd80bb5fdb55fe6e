"""Cases, penalties and appeals, all of them ledger events.

:mod:`record` turns scans into events, :mod:`state` folds events into cases, :mod:`standing` says what stands against
a party at an instant, :mod:`docket` is what people do.
"""

from governance.cases.state import Case, Fold

__all__ = ["Case", "Fold"]
