"""The number of who is outside, and what it is found by."""

from datetime import UTC, datetime

from ivr.calls.events import Direction
from ivr.calls.pseudonym import MARK
from ivr.reports.call_record import CallRecord
from ivr.store.number_ends import ends_of, outside_number

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_who_rang_and_whom_we_rang_is_the_number_outside() -> None:
    inbound = CallRecord("c", NOON, Direction.INBOUND, caller_id="+36 30/123-4567", dialled="100")
    outbound = CallRecord("c", NOON, Direction.OUTBOUND, caller_id="100", dialled="+36205550000")
    assert [outside_number(one) for one in (inbound, outbound)] == ["36301234567", "36205550000"]


def test_a_withheld_number_is_none() -> None:
    assert outside_number(CallRecord("c", NOON, Direction.INBOUND, caller_id="anonymous")) is None


def test_a_number_is_found_by_each_of_its_ends_and_an_erased_one_by_none() -> None:
    assert ends_of(["36301", f"{MARK}36302"]) == ['["301 36301","36301 36301","6301 36301"]']


def test_nobody_has_no_ends() -> None:
    assert ends_of([]) == []
