"""An import taken back leaves nothing of itself, and all of the others."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ivr.calls.events import Event
from ivr.imports.names import Names
from ivr.imports.queue_log import QueueLog
from ivr.imports.rows import BadRow
from ivr.store import agents, import_undo, imports, queues, witness_positions
from ivr.store.agent_rollups import agent_days, agent_rollups
from ivr.store.agent_spans import agent_spans
from ivr.store.audit import audit
from ivr.store.call_events import call_events
from ivr.store.call_numbers import call_numbers
from ivr.store.checkpoints import Checkpoints
from ivr.store.database import Database
from ivr.store.event_rows import in_body
from ivr.store.folded_rows import FOLDED
from ivr.store.folding import rebuild, refresh
from ivr.store.imported import Writer
from ivr.store.imported_batch import Way, batch_of
from ivr.store.imported_names import Called
from ivr.store.number_ends import ends_of
from ivr.store.position import Position
from ivr.store.rollups import day_rollups, rollups

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LOG = (Path(__file__).parent / "imports" / "queue_log").read_text(encoding="utf-8").splitlines()
TABLES = (*FOLDED, rollups, day_rollups, agent_spans, call_numbers, queues.queues, agents.agents)
BY_THE_CLOCK = "2025-11-25 10:00:{:02}|{}|{}|{}|{}"


def events_of(lines: list[str], zone: str, names: Names) -> list[Event]:
    reader, told = QueueLog(LOG[0], ZoneInfo(zone), names), []
    for line in lines:
        try:
            told += reader.events(line)
        except BadRow:
            continue
    return told


def take(database: Database, lines: list[str], zone: str = "UTC") -> int:
    with database.write() as connection:
        number = imports.begin(connection, "queue-log", f"/log/{zone}", zone, NOW)
    way, names = Way("sqlite" if database.is_sqlite else "postgresql", number), Names()
    batch = batch_of(events_of(lines, zone, names), way)
    batch.ends = ends_of(batch.folded.numbers)
    with Checkpoints(database) as checkpoints:
        Writer(database, checkpoints, Called(names.queues, names.agents, zone), way).write(batch)
    refresh(database)
    return number


def kept(database: Database) -> dict[str, Any]:
    with database.read() as connection:
        bodies = connection.execute(select(call_events.c.body)).scalars()
        told = {"told": sorted(repr(event) for body in bodies for event in in_body(body))}
        rows = {table.name: [tuple(row) for row in connection.execute(select(table))] for table in TABLES}
    return told | {name: sorted(map(shown, some)) for name, some in rows.items()}


def shown(row: tuple[Any, ...]) -> str:
    """A row but for the secret made for each agent's phone."""
    return repr([sorted(one.items()) if isinstance(one, dict) else one for one in row if not is_secret(one)])


def is_secret(value: object) -> bool:
    return isinstance(value, str) and len(value) == 24 and " " not in value


def test_of_the_only_import_nothing_is_left(database: Database) -> None:
    before = kept(database)
    done = import_undo.undo(database, take(database, LOG), "kata", NOW)
    assert (done.calls > 0, done.changes > 0) == (True, True)
    assert kept(database) == before
    with database.read() as connection:
        assert connection.execute(select(agent_rollups)).all() == connection.execute(select(agent_days)).all() == []
        assert connection.execute(select(audit.c.verb, audit.c.who)).all() == [("undo import", "kata")]


def test_what_another_import_told_stays_also_of_the_same_calls(database: Database) -> None:
    take(database, LOG[::2])
    rest = kept(database)
    import_undo.undo(database, take(database, LOG[1::2]), "kata", NOW)
    assert kept(database) == rest
    rebuild(database)
    assert kept(database) == rest


def test_after_a_wrong_zone_the_right_one_can_be_imported(database: Database) -> None:
    rows = [(0, "1764061200.1", "support", "NONE", "ENTERQUEUE||+36301110001|1"),
            (9, "1764061200.1", "support", "NONE", "ABANDON|1|1|9")]  # fmt: skip
    lines = [BY_THE_CLOCK.format(*row) for row in rows]
    wrong = take(database, lines, "Asia/Tokyo")
    import_undo.undo(database, wrong, "kata", NOW)
    take(database, lines, "Europe/Budapest")
    with database.read() as connection:
        (joined,) = connection.execute(select(rollups.c.start)).scalars()
        assert joined == datetime(2025, 11, 25, 9, tzinfo=UTC)
        assert [queue.timezone for queue in queues.everyone(connection)] == ["Europe/Budapest"]


def test_files_are_read_again_from_their_beginning(database: Database) -> None:
    number = take(database, LOG)
    with database.write() as connection:
        for name in ("import:1", "cel"):
            witness_positions.save(connection, name, Position(1, 2), NOW)
    import_undo.undo(database, number, "kata", NOW + timedelta(hours=1))
    with database.read() as connection:
        assert witness_positions.load(connection, "import:1") is None
        assert witness_positions.load(connection, "cel") == Position(1, 2)
        found = imports.of(connection, number)
    assert found is not None
    assert found.undone_at == NOW + timedelta(hours=1)
