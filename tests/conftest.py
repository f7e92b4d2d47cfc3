"""What every test shares: properties are checked without a stopwatch, because the machine is shared."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url

from ivr.store.database import Database
from ivr.store.migration import migrate

# Built upon the profile in force: where CI is set that is hypothesis' own `ci`, which repeats the same examples.
# Other examples in every run, so that half of the usual hundred finds the same faults a run later.
settings.register_profile(
    "ivr", settings.default, max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ivr")


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
