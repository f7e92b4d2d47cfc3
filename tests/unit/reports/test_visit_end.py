"""The end of a visit that nobody wrote down, and of the wrap-up after it."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import Party, VisitOutcome
from ivr.calls.events import AgentStateChanged
from ivr.reports.call_record import CallRecord, Leg, LegKind, Visit
from ivr.reports.visit_end import close, close_legs, end_wrap_up

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def change(second: float, state: str, agent: str = "anna") -> AgentStateChanged:
    return AgentStateChanged(event_id=f"{second}{state}", at=at(second), agent=agent, state=state)


@pytest.mark.parametrize(
    ("by", "outcome"), [(Party.CALLER, VisitOutcome.ABANDONED), (Party.SYSTEM, VisitOutcome.TIMED_OUT)]
)
def test_who_ends_a_call_that_waits_decides_how_its_visit_ended(by: Party, outcome: VisitOutcome) -> None:
    visit, record = Visit("v", "c", "nurse", NOON), CallRecord("c", NOON)
    record.ended_at, record.hung_up_by = at(30), by

    close(visit, record)

    assert (visit.outcome, visit.left_at) == (outcome, at(30))


def test_the_wrap_up_ends_with_the_next_state_of_its_own_agent() -> None:
    visit = Visit("v", "c", "nurse", NOON, agent="anna", talk_ended_at=at(10))

    end_wrap_up(visit, [change(9.9, "wrap_up"), change(12, "available", "bela"), change(25, "available")])

    assert visit.wrap_ended_at == at(25)


def test_an_agent_who_goes_straight_on_wrapped_nothing_up() -> None:
    visit = Visit("v", "c", "nurse", NOON, agent="anna", talk_ended_at=at(10))

    end_wrap_up(visit, [change(10, "available")])

    assert visit.wrap_ended_at == at(10)


def test_a_leg_without_an_end_ends_with_the_call_once_that_is_over() -> None:
    leg, record = Leg("l", LegKind.CALLER), CallRecord("c", NOON, hung_up_by=Party.CALLER)
    close_legs([leg], record)
    assert leg.ended_at is None
    record.ended_at = at(30)
    close_legs([leg], record)
    assert (leg.ended_at, leg.hung_up_by) == (at(30), Party.CALLER)
