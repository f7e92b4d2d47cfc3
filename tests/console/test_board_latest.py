"""The newest snapshot, for all who look."""

from datetime import timedelta

import pytest
from flask import Flask

from ivr.console.board_latest import Latest
from ivr.console.source import EXTENSION as SOURCE
from ivr.reports.live_rows import LiveChanges, LiveQueue
from ivr.store import centre_version, live


@pytest.fixture
def latest(app: Flask) -> Latest:
    return Latest(app.extensions[SOURCE])


def waits(database, clock, queue: str, waiting: int) -> None:
    with database.write() as connection:
        live.apply(connection, LiveChanges(queues=(LiveQueue(queue, waiting, clock()),)))


def test_one_snapshot_serves_all_readers_of_a_moment(latest: Latest) -> None:
    assert latest.snapshot() is latest.snapshot()


def test_figures_are_read_once_a_second_and_who_waits_at_each_change(latest: Latest, database, clock) -> None:
    before = latest.snapshot()
    waits(database, clock, "nurse", 4)
    after = latest.snapshot()
    assert after.seen is before.seen
    assert [row.waiting for row in after.live.queues] == [4]
    clock.at += timedelta(seconds=1)
    assert latest.snapshot().seen is not before.seen


def test_a_change_of_the_centre_is_seen_at_once(latest: Latest, database) -> None:
    before = latest.snapshot()
    with database.write() as connection:
        centre_version.bump(connection)
    assert latest.snapshot().queues is not before.queues
