"""The folded tables follow the history, and can be thrown away."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import (
    AgentConnected,
    AgentLegEnded,
    AgentStateChanged,
    CallEnded,
    CallQueued,
    CallStarted,
    Direction,
    Event,
)
from ivr.calls.ids import leg_id, uuid7
from ivr.reports.call_record import Visit
from ivr.store import call_events, visits
from ivr.store.database import Database
from ivr.store.folding import folded_counts, rebuild, records, refresh

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = uuid7(1, bytes(10))
ANNA = {"visit_id": f"{CALL}-v", "leg_id": leg_id(CALL, 1), "agent": "agent-anna"}


def call(number: int = 1) -> list[Event]:
    own = uuid7(number, bytes(10))
    names = {"visit_id": f"{own}-v", "leg_id": leg_id(own, 1), "agent": "agent-anna"}
    common = [{"event_id": f"{own}{second}", "at": at(second), "call_id": own} for second in range(0, 50, 10)]
    return [
        CallStarted(**common[0], direction=Direction.INBOUND, entry="menu:main", caller_id=None, dialled="100",
                    channel="PJSIP/far-end-1", linkedid="1.1", leg_id=leg_id(own, 0)),
        CallQueued(**common[1], visit_id=names["visit_id"], queue="nurse", skill="nurse", min_level=1, priority=0),
        AgentConnected(**common[2], **names),
        AgentLegEnded(**common[3], **names, hung_up_by=Party.AGENT),
        CallEnded(**common[4], disposition=Disposition.SERVED, hung_up_by=Party.AGENT),
    ]  # fmt: skip


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def change(second: float, state: str) -> AgentStateChanged:
    return AgentStateChanged(event_id=f"a{second}", at=at(second), agent="agent-anna", state=state)


def write(database: Database, *events: Event) -> None:
    with database.write() as connection:
        call_events.append(connection, events)


def folded(database: Database) -> list[Visit]:
    with database.read() as connection:
        return visits.joined_between(connection, NOON, at(3600))


def test_a_call_is_folded_once_it_has_news(database: Database) -> None:
    write(database, *call())
    assert refresh(database) == 1
    assert refresh(database) == 0
    (visit,) = folded(database)
    assert (visit.queue, visit.wait_s, visit.talk_s, visit.agent) == ("nurse", 10, 10, "agent-anna")


def test_a_late_event_changes_the_rows(database: Database) -> None:
    write(database, *call()[:2])
    refresh(database)
    assert folded(database)[0].outcome is None
    write(database, *call())
    refresh(database)
    assert folded(database)[0].outcome == "answered"


def test_the_end_of_a_wrap_up_reaches_the_visit_after_the_call(database: Database) -> None:
    write(database, *call(), change(30, "wrap_up"))
    refresh(database)
    assert folded(database)[0].wrap_s is None
    write(database, change(37, "available"))
    refresh(database)
    assert folded(database)[0].wrap_s == 7


def test_rows_thrown_away_are_rebuilt_the_same(database: Database) -> None:
    for number in range(1, 120):
        write(database, *call(number))
    refresh(database)
    before = folded(database)
    with database.write() as connection:
        connection.execute(delete(visits.visits))
    assert rebuild(database) == 119
    assert folded(database) == before


def test_rebuilding_tells_how_far_it_is_and_gives_the_same_counts(database: Database) -> None:
    for number in range(1, 4):
        write(database, *call(number))
    refresh(database)
    with database.read() as connection:
        before = folded_counts(connection)
    heard: list[tuple[int, int]] = []
    rebuild(database, lambda done, of: heard.append((done, of)))
    with database.read() as connection:
        assert folded_counts(connection) == before
    assert (before["visits"], before["rollups.answered"]) == (3, 3)
    assert heard == [(3, 3)]


def test_records_come_in_the_order_asked_for(database: Database) -> None:
    write(database, *call(1), *call(2))
    wanted = [uuid7(2, bytes(10)), CALL, "unknown"]
    with database.read() as connection:
        assert list(records(connection, wanted)) == wanted[:2]


def test_calls_and_legs_are_tables_too(database: Database) -> None:
    write(database, *call())
    refresh(database)
    with database.read() as connection:
        assert connection.execute(select(visits.calls.c.disposition)).scalars().all() == ["served"]
        assert connection.execute(select(visits.legs.c.agent).order_by(visits.legs.c.leg_id)).scalars().all() == [
            None,
            "agent-anna",
        ]
