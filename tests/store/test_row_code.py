"""Rows of objects are what the database keeps of their fields."""

from datetime import UTC, datetime

from ivr.calls.disposition import Party
from ivr.reports.call_record import Leg, LegKind
from ivr.store.row_code import row_maker

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = ("leg_id", "kind", "rang_at", "answered_at", "hung_up_by", "agent")


def test_moments_are_kept_as_the_database_keeps_them_and_words_as_text() -> None:
    leg = Leg("one", LegKind.AGENT, rang_at=AT, hung_up_by=Party.CALLER)
    row = row_maker(Leg, NAMES, "sqlite")(leg)
    assert row == ("one", "agent", "2026-11-22 12:00:00.000000", None, "caller", None)
    assert type(row[1]) is str


def test_postgresql_takes_moments_as_they_are() -> None:
    assert row_maker(Leg, ("rang_at",), "postgresql")(Leg("one", LegKind.AGENT, rang_at=AT)) == (AT,)
