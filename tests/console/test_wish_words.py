"""What notices say of wishes."""

from datetime import timedelta

import pytest

from ivr.calls.intentions import NOT_LOGGED_IN, LogOutAgent, Outcome, PauseAgent, ReloadPhones, UnpauseAgent
from ivr.console.wish_words import told
from ivr.reports.live_rows import LiveAgent, LiveChanges
from ivr.store import intentions, live, pause_reasons
from ivr.store.pause_reasons import PauseReason

PAUSE = PauseAgent("agent-anna", "break")


@pytest.fixture
def say(app, database, centre, clock):
    """What is said of a wish with this outcome."""

    def said(wish, outcome=None, reason=None, again=None, later_s=0):
        with app.test_request_context(), database.write() as connection:
            wish_id = intentions.write(connection, wish, "me", clock())
            if outcome:
                intentions.close(connection, wish_id, outcome, reason, clock())
            return told(connection, intentions.of(connection, wish_id), again, clock() + timedelta(seconds=later_s))

    return said


def test_while_the_engine_is_silent_it_is_asked_again(say) -> None:
    assert say(PAUSE).outcome is None
    assert say(PAUSE, later_s=5).outcome is None


def test_after_its_time_a_wish_has_expired(say) -> None:
    late = say(PAUSE, later_s=7)
    assert (late.outcome, late.mood) == (Outcome.EXPIRED, "bad")
    assert "Nothing was done" in late.text


def test_a_refusal_says_why(say) -> None:
    assert say(PAUSE, Outcome.REFUSED, NOT_LOGGED_IN).text == "Anna: The agent is not logged in."


def test_a_pause_is_undone_by_its_end_and_the_other_way_round(say, database) -> None:
    with database.write() as connection:
        pause_reasons.create(connection, PauseReason("", "Break"))
    assert say(PAUSE, Outcome.DONE).undo == "/agents/agent-anna/unpause"
    back = say(UnpauseAgent("agent-anna"), Outcome.DONE, again="break")
    assert (back.undo, back.fields) == ("/agents/agent-anna/pause", {"reason": "break"})


def test_what_cannot_be_undone_offers_no_undo(say) -> None:
    assert say(LogOutAgent("agent-anna"), Outcome.DONE).undo is None
    assert say(UnpauseAgent("agent-anna"), Outcome.DONE, again="asked").undo is None
    assert say(ReloadPhones(), Outcome.DONE).undo is None


def test_with_a_call_in_hand_the_pause_comes_after_it(say, database, clock) -> None:
    with database.write() as connection:
        live.apply(connection, LiveChanges(agents=(LiveAgent("agent-anna", "on_call", None, clock()),)))
    assert say(PAUSE, Outcome.DONE).text == "Anna: paused after this call."
