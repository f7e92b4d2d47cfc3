"""What is typed of a callback: a number we may call, a time by the reader's clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ivr.console.callback_form import REFUSALS, callable_number, chosen_time
from ivr.errors import FieldError
from ivr.hours.schedule import Schedule
from ivr.hours.week import Week

BUDAPEST = ZoneInfo("Europe/Budapest")
OPEN = Schedule(BUDAPEST, Week.of({"monday": ["08:00-18:00"]}))
SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_number_is_read_as_it_is_dialled_here() -> None:
    assert callable_number("06 30 123 4567", "HU", ("HU",)) == "+36301234567"
    with pytest.raises(FieldError, match="not a number we may call"):
        callable_number("+36 90 123456", "HU", ("HU",))


def test_a_time_without_offset_is_the_readers() -> None:
    monday = datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert chosen_time("2026-11-23T09:00", BUDAPEST, OPEN, SUNDAY) == monday
    assert chosen_time("2026-11-23T08:00:00+00:00", BUDAPEST, OPEN, SUNDAY) == monday
    assert chosen_time("", BUDAPEST, OPEN, SUNDAY) is None


@pytest.mark.parametrize("typed", ["soon", "2026-11-22T09:00", "2026-11-23T19:00"])
def test_every_refusal_is_a_sentence_of_the_catalogue(typed: str) -> None:
    with pytest.raises(FieldError) as refused:
        chosen_time(typed, BUDAPEST, OPEN, SUNDAY)
    assert refused.value.sentence in {str(sentence) for sentence in REFUSALS}
