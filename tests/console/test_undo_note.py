"""Notes that take a change back."""

import pytest
from werkzeug.exceptions import BadRequest

from ivr.console.changes import Changed
from ivr.console.undo_note import FIELD, opened, undo_fields

DONE = Changed("team", "night", None, {"name": "Night", "version": 1})


def test_a_note_tells_the_change_again(app) -> None:
    with app.app_context():
        assert opened(undo_fields(DONE)[FIELD], "team") == DONE


@pytest.mark.parametrize("wrong", ["", ".", "e30=.0", "no note", "ű.ű"])
def test_a_note_that_is_not_ours_is_refused(app, wrong: str) -> None:
    with app.test_request_context(), pytest.raises(BadRequest):
        opened(wrong, "team")


def test_a_note_of_another_kind_is_refused(app) -> None:
    with app.test_request_context(), pytest.raises(BadRequest):
        opened(undo_fields(DONE)[FIELD], "skill")
