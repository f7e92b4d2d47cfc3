"""What is written down of a callback finds its way into the one history."""

from datetime import UTC, datetime

from ivr.calls.callback_events import CallbackClosed, CallbackDialled
from ivr.calls.event_json import KINDS
from ivr.calls.events import CallEvent

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_every_word_of_callbacks_can_be_read_back() -> None:
    assert {name for name in KINDS if "Callback" in name} == {
        "CallbackRequested",
        "CallbackDialled",
        "CallbackConfirmed",
        "CallbackAttemptEnded",
        "CallbackMerged",
        "CallbackClosed",
    }


def test_a_callback_may_end_without_any_call() -> None:
    closed = CallbackClosed(event_id="one", at=NOON, callback_id="c", state="expired")
    assert not isinstance(closed, CallEvent)
    assert issubclass(CallbackDialled, CallEvent)
