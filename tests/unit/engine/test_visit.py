"""A stay in a queue knows the call it belongs to."""

from datetime import UTC, datetime

import pytest

from ivr.calls.commands import EnterQueue
from ivr.calls.disposition import Party
from ivr.calls.events import CallQueued, WaitAnnounced
from ivr.calls.scripted_voice import ScriptedVoice
from ivr.engine.history import Diary, History
from ivr.engine.place import Place
from ivr.engine.visit import Held, Visit
from ivr.routing.earlier import Earlier
from ivr.routing.promises import Promise


def test_a_visit_begins_unserved_and_ends_by_the_caller_unless_told_otherwise(office) -> None:
    history = History("call-1", Diary([].append, lambda: datetime.now(UTC)))
    wish = EnterQueue("reception", "reception")

    visit = Visit("visit-1", wish, ScriptedVoice(), history, office.caller(ScriptedVoice()).say, Place("x", office))

    assert visit.call_id == "call-1"
    assert (visit.served, visit.ended_by) == (False, Party.CALLER)


def event(kind, second: int, **fields):
    at = datetime.fromtimestamp(1000 + second, UTC)
    return kind(event_id=str(second), at=at, call_id="call-1", visit_id="visit-1", **fields)


@pytest.mark.parametrize(("less_than_s", "until"), [(120, 1150.0), (None, None)])
def test_what_was_promised_before_the_engines_end_is_known_after_it(less_than_s, until) -> None:
    queued = event(CallQueued, 10, queue="reception", skill="reception", min_level=1, priority=0)
    told = event(WaitAnnounced, 30, less_than_s=less_than_s, position=2, p50_s=60.0, p80_s=100.0, apologised=True)

    held = Held(EnterQueue("reception", "reception"), queued, told, callback_offered=True)

    assert held.earlier == Earlier(1010.0, Promise(1030.0, until, apologised=True, callback_offered=True))
