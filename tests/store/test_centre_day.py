"""The made-up day of the benchmarks is what the worker would have made of its history."""

import importlib.util
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import select

from ivr.store import agent_rollups, folded_rows, folding, rollups
from ivr.store.call_numbers import call_numbers
from ivr.store.database import Database

SOURCE = Path(__file__).parents[1] / "benchmarks" / "centre_day.py"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TABLES = (*folded_rows.FOLDED, rollups.rollups, rollups.day_rollups, agent_rollups.agent_rollups, call_numbers)


@pytest.fixture
def centre_day() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("centre_day", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["centre_day"] = module  # dataclasses look for their module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["centre_day"]


def rows(database: Database) -> dict[str, list[object]]:
    with database.read() as connection:
        ordered = {table.name: select(table).order_by(*table.primary_key.columns) for table in TABLES}
        return {name: [dict(row) for row in connection.execute(wish).mappings()] for name, wish in ordered.items()}


def test_the_worker_would_have_folded_the_same_rows(database: Database, centre_day: ModuleType) -> None:
    day = centre_day.Day(NOON - timedelta(minutes=20), NOON, calls=150, agents=5, queues=2)
    centre_day.put_centre(database, day)
    centre_day.fill(database, day)
    made = rows(database)
    assert folding.rebuild(database) == len(made["calls"]) == 150
    assert rows(database) == made
    assert {row["outcome"] for row in made["visits"]} >= {None, "answered", "abandoned"}


def test_the_same_seed_makes_the_same_day(centre_day: ModuleType) -> None:
    day = centre_day.Day(NOON - timedelta(minutes=20), NOON, calls=30, agents=5, queues=2)
    assert [made.events for made in centre_day.Calls(day)] == [made.events for made in centre_day.Calls(day)]
