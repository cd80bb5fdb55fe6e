"""Open the database of a ledger: SQLite in a file, or PostgreSQL by URL; one line for every way it can fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from governance.errors import PinocchioError, UsageError
from governance.ledger.tables import HEAD

WAIT_SECONDS = 30.0  # for another process to finish writing
_LOCK = 0x70696E6F  # "pino": the advisory lock that writers to PostgreSQL take


class Database:
    """Connections for reading and for writing. ``name`` is safe to print (no password)."""

    def __init__(self, where: str, *, create: bool, wait: float = WAIT_SECONDS) -> None:
        url = _url(where)
        self.name = url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string()
        self.sqlite = url.get_backend_name() == "sqlite"
        if self.sqlite:
            path = Path(self.name)
            if not create and not path.is_file():
                raise PinocchioError.of("no ledger here", self.name, "make one with `pinocchio scan … --record --db`")
            if not path.parent.is_dir():
                raise PinocchioError.of("the folder does not exist", str(path.parent), "make it first")
        arguments: dict[str, Any] = {"timeout": wait} if self.sqlite else {"connect_timeout": max(2, int(wait))}
        try:
            self.engine = sa.create_engine(url, connect_args=arguments)
        except (ImportError, NoSuchModuleError) as error:
            raise PinocchioError.of(f"no driver for this database: {error}", self.name,
                                    "pip install 'pinocchio-governance[postgresql]'") from None  # fmt: skip
        if self.sqlite:
            self._prepare_sqlite(wait)
        try:
            with self.told():
                self._check_schema(create)
        except BaseException:
            self.engine.dispose()
            raise

    def _prepare_sqlite(self, wait: float) -> None:
        # The driver would open transactions late and on its own; two writers need theirs at once (BEGIN IMMEDIATE).
        @sa.event.listens_for(self.engine, "connect")
        def connected(connection: Any, _: Any) -> None:
            connection.isolation_level = None
            connection.execute(f"PRAGMA busy_timeout={int(wait * 1000)}")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")

        @sa.event.listens_for(self.engine, "begin")
        def begun(connection: sa.Connection) -> None:
            writes = connection.get_execution_options().get("writes")
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the ledger."""
        with self.told(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that is the only writer until it ends."""
        with self.told(), self.engine.execution_options(writes=True).begin() as connection:
            if not self.sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            yield connection

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what the database complains of into one line with the mend."""
        try:
            yield
        except DBAPIError as error:
            what = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
            for sign, said, mend in _COMPLAINTS:
                if sign in what:
                    raise PinocchioError.of(said, self.name, mend) from None
            raise PinocchioError.of(f"the database says: {what}", self.name, "nothing was written") from None

    def _check_schema(self, create: bool) -> None:
        with self.engine.begin() as connection:
            version = _version(connection)
        if version == HEAD:
            return
        if version is not None and version > HEAD:
            raise PinocchioError.of(
                f"the ledger has schema {version}, this program knows schemas up to {HEAD}", self.name,
                "upgrade pinocchio; nothing was changed",
            )  # fmt: skip
        if version is None and not create:
            raise PinocchioError.of("not a ledger (it has no schema)", self.name, "give the file that was recorded to")
        with self.engine.execution_options(writes=True).begin() as connection:
            if not self.sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            if _version(connection) != HEAD:  # another process may have been quicker
                _migrate(connection)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


_COMPLAINTS: tuple[tuple[str, str, str], ...] = (
    ("database is locked", "another process is writing and did not finish in time", "try again; nothing was written"),
    ("disk is full", "the disk is full", "free some space and repeat the command; nothing of this batch was written"),
    ("disk I/O error", "the disk cannot be written or read", "check the disk; nothing of this batch was written"),
    ("file is not a database", "not a SQLite database", "give the file that was recorded to"),
    ("malformed", "the database file is damaged", "restore a copy, or import the last export into a new file"),
    ("readonly database", "the ledger is read-only", "check the permissions of the file and its folder"),
    ("unable to open", "the file cannot be opened", "check the path and its permissions"),
)


def location(given: str | None) -> str:
    """What ``--db`` or ``PINOCCHIO_DB`` names. Raises UsageError when neither does."""
    where = given or os.environ.get("PINOCCHIO_DB", "")
    if not where:
        raise UsageError.of("no ledger named", mend="give --db FILE (or a URL), or set PINOCCHIO_DB")
    return where


def _url(where: str) -> sa.URL:
    if "://" not in where:
        return sa.URL.create("sqlite", database=where)
    try:
        url = sa.make_url(where)
    except (ArgumentError, ValueError):
        # The text may hold a password: do not repeat it.
        raise UsageError.of("--db is not a database URL", mend="write postgresql://user@host/name, or a file") from None
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in ("sqlite", "postgresql") or (not url.database):
        raise UsageError.of(
            f"--db {url.get_backend_name()!r} cannot hold a ledger", mend="give a file, or postgresql://user@host/name"
        )
    return url


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
