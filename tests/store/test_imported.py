"""A history of every form there is becomes the figures worked out by hand; whatever the order, and however often."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from ivr.calls.events import Event
from ivr.imports.cdr import Cdr
from ivr.imports.names import Names
from ivr.imports.queue_log import QueueLog
from ivr.imports.rows import BadRow
from ivr.reports.agent_time import within
from ivr.reports.ratios import service_level
from ivr.reports.statement import Witness
from ivr.store import (
    agent_rollups,
    agent_spans,
    agent_states,
    call_events,
    event_rows,
    figures,
    folded_rows,
    imported,
    rollups,
    stale_calls,
    visits,
)
from ivr.store.checkpoints import Checkpoints
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.folding import rebuild, refresh
from ivr.store.imported_batch import Way, batch_of
from ivr.store.imported_names import Called
from ivr.store.position import Position
from ivr.store.reconciling import reconcile
from ivr.store.wallboard import read
from ivr.store.witness_positions import save

NINE = datetime(2025, 11, 25, 9, tzinfo=UTC)
HOUR = Range(NINE, NINE + timedelta(hours=1))
LOG = (Path(__file__).parent / "imports" / "queue_log").read_text(encoding="utf-8").splitlines()
TABLES = (
    *folded_rows.FOLDED, rollups.rollups, rollups.day_rollups, agent_rollups.agent_rollups,
    agent_rollups.agent_pauses, agent_rollups.agent_days, agent_rollups.agent_day_pauses, agent_spans.agent_spans
)  # fmt: skip
NAMES = Names()


def events_of(lines: Sequence[str]) -> list[Event]:
    reader, told = QueueLog(LOG[0], ZoneInfo("UTC"), NAMES), []
    for line in lines:
        try:
            told += reader.events(line)
        except BadRow:
            continue
    return told


def take(database: Database, events: Sequence[Event]) -> int:
    way = Way("sqlite" if database.is_sqlite else "postgresql")
    with Checkpoints(database) as checkpoints:
        writer = imported.Writer(database, checkpoints, Called(NAMES.queues, NAMES.agents, "Europe/Budapest"), way)
        return writer.write(batch_of(events, way))


def kept(database: Database) -> dict[str, list[Any]]:
    refresh(database)
    with database.read() as connection:
        bodies = connection.execute(select(call_events.call_events.c.body)).scalars()
        told = {"told": sorted(repr(event) for body in bodies for event in event_rows.in_body(body))}
        return told | {table.name: sorted(map(shown, connection.execute(select(table)).all())) for table in TABLES}


def shown(row: Any) -> str:
    return repr([sorted(value.items()) if isinstance(value, dict) else value for value in row])


def test_agents_talked_as_long_as_their_calls_and_paused_as_their_rows_tell(database: Database) -> None:
    take(database, events_of(LOG))
    refresh(database)
    with database.read() as connection:
        anna, other = (
            within(agent_spans.between(connection, HOUR.since, HOUR.until, [agent]), HOUR.since, HOUR.until)
            for agent in ("agent-anna-kovacs", "agent-101")
        )
    assert (anna.on_call_s, anna.pauses, other.on_call_s, other.pauses) == (30, {"": 10}, 170, {"lunch": 40})


def test_refused_callers_are_counted_apart(database: Database) -> None:
    take(database, events_of(LOG))
    with database.read() as connection:
        assert figures.sums(connection, HOUR)["support"].refused == 4


def test_every_form_of_a_row_becomes_the_figures_worked_out_by_hand(database: Database) -> None:
    take(database, events_of(LOG))
    with database.read() as connection:
        found = figures.sums(connection, HOUR)
    support, sales = found["support"], found["sales"]
    ways = (
        "offered",
        "answered",
        "answered_within",
        "abandoned",
        "short_abandoned",
        "timed_out",
        "key_exit",
        "diverted",
    )
    assert [getattr(support, way) for way in ways] == [15, 7, 6, 1, 1, 3, 1, 2]
    assert (support.answered_wait_s, support.talk_s, support.handled) == (97, 200, 7)
    assert service_level(support) == pytest.approx(0.75)
    assert (sales.offered, sales.answered, sales.handled, sales.still_waiting) == (2, 1, 0, 1)


def test_calls_end_as_their_last_row_tells_and_who_waits_or_talks_at_the_end_is_open(database: Database) -> None:
    take(database, events_of(LOG))
    with database.read() as connection:
        calls = connection.execute(select(visits.calls.c.disposition, visits.calls.c.dialled)).all()
        legs = connection.execute(select(visits.legs.c.number).where(visits.legs.c.kind == "outside")).scalars()
    ended = Counter(call.disposition for call in calls)
    assert ended == {"served": 7, "abandoned": 2, "not_served": 9, None: 2}
    assert {call.dialled for call in calls if call.dialled} == {"3611234567"}
    assert sorted(str(number) for number in legs) == ["205", "206", "ab-12"]


def test_imported_twice_is_imported_once(database: Database) -> None:
    assert take(database, events_of(LOG)) > 0
    before = kept(database)
    assert take(database, events_of(LOG)) == 0
    assert kept(database) == before


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(range(len(LOG))), pieces=st.integers(1, 4), again=st.integers(0, 3))
def test_the_order_of_files_and_their_cuts_does_not_matter(
    database: Database, order: list[int], pieces: int, again: int
) -> None:
    empty(database)
    take(database, events_of(LOG))
    whole = kept(database)
    empty(database)
    lines = [LOG[place] for place in order]
    for start in (*range(pieces), again % pieces):
        take(database, events_of(lines[start::pieces]))
    assert kept(database) == whole


def empty(database: Database) -> None:
    with database.write() as connection:
        for table in (call_events.call_events, *TABLES):
            connection.execute(delete(table))


def test_made_again_from_the_history_it_is_the_same(database: Database) -> None:
    take(database, events_of(LOG))
    before = kept(database)
    rebuild(database)
    assert kept(database) == before


def test_nobody_is_logged_in_and_nothing_waits_to_be_folded(database: Database) -> None:
    take(database, events_of(LOG))
    with database.read() as connection:
        assert agent_states.load(connection) == {}
        assert connection.execute(select(stale_calls.stale_calls)).all() == []
        board = read(connection, HOUR.until)
    assert (board.queues, board.agents) == ((), ())


CDR = (
    '"","+36301110001","100","from-trunk","","PJSIP/trunk-01","Local/101@from-queue-01;1","Queue","support",'
    '"2025-11-25 08:59:50","2025-11-25 08:59:52","2025-11-25 09:01:20",90,88,"ANSWERED","3","1764061200.1",""'
)


@pytest.mark.parametrize("cdr_first", [True, False])
def test_records_of_the_same_call_join_into_one(database: Database, cdr_first: bool) -> None:
    record = Cdr(CDR, ZoneInfo("UTC"), NAMES).events(CDR)
    for events in (record, events_of(LOG)) if cdr_first else (events_of(LOG), record):
        take(database, events)
    with database.read() as connection:
        wish = select(visits.calls).where(visits.calls.c.caller_id == "+36301110001")
        (call,) = connection.execute(wish).all()
    assert (call.dialled, call.disposition) == ("100", "served")
    assert (call.started_at, call.ended_at) == (NINE - timedelta(seconds=10), NINE + timedelta(seconds=80))


def test_no_witness_of_ours_is_asked_about_an_imported_call(database: Database) -> None:
    take(database, events_of(LOG))
    with database.write() as connection:
        save(connection, "cel", Position(1, 1), NINE - timedelta(hours=1))
        save(connection, "cel", Position(1, 2), HOUR.until + timedelta(hours=1))
        found = reconcile(connection, HOUR.since, HOUR.until)
    assert (found.calls.compared, found.found) == ({Witness.CEL: 0}, ())


def test_who_held_the_database_long_writes_less_the_next_time() -> None:
    pace = imported.Pace()
    pace.took(100, imported.HELD_S * 3)
    assert (pace.calls, pace.longest_held_s) == (50, imported.HELD_S * 3)
    pace.took(50, 1.0)
    assert pace.calls == imported.FEWEST


def test_what_went_quickly_once_is_believed_slowly() -> None:
    pace = imported.Pace()
    pace.took(100, imported.HELD_S / 2)
    assert pace.calls == 105
    for _ in range(100):
        pace.took(pace.calls, 1e-9)
    assert pace.calls == imported.MOST


def test_how_long_other_rows_took_says_nothing_of_calls() -> None:
    pace = imported.Pace()
    pace.took(0, imported.HELD_S * 3)
    assert (pace.calls, pace.longest_held_s) == (100, imported.HELD_S * 3)
