"""A client's report as its page shows it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from ivr.console.client_view import ClientView, chosen_period, periods_to_choose
from ivr.reports.client_report import Asking, Found, ProjectQueue, client_report
from ivr.reports.client_tables import Cell, Kind
from ivr.reports.client_words import Words
from ivr.reports.counts import Counts, Thresholds
from ivr.reports.period import period_of
from ivr.reports.quarters import Quarter
from ivr.reports.waits import Percentile

ENGLISH = Words("en")


@pytest.fixture
def view() -> ClientView:
    asking = Asking("p", "P", "C", (ProjectQueue("nurse", "Nurse", 20, 5, 80),), period_of("2026-10"),
                    ZoneInfo("UTC"), datetime(2026, 11, 2, tzinfo=UTC))  # fmt: skip
    counts = Counts(offered=10, answered=10, answered_within=8)
    quarter = Quarter("nurse", datetime(2026, 10, 5, 9, tzinfo=UTC), counts, Thresholds())
    nothing = ((), (Percentile(None), Percentile(None)), (), (), 1, (), ())
    return ClientView(client_report(asking, Found([quarter], [quarter], *nothing)), ENGLISH)


def test_figures_are_said_beside_those_before(view: ClientView) -> None:
    offered = view.figures[0]

    assert (view.value(offered), view.before(offered)) == ("10", "before 0")


@pytest.mark.parametrize(("level", "shade"), [(None, ""), (0.8, "0"), (0.79, "1"), (0.65, "2"), (0.0, "5")])
def test_the_further_below_the_goal_the_darker(view: ClientView, level: float | None, shade: str) -> None:
    assert view.shade(Cell(level, Kind.SHARE)) == shade


def test_the_heat_map_stands_apart(view: ClientView) -> None:
    assert view.heat.id == "heat"
    assert "heat" not in {table.id for table in view.tables}
    assert view.cell(view.heat.rows[0][0]) == "Thu 1 Oct 2026"
    assert view.is_number(Cell(1, Kind.COUNT))
    assert view.notes[0] == "Times are those of UTC."


def test_the_latest_periods_can_be_chosen_and_the_one_shown_is_among_them() -> None:
    names = [name for name, _ in periods_to_choose(date(2026, 11, 22), period_of("2020-01"), ENGLISH)]

    assert names[:3] == ["2020-01", "2026-11", "2026-10"]
    assert "2026-W47" in names
    assert chosen_period("x", None) is None
    assert chosen_period("2026-W47", None) == period_of("2026-W47")
