"""What agents did follows from their talks as well, where another system's history told these."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivr.imports.names import Names
from ivr.imports.queue_log import QueueLog
from ivr.store import agent_changes, agent_spans, imported
from ivr.store.checkpoints import Checkpoints
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.imported_batch import Way, batch_of
from ivr.store.imported_names import Called

NINE = 1764061200
ANNA = "agent-101"


@pytest.fixture
def take(database: Database):
    """Take over a log whose rows are written shortly: second, call, agent, event, what depends on it."""

    def taken(*rows: str) -> None:
        names = Names()
        lines = [line(row) for row in rows]
        reader = QueueLog(lines[0], ZoneInfo("UTC"), names)
        way = Way("sqlite" if database.is_sqlite else "postgresql")
        batch = batch_of([event for one in lines for event in reader.events(one)], way)
        called = Called(names.queues, names.agents, "UTC")
        imported.Writer(database, Checkpoints(database), called, way).write(batch)
        refresh(database)

    return taken


def line(row: str) -> str:
    second, call, agent, *rest = row.split("|")
    return "|".join([str(NINE + int(second)), f"{NINE}.{call}", "support", agent, *rest])


def states(database: Database) -> list[tuple[float, str]]:
    nine = datetime.fromtimestamp(NINE, UTC)
    with database.read() as connection:
        spans = agent_spans.between(connection, nine, nine + timedelta(hours=1), [ANNA])
    return [((span.since - nine).total_seconds(), span.state) for span in spans]


def call(number: int, joined: int, connected: int, over: int) -> list[str]:
    return [
        f"{joined}|{number}|NONE|ENTERQUEUE||+3620{number}|1",
        f"{connected}|{number}|SIP/101|CONNECT|1|x|1",
        f"{over}|{number}|SIP/101|COMPLETEAGENT|1|1|1",
    ]


def test_who_talked_was_on_a_call_and_ready_again_after_it(database, take) -> None:
    take("0|0|SIP/101|ADDMEMBER", *call(1, 5, 10, 70), "100|0|SIP/101|REMOVEMEMBER")
    assert states(database) == [(0, "available"), (10, "on_call"), (70, "available"), (100, "logged_out")]


@pytest.mark.parametrize("first", [1, 2])
def test_who_takes_the_next_call_in_the_second_the_last_one_ended_is_on_a_call(database, take, first) -> None:
    take(*call(first, 0, 10, 70), *call(3 - first, 0, 70, 90), "100|0|SIP/101|REMOVEMEMBER")
    assert states(database) == [(10, "on_call"), (70, "on_call"), (90, "available"), (100, "logged_out")]


def test_who_pauses_in_the_second_his_talk_ended_is_paused(database, take) -> None:
    take(*call(1, 0, 10, 70), "70|0|SIP/101|PAUSE|lunch", "100|0|SIP/101|REMOVEMEMBER")
    assert states(database) == [(10, "on_call"), (70, "paused"), (100, "logged_out")]


def test_a_talk_of_no_length_leaves_him_ready(database, take) -> None:
    take(*call(1, 0, 10, 10), "100|0|SIP/101|REMOVEMEMBER")
    assert states(database) == [(10, "available"), (100, "logged_out")]


def test_the_first_changes_are_those_of_both_kinds_in_order(database, take) -> None:
    take("0|0|SIP/101|ADDMEMBER", *call(1, 5, 10, 70), *call(2, 5, 80, 90), "100|0|SIP/101|REMOVEMEMBER")
    since = datetime.fromtimestamp(NINE + 10, UTC)
    with database.read() as connection:
        found = agent_changes.changes_of(connection, ANNA).between(since, None, 3)
    assert [(one.at - since).total_seconds() for one in found] == [0, 60, 70]


def test_the_next_changes_on_either_side_are_found(database, take) -> None:
    take("0|0|SIP/101|ADDMEMBER", *call(1, 5, 10, 70), "100|0|SIP/101|REMOVEMEMBER")
    ten = datetime.fromtimestamp(NINE + 10, UTC)
    with database.read() as connection:
        hers = agent_changes.changes_of(connection, ANNA)
        before, after = hers.last_before(ten), hers.first_after(ten)
        last = hers.first_after(ten + timedelta(seconds=90))
    assert (before, after, last) == (ten - timedelta(seconds=10), ten + timedelta(seconds=60), None)


def test_who_only_talks_and_never_comes_was_always_there(database, take) -> None:
    take(*call(1, 0, 10, 70))
    with database.read() as connection:
        assert agent_spans.never_left(connection, datetime.now(UTC)) == {ANNA}


def test_a_talk_whose_end_came_days_later_tells_when_it_began_only(database, take) -> None:
    take(*call(1, 0, 10, 200_000), *call(2, 20, 30, 40))
    assert states(database) == [(10, "on_call"), (30, "on_call"), (40, "unknown")]


def test_whatever_part_of_the_changes_is_asked_for_is_that_part_of_all(database, take) -> None:
    rows = [row for n in range(1, 9) for row in call(n, 0, 10 * n, 10 * n + 5 * (n % 4))]
    take("0|0|SIP/101|ADDMEMBER", *sorted(rows, key=lambda row: int(row.split("|")[0])), "95|0|SIP/101|REMOVEMEMBER")
    nine = datetime.fromtimestamp(NINE, UTC)
    with database.read() as connection:
        hers = agent_changes.changes_of(connection, ANNA)
        everything = hers.between(nine, None, 100)
        for start in range(len(everything)):
            since = everything[start].at
            left = [one for one in everything if one.at >= since]
            assert hers.between(since, None, 3) == left[:3]
            assert hers.first_after(since) == next((a.at for a in left if a.at > since), None)
            before = [one.at for one in everything if one.at < since]
            assert hers.last_before(since) == max(before, default=None)
