"""What each side says stands in the difference, and what lies within the tolerance is none."""

from dataclasses import replace
from datetime import timedelta

from ivr.calls.events import Direction
from ivr.reports.reconciliation_checks import TOLERANCE, differences
from ivr.reports.statement import Kind, Witness, gathered


def cel_of(day, number: int, later: timedelta):
    said = [one for one in day.said if (one.call_id, one.witness) == (f"call-{number}", Witness.CEL)]
    moved = [replace(one, at=one.at + later, until=one.until + later) for one in said]
    return gathered(moved)[0]


def test_two_seconds_are_no_difference(day) -> None:
    assert differences(day.calls[3], cel_of(day, 3, TOLERANCE)) == []


def test_more_than_two_seconds_are_told_with_what_each_side_says(day) -> None:
    found = differences(day.calls[1], cel_of(day, 1, TOLERANCE + timedelta(milliseconds=1)))
    assert (str(found[0].here), str(found[0].there)) == (
        "began 2026-11-22 12:01:40.000 UTC",
        "began 2026-11-22 12:01:42.001 UTC",
    )


def test_talks_of_one_agent_are_compared_in_turn(day) -> None:
    call, said = day.calls[1], cel_of(day, 1, timedelta(0))
    again = replace(call.legs[1], leg_id="call-1-2", answered_at=call.legs[1].ended_at)
    call.legs = (again, *call.legs)
    (talk,) = said.of(Kind.TALK)
    both = replace(said, statements=(*said.statements, replace(talk, at=talk.until, subject="second")))
    assert differences(call, both) == []


def test_a_call_we_placed_begins_when_asterisk_comes_to_it(day) -> None:
    call, said = day.calls[1], cel_of(day, 1, timedelta(0))
    call.direction, call.started_at = Direction.OUTBOUND, call.started_at - timedelta(seconds=20)
    assert differences(call, said) == []
