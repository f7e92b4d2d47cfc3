"""`report queues` on an empty day and with rows."""

import json

import pytest
from typer.testing import CliRunner

from ivr.cli.report import app

RANGE = ("--from", "2026-07-01", "--to", "2026-07-01")


pytestmark = pytest.mark.usefixtures("nurse_home")


def said(*words: str) -> str:
    return CliRunner().invoke(app, ["queues", *RANGE, *words], catch_exceptions=False).stdout


def test_a_day_without_calls_says_so() -> None:
    assert "service_level_v7" in said()


def test_for_programs_there_is_json() -> None:
    assert [row.get("offered", 0) for row in json.loads(said("--format", "json"))] == [0]
