"""The way of every change."""

import socket

import pytest
from flask import g

from ivr.access.account import principal_of
from ivr.access.role import Role
from ivr.console.changes import Changed, Deed, change
from ivr.console.doorbell import WORD
from ivr.store import centre_version


@pytest.fixture
def asking(app, account_of):
    with app.test_request_context():
        g.principal = principal_of(account_of(Role.ADMINISTRATOR))
        yield


def test_the_change_the_audit_and_the_version_are_one(asking, database, audited) -> None:
    with database.read() as connection:
        before = centre_version.read(connection)
    change(Deed("edit queue", lambda _: Changed("queue", "nurse", {"n": 1}, {"n": 2}), "asked for"))
    with database.read() as connection:
        assert centre_version.read(connection) == before + 1
    assert (audited()[0].id, audited()[0].reason) == ("nurse", "asked for")


def test_a_change_that_fails_leaves_nothing(asking, database, audited) -> None:
    def act(connection) -> Changed:
        centre_version.bump(connection)
        raise RuntimeError

    with database.read() as connection:
        before = centre_version.read(connection)
    with pytest.raises(RuntimeError):
        change(Deed("edit queue", act))
    with database.read() as connection:
        assert centre_version.read(connection) == before
    assert audited() == []


@pytest.mark.parametrize("of_centre", [True, False])
def test_the_engine_is_rung_when_it_must_look(asking, settings, of_centre: bool) -> None:
    settings.doorbell_path.parent.mkdir(parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
        bell.bind(str(settings.doorbell_path))
        bell.setblocking(False)
        change(Deed("edit", lambda _: Changed("queue", "nurse", None, None), of_centre=of_centre))
        if of_centre:
            assert bell.recv(8) == WORD
        else:
            with pytest.raises(BlockingIOError):
                bell.recv(8)
