"""Work lists on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
NOBODY = "nobody"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def postgresql_programs() -> Path:
    """The folder of initdb and pg_ctl; installs PostgreSQL when it is missing."""
    found = subprocess.run(
        ["sh", str(HERE / "setup.sh")], check=True, capture_output=True, text=True
    )
    return Path(found.stdout.strip())


@pytest.fixture(scope="session")
def postgresql(postgresql_programs: Path) -> Iterator[str]:
    """The address of a PostgreSQL of our own, gone after the tests."""
    # A short path: that of the socket must not be longer than 107 characters.
    data = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    # PostgreSQL refuses to be run by root.
    user = NOBODY if os.geteuid() == 0 else None
    if user:
        shutil.chown(data, user)
    port = free_port()

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(postgresql_programs / program), "-D", str(data / "db"), *arguments],
            check=True,
            user=user,
            cwd=data,
            env={"PATH": os.environ["PATH"], "HOME": str(data), "LC_ALL": "C"},
            stdout=subprocess.DEVNULL,
        )

    try:
        run("initdb", "-U", "desk", "--auth=trust", "--no-sync", "-E", "UTF8")
        settings = f"-h 127.0.0.1 -p {port} -k {data} -c max_connections=200"
        run(
            "pg_ctl",
            "-w",
            "-t",
            "120",
            "-l",
            str(data / "log"),
            "-o",
            settings,
            "start",
        )
        yield f"postgresql://desk@127.0.0.1:{port}/postgres"
        run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The address of an empty SQLite database."""
    return f"sqlite:///{tmp_path}/worklist.db"


@pytest.fixture
def empty_postgresql(postgresql: str) -> str:
    """The same PostgreSQL with nothing in it."""
    import sqlalchemy as sa

    engine = sa.create_engine(postgresql, future=True)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()
    return postgresql


@pytest.fixture(params=["sqlite", "empty_postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Each database that is promised, one after the other."""
    address: str = request.getfixturevalue(request.param)
    return address
