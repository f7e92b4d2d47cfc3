"""The calls of now, as they are sent to open pages."""

from datetime import timedelta

from flask import Flask

from ivr.access.account import ALL, Scope
from ivr.console.catalogue import reading_as
from ivr.console.live_calls import VIEW, fragment, live_call, live_calls
from ivr.console.live_view import Group
from ivr.reports.live_rows import LiveCall, LiveChanges
from ivr.store import live
from ivr.store.database import Database


def ring(database: Database, at) -> None:
    calls = (
        LiveCall("one", "+36301", "menu:main", at - timedelta(seconds=5), "ringing", "nurse", "agent-anna"),
        LiveCall("two", "+36302", "menu:main", at, "menu"),
    )
    with database.write() as connection:
        live.apply(connection, LiveChanges(calls=calls))


def test_without_calls_the_list_says_so(app: Flask) -> None:
    with app.app_context(), reading_as("en", "UTC"):
        assert "Nobody is on the line." in fragment(Group(VIEW, "en", "UTC"))


def test_a_call_stands_there_with_its_agent(app: Flask, database: Database, clock) -> None:
    ring(database, clock())
    with app.app_context(), reading_as("en", "UTC"):
        shown = fragment(Group(VIEW, "en", "UTC"))
    for told in ("2 calls", "+36301", "Nurse", "Anna", "0:05"):
        assert told in shown


def test_a_menu_is_in_no_queue_one_is_held_to(app: Flask, database: Database, clock) -> None:
    ring(database, clock())
    with app.app_context():
        assert [call.call_id for call in live_calls(Scope(queues=frozenset({"nurse"}))).calls] == ["one"]
        assert [call.call_id for call in live_calls(ALL).calls] == ["one", "two"]


def test_one_call_is_found_while_it_lasts(database: Database, clock) -> None:
    ring(database, clock())
    with database.read() as connection:
        assert live_call(connection, "two") is not None
        assert live_call(connection, "three") is None
