"""Events of listening in come back from their text as they were."""

import json
from datetime import UTC, datetime

from ivr.calls.event_json import from_plain, to_text
from ivr.calls.listening_events import ListeningAsked, ListeningEnded

OF = {"event_id": "e", "at": datetime(2026, 11, 22, 12, tzinfo=UTC), "call_id": "c", "leg_id": "c-s1"}


def test_what_was_asked_for_comes_back_whole() -> None:
    who = {"agent": "agent-anna", "account": "Sára <account:1>", "phone": "agent-bela"}
    asked = ListeningAsked(**OF, **who, mode="whisper", rule="told")
    assert from_plain(json.loads(to_text(asked))) == asked


def test_a_leg_that_was_answered_ends_without_a_cause() -> None:
    assert from_plain(json.loads(to_text(ListeningEnded(**OF)))) == ListeningEnded(**OF, cause=None)
