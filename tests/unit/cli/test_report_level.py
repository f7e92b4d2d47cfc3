"""`report service-level`, counted by the rules of the time or anew."""

import json

import pytest
from typer.testing import CliRunner

from ivr.cli.report import app

RANGE = ("--from", "2026-07-01", "--to", "2026-07-01")


pytestmark = pytest.mark.usefixtures("nurse_home")


def said(*words: str) -> str:
    answer = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.stdout


@pytest.mark.parametrize(("interval", "rows"), [("30m", 48), ("day", 1), ("month", 1)])
def test_each_interval_has_a_row_without_values_when_nobody_joined(interval: str, rows: int) -> None:
    found = json.loads(said("service-level", *RANGE, "--interval", interval, "--format", "json"))
    assert (len(found), {row["service_level"] for row in found}) == (rows, {None})


def test_all_variants_stand_side_by_side_when_asked_for() -> None:
    (row,) = json.loads(said("service-level", *RANGE, "--interval", "day", "--variants", "--format", "json"))
    assert {f"service_level_v{number}" for number in range(1, 8)} <= set(row)


def test_counting_anew_says_so() -> None:
    assert "counted anew, by today's thresholds" in said("service-level", *RANGE, "--rule", "today")
    (row,) = json.loads(said("service-level", *RANGE, "--interval", "day", "--within", "33", "--format", "json"))
    assert (row["threshold_s"], row["counted"]) == (33, "anew, by the thresholds asked for")


def test_a_passport_is_said_in_sentences_and_an_unknown_figure_refused() -> None:
    assert "Service level = answered within T / (answered + abandoned)" in said("passport", "service_level", *RANGE)
    assert "no figure is called 'luck'" in str(CliRunner().invoke(app, ["passport", "luck"]).exception)
    assert "the days are 1, 3, 7 or 30" in str(CliRunner().invoke(app, ["queues", "--days", "2"]).exception)
