"""What the API of kept rows has in common (the tests of queues and projects send every request)."""

import pytest
from apiflask import HTTPError

from ivr.console.row_api import refusals_answered
from ivr.console.row_changes import Overtaken
from ivr.errors import FieldError
from ivr.store.queues import Queue


def test_a_refusal_names_its_field_and_fills_in_its_values(app) -> None:
    with app.test_request_context(), pytest.raises(HTTPError) as refused, refusals_answered():
        raise FieldError("ring_s", "Enter a number from %(least)s to %(most)s.", least=1, most=120)
    assert refused.value.status_code == 422
    assert refused.value.detail == {"ring_s": ["Enter a number from 1 to 120."]}


def test_a_conflict_tells_the_version_there_is(app) -> None:
    with app.test_request_context(), pytest.raises(HTTPError) as refused, refusals_answered():
        raise Overtaken(Queue("nurse", "Nurse", "nurse", version=4))
    assert (refused.value.status_code, refused.value.detail) == (409, {"version": 4})
