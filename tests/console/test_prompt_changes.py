"""Deeds on recordings (the tests of the page press every button)."""

from io import BytesIO

import pytest
from flask import g

from ivr.access.account import principal_of
from ivr.access.role import Role
from ivr.console import prompt_changes
from ivr.console.changes import change
from ivr.console.prompt_changes import MOST_WAITING, RecordingRefused
from ivr.store import recording_wishes
from ivr.store.prompt_clips import PromptClip

WELCOME = PromptClip("en", "welcome", "Welcome.")


@pytest.fixture
def acting(app, account_of):
    with app.test_request_context():
        g.principal = principal_of(account_of(Role.ADMINISTRATOR))
        yield


def test_only_so_many_files_wait_at_once(acting, database, settings) -> None:
    for _ in range(MOST_WAITING):
        change(prompt_changes.handed_in_by(WELCOME, BytesIO(b"sound")))
    with pytest.raises(RecordingRefused, match="Too many"):
        change(prompt_changes.handed_in_by(WELCOME, BytesIO(b"sound")))
    with database.read() as connection:
        assert len(recording_wishes.waiting(connection)) == MOST_WAITING
    assert len(list((settings.home / "handed-in").iterdir())) == MOST_WAITING


def test_a_wish_names_who_wished_it(acting, database) -> None:
    done = change(prompt_changes.removed(WELCOME))
    with database.read() as connection:
        found = recording_wishes.of(connection, done.after["wish"])
    assert found.wished_by.startswith("Administrator Person <account:")
