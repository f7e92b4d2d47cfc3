"""What every test shares: properties are checked without a stopwatch, because the machine is shared."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, make_url

from ivr.store import database as opened_by
from ivr.store.database import Database
from ivr.store.migration import migrate

# Built upon the profile in force: where CI is set that is hypothesis' own `ci`, which repeats the same examples.
# Other examples in every run, so that half of the usual hundred finds the same faults a run later.
settings.register_profile(
    "ivr", settings.default, max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ivr")
MANY = 2000  # statements of all tests of a part


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the test that was broken off: a part that takes too long is interrupted."""
    broken_off = os.environ.get("PYTEST_CURRENT_TEST")  # gone when a test is over
    if broken_off:
        terminalreporter.write_line(f"broken off in {broken_off}")


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Every test has an engine of its own; what was compiled for one serves all on the same kind of database."""
    first: dict[str, Engine] = {}

    def made(url: Any, **options: Any) -> Engine:
        engine = create_engine(url, query_cache_size=MANY, **options)
        like = first.setdefault("sqlite" if engine.dialect.name == "sqlite" else str(engine.url), engine)
        engine.dialect, engine._compiled_cache = like.dialect, like._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opened_by, "create_engine", made)
        yield


@pytest.fixture
def fresh(migrated: Path) -> Callable[[str], Database]:
    """Opens an empty database in the newest schema at a URL of SQLite."""

    def opened(url: str) -> Database:
        shutil.copyfile(migrated, str(make_url(url).database))
        return Database(url)

    return opened


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database in the newest schema: made once, copied by each test that needs one."""
    file = tmp_path_factory.mktemp("schema") / "ivr.sqlite"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.close()
    return file
