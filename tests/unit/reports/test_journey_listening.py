"""The steps of a call that have to do with a supervisor who listened in."""

from datetime import UTC, datetime

from ivr.calls.events import LanguageChosen
from ivr.calls.listening_events import ListeningAsked, ListeningBegan, ListeningSwitched
from ivr.reports.journey_listening import Listened, listened

OF = {"event_id": "e", "at": datetime(2026, 11, 22, 12, tzinfo=UTC), "call_id": "call-1"}
WHO = {"agent": "agent-anna", "account": "Sára", "phone": "agent-bela", "mode": "listen", "rule": "told"}


def test_who_wished_to_hear_whom_is_a_step() -> None:
    step = Listened(3.0, "listen", "Sára", "agent-anna", "told")
    assert listened(ListeningAsked(**OF, leg_id="s", **WHO), 3.0) == step


def test_a_key_that_switched_the_mode_is_a_step() -> None:
    assert listened(ListeningSwitched(**OF, leg_id="s", mode="barge"), 9.0) == Listened(9.0, "barge")


def test_what_the_leg_itself_tells_is_none() -> None:
    assert listened(ListeningBegan(**OF, leg_id="s"), 1.0) is None
    assert listened(LanguageChosen(**OF, language="en"), 1.0) is None
