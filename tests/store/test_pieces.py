"""Reports by day are read from the days, and are what the quarters give."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, update

from ivr.calls.disposition import VisitOutcome
from ivr.hours.periods import Period, period_starts
from ivr.hours.zone import day_start
from ivr.reports.call_record import CallRecord, Visit
from ivr.reports.counts import Thresholds
from ivr.reports.quarters import quarter_rows, quarter_total
from ivr.reports.recount import recounted
from ivr.reports.service_level import Question, interval_rows
from ivr.store import visits
from ivr.store.centre import Centre, Queue, Skill, queues, save_centre
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.folding import replace
from ivr.store.pieces import lengths, pieces, together, whole_days
from ivr.store.rollups import rollups

ZONES = {  # the day clocks go back
    "Europe/Budapest": date(2026, 10, 25),
    "America/Santiago": date(2026, 4, 4),
    "Australia/Lord_Howe": date(2026, 4, 5),
}


def filled(database: Database, zone: str, since: datetime) -> None:
    """Calls every 37 minutes for four days, one of them across the change of clocks."""
    moments = [since + timedelta(minutes=37 * step) for step in range(4 * 24 * 60 // 37)]
    outcomes = (VisitOutcome.ANSWERED, VisitOutcome.ABANDONED, VisitOutcome.TIMED_OUT)
    records = []
    for number, joined in enumerate(moments):
        left = joined + timedelta(seconds=number % 50 + 0.25)
        visit = Visit(f"v{number}", f"c{number}", "nurse", joined, left_at=left, outcome=outcomes[number % 3])
        records.append(CallRecord(visit.call_id, joined, visits=(visit,)))
    with database.write() as connection:
        skills = (Skill("nurse", "Nurse"),)
        save_centre(connection, Centre(skills=skills, queues=(Queue("nurse", "Nurse", "nurse", timezone=zone),)))
        replace(connection, records)


@pytest.mark.parametrize(("zone", "day"), ZONES.items())
@pytest.mark.parametrize("period", [Period.HALF_HOUR, Period.DAY, Period.WEEK, Period.MONTH])
def test_rows_are_those_of_the_visits(database: Database, zone: str, day: date, period: Period) -> None:
    where = ZoneInfo(zone)
    since, until = day_start(day - timedelta(days=1), where), day_start(day + timedelta(days=3), where)
    filled(database, zone, since)
    question = Question("nurse", since + timedelta(hours=5), until, until, where, period)
    with database.read() as connection:
        found = pieces(connection, Range(question.since, until, frozenset({"nurse"})), period, zone)
        made = visits.joined_between(connection, question.since, until)
    rows = quarter_rows(found, [], question)
    assert rows == interval_rows(made, question)
    assert sum(row.offered for row in rows) == quarter_total(found, [], question).offered == len(made)


def test_a_queue_that_had_another_clock_is_read_by_quarters(database: Database) -> None:
    where = ZoneInfo("Europe/Budapest")
    since = day_start(date(2026, 7, 1), where)
    filled(database, "Europe/Budapest", since)
    wanted = Range(since, since + timedelta(days=4))
    with database.write() as connection:
        assert len(pieces(connection, wanted, Period.DAY, "Europe/Budapest")) == 4
        connection.execute(update(queues).values(timezone="UTC"))
        assert len(pieces(connection, wanted, Period.DAY, "UTC")) == 5
        question = Question("nurse", since, wanted.until, wanted.until, ZoneInfo("UTC"), Period.DAY)
        rows = quarter_rows(pieces(connection, wanted, Period.DAY, "UTC"), [], question)
        assert rows == interval_rows(visits.joined_between(connection, since, wanted.until), question)


def test_a_threshold_on_an_edge_is_counted_anew_from_the_lengths(database: Database) -> None:
    where = ZoneInfo("Europe/Budapest")
    since = day_start(date(2026, 7, 1), where)
    filled(database, where.key, since)
    limits, until = Thresholds(33, 9), since + timedelta(days=4)
    question = Question("nurse", since, until, until, where, Period.DAY, limits)
    with database.read() as connection:
        found = lengths(connection, Range(since, until), Period.DAY, where.key)
        made = visits.joined_between(connection, since, until)
    assert quarter_rows([recounted(one, limits) for one in found], [], question) == interval_rows(made, question)


@pytest.mark.parametrize("period", [Period.HALF_HOUR, Period.DAY])
def test_all_queues_together_are_the_sum_of_each(database: Database, period: Period) -> None:
    since = datetime(2026, 7, 1, tzinfo=UTC)
    filled(database, "UTC", since)
    until = since + timedelta(days=3, hours=5)
    asked = Question("", since, until, until, ZoneInfo("UTC"), period)
    with database.read() as connection:
        found = together(connection, Range(since, until), period, "UTC")
        each = [one._replace(queue="") for one in pieces(connection, Range(since, until), period, "UTC")]
    assert quarter_rows(found, [], asked) == quarter_rows(each, [], asked)


def test_queues_of_two_rules_have_none_together(database: Database) -> None:
    since = datetime(2026, 7, 1, tzinfo=UTC)
    filled(database, "UTC", since)
    with database.write() as connection:
        connection.execute(insert(rollups), [dict(row) | {"queue": "night", "service_level_s": 60}
                                             for row in connection.execute(select(rollups)).mappings()])  # fmt: skip
        found = together(connection, Range(since, since + timedelta(hours=1)), Period.HALF_HOUR, "UTC")
    assert [(one.counts.offered, one.thresholds) for one in found] == [(2, None), (2, None)]


def test_a_range_between_two_midnights_has_no_whole_day() -> None:
    where = ZoneInfo("Europe/Budapest")
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    first, last = whole_days(noon, noon + timedelta(hours=3), where)
    assert first >= last
    assert period_starts(first, first + timedelta(hours=1), Period.DAY, where) == (first,)
