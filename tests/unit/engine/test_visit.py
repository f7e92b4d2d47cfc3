"""A stay in a queue knows the call it belongs to."""

from datetime import UTC, datetime

from ivr.calls.commands import EnterQueue
from ivr.calls.disposition import Party
from ivr.calls.scripted_voice import ScriptedVoice
from ivr.engine.history import Diary, History
from ivr.engine.place import Place
from ivr.engine.visit import Visit


def test_a_visit_begins_unserved_and_ends_by_the_caller_unless_told_otherwise(office) -> None:
    history = History("call-1", Diary([].append, lambda: datetime.now(UTC)))
    wish = EnterQueue("reception", "reception")

    visit = Visit("visit-1", wish, ScriptedVoice(), history, office.caller(ScriptedVoice()).say, Place("x", office))

    assert visit.call_id == "call-1"
    assert (visit.served, visit.ended_by) == (False, Party.CALLER)
