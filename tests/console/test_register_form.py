"""Forms of rows that people keep."""

import pytest

from ivr.console.register_form import PauseReasonForm, seconds_of
from ivr.store.pause_reasons import PauseReason


@pytest.mark.parametrize(("typed", "seconds"), [("15", 900), ("0,5", 30), ("1.5", 90), ("", None), (None, None)])
def test_minutes_as_people_type_them(typed, seconds) -> None:
    assert seconds_of(typed) == seconds


@pytest.mark.parametrize("typed", ["soon", "nan", "inf", "1e9999999999"])
def test_what_is_no_time_is_said_beside_the_field(signed_in, press, typed: str) -> None:
    answer = press(signed_in, "/pause-reasons/new", {"name": "Break", "limit_s": typed})
    assert answer.status_code == 400
    assert "Enter minutes" in answer.text


def test_a_form_shows_and_gives_back_the_same_reason(app) -> None:
    reason = PauseReason("break", "Break", limit_s=90, auto_unpause=True, version=3)
    with app.test_request_context():
        form = PauseReasonForm(formdata=None)
        form.show(reason)
        assert form.applied(PauseReason("break", "", version=3)) == reason
