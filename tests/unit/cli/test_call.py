import json
from datetime import UTC, datetime, timedelta

import pytest

from ivr.asterisk.far_end_call import FarEndCall, Seen
from ivr.bringup.configuration import first_settings
from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import CallEnded, CallStarted, Direction
from ivr.cli import call as verb
from ivr.errors import SetupError
from ivr.speech.heard import Listened, Words
from ivr.store import call_events

CALL = "01a201a5-09ca-7204-aff2-28c3b2000af2"
CALLER = "+36201234567"
NOW = datetime.now(UTC)
WELCOME = Listened((Words("Welcome to the demo clinic.", "en", 0.0, 1.0, 1.0, completed=True),), 0.0, 2.0)


@pytest.fixture
def settings(tmp_path, fresh):
    settings = first_settings(tmp_path / "home", tmp_path / "cache", "local", {})
    database = fresh(settings.database_url)
    happened = [
        CallStarted(
            event_id="1",
            at=NOW,
            call_id=CALL,
            direction=Direction.INBOUND,
            entry="menu:main",
            caller_id=CALLER,
            dialled="100",
            channel="PJSIP/far-end-1",
            linkedid="1.1",
            leg_id=f"{CALL}-0",
        ),
        CallEnded(event_id="2", at=NOW, call_id=CALL, disposition=Disposition.SELF_SERVED, hung_up_by=Party.CALLER),
    ]
    with database.write() as connection:
        call_events.append(connection, happened)
    database.close()
    return settings


@pytest.fixture
def call(tmp_path):
    call = FarEndCall("id", "100", tmp_path, lambda: 1.0, caller_id=CALLER)
    call.mark(Seen.ANSWERED)
    call.end(16)
    return call


def test_the_record_of_the_call_is_found_by_its_own_caller_id(settings):
    record, _ = verb._written(settings, CALLER, NOW)
    assert record.disposition is Disposition.SELF_SERVED


def test_a_call_the_history_does_not_know_has_no_record(settings, monkeypatch):
    monkeypatch.setattr(verb, "RECORD_S", 0.0)
    assert verb._written(settings, "+36209999999", NOW - timedelta(minutes=1))[0] is None


def test_where_nothing_runs_there_is_nobody_to_call(settings, monkeypatch):
    monkeypatch.setattr(verb, "load_settings", lambda: settings)
    with pytest.raises(SetupError, match="python3 -m ivr up"):
        verb.main("100")


def test_a_call_nobody_answered_is_trouble(tmp_path):
    refused = FarEndCall("id", "100", tmp_path, lambda: 1.0)
    refused.end(17)
    assert "not answered (cause 17)" in verb._trouble(refused, Listened((), 0.0, 0.0), [])


def test_hearing_nothing_is_trouble(call):
    assert "nothing of what came back" in verb._trouble(call, Listened((), 0.0, 5.0), [])


def test_what_was_expected_and_not_heard_is_named(call):
    assert verb._trouble(call, WELCOME, ["welcome"]) == ""
    assert verb._trouble(call, WELCOME, ["welcome", "apology"]) == "not heard: apology"


def test_people_read_what_was_heard_the_legs_and_the_service_level(settings, call):
    record, rows = verb._written(settings, CALLER, NOW)
    text = verb._for_people(verb.Told(call, WELCOME, record, rows, ""), settings)
    assert '"Welcome to the demo clinic." (en)' in text
    assert f"call {CALL}" in text
    assert "self_served" in text


def test_programs_read_the_same(settings, call):
    record, rows = verb._written(settings, CALLER, NOW)
    plain = json.loads(verb._for_programs(verb.Told(call, WELCOME, record, rows, "")))
    assert plain["call"]["call_id"] == CALL
    assert plain["heard"][0]["language"] == "en"
    assert plain["trouble"] is None
