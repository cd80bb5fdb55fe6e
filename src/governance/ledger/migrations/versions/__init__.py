"""Schema versions of the ledger, run by Alembic."""
