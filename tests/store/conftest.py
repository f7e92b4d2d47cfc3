"""The same store suite on SQLite and on PostgreSQL (a URL in IVR_TEST_POSTGRES, which `ivr test` gives)."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from ivr.store.database import Database
from ivr.store.migration import migrate


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/ivr.sqlite"
        return
    server = os.environ.get("IVR_TEST_POSTGRES")
    if not server:
        pytest.skip("IVR_TEST_POSTGRES is not set: no PostgreSQL to test on")
    yield from _schema_of_its_own(server)


@pytest.fixture
def bare(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def database(bare: Database) -> Database:
    migrate(bare)
    return bare


def _schema_of_its_own(server: str) -> Iterator[str]:
    base = make_url(server).set(drivername="postgresql+psycopg")
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
