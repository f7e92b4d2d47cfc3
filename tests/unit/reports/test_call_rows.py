"""A call is told leg by leg, or whole."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.calls.disposition import Disposition, VisitOutcome
from ivr.reports.call_record import CallRecord, Leg, LegKind, Visit
from ivr.reports.call_rows import call_rows, leg_rows

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=9)
CALLER = Leg("c-0", LegKind.CALLER, NOON, NOON, LATER)
AGENT = Leg("c-1", LegKind.AGENT, NOON, LATER, LATER, agent="agent-anna", visit_id="v")
VISIT = Visit("v", "c", "nurse", NOON, connected_at=LATER, left_at=LATER, outcome=VisitOutcome.ANSWERED)
CALL = CallRecord("c", NOON, caller_id="+36201234567", legs=(CALLER, AGENT), visits=(VISIT,))
UTC_ZONE = ZoneInfo("UTC")


def test_each_leg_has_a_row_with_its_party() -> None:
    assert [row["who"] for row in leg_rows([CALL], UTC_ZONE)] == ["+36201234567", "agent-anna"]


def test_a_call_without_legs_still_has_a_row() -> None:
    (row,) = leg_rows([CallRecord("c", NOON)], UTC_ZONE)
    assert (row["leg"], row["disposition"], row["rang_at"]) == (None, "open", NOON)


def test_a_whole_call_holds_its_legs_and_figures() -> None:
    (row,) = call_rows([CallRecord("c", NOON, legs=(CALLER,), visits=(VISIT,), disposition=Disposition.SERVED)])
    assert row["legs"][0]["kind"] == "caller"
    assert row["visits"][0]["wait_s"] == 9
