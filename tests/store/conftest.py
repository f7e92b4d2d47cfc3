"""The same store suite on SQLite and on PostgreSQL (a URL in IVR_TEST_POSTGRES, which `ivr test` gives).

The newest schema is made once on each: on SQLite every test has a copy, on PostgreSQL it is emptied after each test.
`bare` databases have no schema yet.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, make_url, text

from ivr.store.database import Database
from ivr.store.migration import migrate


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    if request.param == "postgresql" and not os.environ.get("IVR_TEST_POSTGRES"):
        pytest.skip("IVR_TEST_POSTGRES is not set: no PostgreSQL to test on")
    return str(request.param)


@pytest.fixture(scope="session")
def shared() -> Iterator["Shared"]:
    """A schema of PostgreSQL in the newest form."""
    with _schema_of_its_own() as url, _schema_of_its_own() as kept:
        yield Shared(url, str(make_url(kept).query["options"]).rpartition("=")[2])


@pytest.fixture
def bare(kind: str, tmp_path: Path) -> Iterator[Database]:
    if kind == "sqlite":
        yield from _opened(f"sqlite:///{tmp_path}/ivr.sqlite")
        return
    with _schema_of_its_own() as url:
        yield from _opened(url)


@pytest.fixture
def database(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    if kind == "sqlite":
        shutil.copyfile(request.getfixturevalue("migrated"), tmp_path / "ivr.sqlite")
        yield from _opened(f"sqlite:///{tmp_path}/ivr.sqlite")
        return
    everybodys: Shared = request.getfixturevalue("shared")
    yield from _opened(everybodys.url)
    everybodys.clear()


class Shared:
    """A migrated schema whose rows after the migration are kept in another one."""

    def __init__(self, url: str, kept: str) -> None:
        self.url = url
        database = Database(url)
        migrate(database)
        with database.read() as connection:
            tables = [table for table in inspect(connection).get_table_names() if table != "alembic_version"]
        with database.write() as connection:
            for table in tables:
                connection.execute(text(f'CREATE TABLE {kept}."{table}" AS TABLE "{table}"'))
        database.close()
        self._again = "; ".join(
            (
                "SET LOCAL session_replication_role = replica",  # no trigger keeps a row from going
                "SET LOCAL lock_timeout = 10000",
                *(f'DELETE FROM "{table}"; INSERT INTO "{table}" TABLE {kept}."{table}"' for table in tables),
                "SELECT setval(oid::regclass, 1, false) FROM pg_class"
                " WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace",
            )
        )

    def clear(self) -> None:
        """Leave what the migration left."""
        database = Database(self.url)
        with database.write() as connection:
            connection.exec_driver_sql(self._again)
        database.close()


def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


@contextmanager
def _schema_of_its_own() -> Iterator[str]:
    base = make_url(os.environ["IVR_TEST_POSTGRES"]).set(drivername="postgresql+psycopg")
    name = f"t{uuid.uuid4().hex}"
    engine = create_engine(base)
    try:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
        yield base.update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
        engine.dispose()
