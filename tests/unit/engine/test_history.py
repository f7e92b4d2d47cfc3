"""The pen gives each event its id, time and call."""

from datetime import UTC, datetime, timedelta

from ivr.calls.events import AsteriskLost, Event, LanguageChosen
from ivr.engine.history import Diary, History

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_events_get_ids_of_their_own_and_the_time() -> None:
    written: list[Event] = []
    diary = Diary(written.append, lambda: NOON)

    diary.add(AsteriskLost)
    diary.add(AsteriskLost, at=NOON - timedelta(seconds=5))

    assert [event.at for event in written] == [NOON, NOON - timedelta(seconds=5)]
    assert len({event.event_id for event in written}) == 2


def test_an_event_of_a_call_names_it() -> None:
    written: list[Event] = []

    History("call-1", Diary(written.append, lambda: NOON)).add(LanguageChosen, language="hu")

    (event,) = written
    assert (event.call_id, event.language, event.at) == ("call-1", "hu", NOON)


def test_legs_are_counted_after_the_callers() -> None:
    history = History("call-1", Diary([].append, lambda: NOON))

    assert [history.next_leg(), history.next_leg()] == ["call-1-1", "call-1-2"]
    assert history.now() == NOON
