"""The history takes each event once and gives it back in order."""

from datetime import UTC, datetime, timedelta

from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import (
    AgentStateChanged,
    AsteriskFound,
    AsteriskLost,
    CallEnded,
    CallEvent,
    CallStarted,
    Direction,
    Event,
    LanguageChosen,
)
from ivr.calls.ids import leg_id, uuid7
from ivr.store import call_events, stale_calls
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL, OTHER = (uuid7(number, bytes(10)) for number in (1, 2))


def started(call: str, second: int) -> CallStarted:
    return CallStarted(
        event_id=f"{call}-s", at=at(second), call_id=call, direction=Direction.INBOUND, entry="menu:main",
        caller_id="+3612345678", dialled="100", channel="PJSIP/far-end-1", linkedid="1.1", leg_id=leg_id(call, 0),
    )  # fmt: skip


def chosen(call: str, second: int) -> LanguageChosen:
    return LanguageChosen(event_id=f"{call}-{second}", at=at(second), call_id=call, language="hu")


def ended(call: str, second: int) -> CallEnded:
    by = Party.CALLER
    return CallEnded(
        event_id=f"{call}-e", at=at(second), call_id=call, disposition=Disposition.LEFT_MENU, hung_up_by=by
    )


def at(second: int) -> datetime:
    return NOON + timedelta(seconds=second)


def write(database: Database, *events: Event) -> int:
    with database.write() as connection:
        return call_events.append(connection, events)


def test_an_event_is_written_once_however_often_it_comes(database: Database) -> None:
    first, second = started(CALL, 0), chosen(CALL, 1)
    assert write(database, first, first) == 1
    assert write(database, first, second) == 1
    with database.read() as connection:
        assert call_events.of_call(connection, CALL) == [first, second]


def test_events_come_back_in_the_order_they_happened(database: Database) -> None:
    write(database, ended(CALL, 9), chosen(CALL, 5), started(CALL, 0))
    with database.read() as connection:
        assert [event.at for event in call_events.of_call(connection, CALL)] == [at(0), at(5), at(9)]


def test_a_call_without_end_is_unfinished(database: Database) -> None:
    write(database, started(CALL, 0), ended(CALL, 3), started(OTHER, 1))
    with database.read() as connection:
        assert call_events.unfinished(connection, NOON) == [OTHER]
        assert call_events.unfinished(connection, at(2)) == []


def test_the_latest_calls_come_first_and_no_more_than_asked(database: Database) -> None:
    write(database, started(CALL, 0), started(OTHER, 1))
    with database.read() as connection:
        assert call_events.started_between(connection, NOON, at(60), 10) == [OTHER, CALL]
        assert call_events.started_between(connection, NOON, at(60), 1) == [OTHER]


def test_asterisk_is_seen_in_a_range_and_the_last_time_before(database: Database) -> None:
    lost = [AsteriskLost(event_id=f"lost-{second}", at=at(second)) for second in (0, 20, 60)]
    found = [AsteriskFound(event_id=f"found-{second}", at=at(second), version="22") for second in (10, 70)]
    write(database, *lost, *found, started(CALL, 25))
    with database.read() as connection:
        seen = call_events.asterisk_seen(connection, at(30), at(65))
        assert [event.event_id for event in seen] == ["lost-20", "lost-60"]
        assert [event.at for event in call_events.asterisk_seen(connection, at(-9), at(5))] == [at(0)]


def test_several_calls_are_kept_apart(database: Database) -> None:
    events: list[CallEvent] = [started(CALL, 0), started(OTHER, 1), chosen(OTHER, 2)]
    write(database, *events)
    with database.read() as connection:
        found = call_events.of_calls(connection, [CALL, OTHER, "none"])
    assert found == {CALL: events[:1], OTHER: events[1:]}


def test_those_known_are_told_from_those_not(database: Database) -> None:
    write(database, started(CALL, 0))
    with database.read() as connection:
        assert call_events.known(connection, [CALL, OTHER]) == {CALL}


def test_a_batch_larger_than_one_statement_is_written_whole(database: Database) -> None:
    events = [chosen(CALL, second) for second in range(1200)]
    assert write(database, *events) == 1200
    assert write(database, *events) == 0


def test_new_events_mark_their_call_for_folding(database: Database) -> None:
    write(database, started(CALL, 0))
    with database.write() as connection:
        assert stale_calls.take(connection, 10) == [CALL]
        assert stale_calls.take(connection, 10) == []


def test_the_changes_of_an_agent_are_found_from_a_moment_on(database: Database) -> None:
    changes = [
        AgentStateChanged(event_id=str(second), at=at(second), agent="agent-anna", state="paused") for second in (1, 5)
    ]
    write(database, *changes)
    with database.read() as connection:
        assert call_events.agent_changes(connection, ["agent-anna"], at(2)) == changes[1:]
        assert call_events.agent_changes(connection, ["agent-bela"], NOON) == []
