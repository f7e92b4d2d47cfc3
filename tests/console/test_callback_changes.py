"""Changes of callbacks, each told to the audit as it was and as it is."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.console.callback_changes import Times, added, cancelled, new_callback, restored
from ivr.errors import FieldError
from ivr.store.callbacks import Callback

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=3)


@pytest.fixture
def wish() -> Callback:
    times = Times(NOON, LATER + timedelta(hours=4), LATER)
    return new_callback("+36301234567", ("nurse", "nurse"), "en", times, "anna")


def test_a_chosen_time_is_the_place_in_the_line(wish) -> None:
    assert (wish.state, wish.entered_at, wish.next_attempt_at) == ("requested", LATER, LATER)
    soon = new_callback("+36301234567", ("nurse", "nurse"), "en", Times(NOON, LATER), "anna")
    assert (soon.state, soon.entered_at, soon.not_before) == ("waiting", NOON, None)


def test_each_change_is_told_as_it_was_and_as_it_is(database, wish) -> None:
    with database.write() as connection:
        made = added(wish).act(connection)
        gone = cancelled(wish.id, NOON, "anna").act(connection)
        back = restored(wish.id).act(connection)
    assert (made.before, made.after["state"]) == (None, "requested")
    assert (gone.before["state"], gone.after["state"], gone.after["reason"]) == ("requested", "cancelled", "anna")
    assert (back.after["state"], back.after["reason"]) == ("waiting", None)


def test_a_second_one_for_the_same_number_and_queue_is_refused(database, wish) -> None:
    with database.write() as connection:
        added(wish).act(connection)
        with pytest.raises(FieldError, match="already"):
            added(wish).act(connection)


def test_what_may_not_follow_is_refused_with_how_it_stands(database, wish) -> None:
    with database.write() as connection:
        added(wish).act(connection)
        with pytest.raises(FieldError, match="requested"):
            restored(wish.id).act(connection)
        with pytest.raises(FieldError, match="gone"):
            cancelled("nothing", NOON, "anna").act(connection)
