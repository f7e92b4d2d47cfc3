"""Wallboards that change while one looks."""

from datetime import timedelta

import pytest
from flask import Flask

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.console.board_stream import EXTENSION, LIVES_S, Latest
from ivr.console.deflated import BEGIN
from ivr.console.live_stream import LIVES_S as OTHERS_LIVE_S
from ivr.console.live_stream import Group, LiveStream
from ivr.console.source import EXTENSION as SOURCE
from ivr.reports.live_rows import LiveChanges, LiveQueue
from ivr.store import live

WHOLE = Group("wallboard", "en", "Europe/Budapest")


def waits(database, clock, queue: str, waiting: int) -> None:
    with database.write() as connection:
        live.apply(connection, LiveChanges(queues=(LiveQueue(queue, waiting, clock()),)))


def first(app: Flask, group: Group) -> str:
    stream: LiveStream = app.extensions[EXTENSION]
    return stream.open(group, "somebody").waiting.get(timeout=5).decode()


def test_who_begins_to_look_is_sent_the_figures(app: Flask) -> None:
    sent = first(app, WHOLE)
    assert 'id="queue-reception"' in sent
    assert 'id="agent-agent-anna"' in sent


def test_a_change_is_sent(app: Flask, database, clock) -> None:
    client = app.extensions[EXTENSION].open(WHOLE, "somebody")
    client.waiting.get(timeout=5)
    waits(database, clock, "reception", 7)
    assert '<td rowspan="2" class="num board-big" data-name="Waiting">7</td>' in client.waiting.get(timeout=5).decode()


def test_nothing_is_sent_while_a_wait_only_goes_on(app: Flask, database, clock) -> None:
    waits(database, clock, "reception", 1)
    client = app.extensions[EXTENSION].open(WHOLE, "somebody")
    client.waiting.get(timeout=5)
    clock.at += timedelta(seconds=2)
    app.extensions[EXTENSION].open(Group("screen", "en", "UTC"), "another").waiting.get(timeout=5)
    assert client.waiting.empty()


def test_each_reader_is_sent_his_language_and_his_queues(app: Flask) -> None:
    sent = first(app, Group("wallboard", "hu", "Europe/Budapest", Scope(frozenset({"nurse"}))))
    assert "Várakozik" in sent
    assert 'id="queue-reception"' not in sent


def test_the_screen_has_its_own_part(app: Flask) -> None:
    assert "screen-queues" in first(app, Group("screen", "en", "UTC"))


@pytest.mark.usefixtures("centre")
def test_one_snapshot_serves_all_readers_of_a_moment(app: Flask, database, clock) -> None:
    latest = Latest(app.extensions[SOURCE])
    latest.version()
    before = latest.snapshot()
    assert latest.snapshot() is before
    waits(database, clock, "nurse", 1)
    latest.version()
    assert latest.snapshot() is not before


@pytest.mark.usefixtures("centre")
def test_a_second_makes_a_snapshot_old(app: Flask, clock) -> None:
    latest = Latest(app.extensions[SOURCE])
    before = latest.version()
    clock.at += timedelta(seconds=1)
    assert latest.version() > before


@pytest.mark.usefixtures("centre")
def test_figures_are_read_once_a_second_and_who_waits_at_each_change(app: Flask, database, clock) -> None:
    latest = Latest(app.extensions[SOURCE])
    latest.version()
    before = latest.snapshot()
    waits(database, clock, "nurse", 4)
    latest.version()
    after = latest.snapshot()
    assert after.seen is before.seen
    assert [row.waiting for row in after.live.queues] == [4]
    clock.at += timedelta(seconds=1)
    latest.version()
    assert latest.snapshot().seen is not before.seen


def test_who_may_look_no_longer_is_found_out_soon() -> None:
    assert LIVES_S < OTHERS_LIVE_S


def test_what_is_sent_is_small_for_who_can_read_it(as_role) -> None:
    browser, headers = as_role(Role.SUPERVISOR), {"Accept-Encoding": "gzip, deflate"}
    packed = browser.get("/wallboard/live", headers=headers, buffered=False)
    whole = browser.get("/wallboard/live", buffered=False)
    assert [answer.headers.get("Content-Encoding") for answer in (packed, whole)] == ["deflate", None]
    assert next(packed.response) == BEGIN
    for answer in (packed, whole):
        answer.close()
