"""What is done with a message is refused when somebody else was faster."""

from datetime import UTC, datetime

import pytest

from ivr.console.message_changes import handled, removed, reopened, said
from ivr.errors import FieldError
from ivr.store import messages
from ivr.store.messages import Message

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MESSAGE = Message("m1", "c1", "night", NOW, 3.0)


def test_only_what_is_there_can_be_changed(database) -> None:
    with database.write() as connection:
        for deed in (handled(MESSAGE, "", NOW, "Kata"), reopened(MESSAGE), removed(MESSAGE)):
            with pytest.raises(FieldError):
                deed.act(connection)


def test_a_change_tells_how_it_was_and_how_it_is(database) -> None:
    with database.write() as connection:
        messages.keep(connection, [MESSAGE])
        done = handled(MESSAGE, "", NOW, "Kata").act(connection)
    assert (done.before, done.after["handled_by"], done.after["note"]) == (said(MESSAGE), "Kata", None)
    assert done.after["handled_at"] == NOW.isoformat()
