"""A PostgreSQL server of our own, in a temporary folder, for the tests that need a real one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest


def _binaries() -> Path | None:
    """Where initdb lies: on the path, or in Debian's folder of versions."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a fresh server's default database; it listens on a socket in its own folder only."""
    binaries = _binaries()
    if binaries is None:
        what = "PostgreSQL is not installed; on Debian: apt-get install postgresql"
        if os.environ.get("PINOCCHIO_REQUIRE_POSTGRES") == "1":
            pytest.fail(what)
        pytest.skip(what)
    folder = Path(tempfile.mkdtemp(prefix="pino-pg-", dir="/tmp"))
    # The server refuses to run as root; Debian's package brings a user for it.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user, user)

    def run(*command: str) -> None:
        done = subprocess.run(command, user=user, group=user, extra_groups=[] if user else None, cwd=folder,
                              capture_output=True, text=True, timeout=120, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr or done.stdout

    data = folder / "data"
    run(str(binaries / "initdb"), "-D", str(data), "-U", "pino", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    run(str(binaries / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://pino@/postgres?host={folder}"
    finally:
        run(str(binaries / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


_numbers = count()


@pytest.fixture
def new_database(postgres_server: str) -> Callable[[], str]:
    """Make an empty database and give its URL."""
    import psycopg

    def make() -> str:
        name = f"t{next(_numbers)}"
        with psycopg.connect(postgres_server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return postgres_server.replace("/postgres?", f"/{name}?")

    return make
