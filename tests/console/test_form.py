"""Forms."""

import pytest
from flask import Flask

from ivr.console.form import Form, StringField, at_most, required


class Named(Form):
    name = StringField("Name", [required(), at_most(5)])


def errors(app: Flask, name: str) -> list[str]:
    with app.test_request_context(method="POST", data={"name": name}):
        form = Named(meta={"csrf": False})
        form.validate()
        return [str(error) for error in form.name.errors]


def test_white_space_around_words_is_not_meant(app: Flask) -> None:
    assert errors(app, "  Anna  ") == []


def test_what_is_missing_or_too_long_is_said(app: Flask) -> None:
    assert errors(app, "") == ["Please fill this in."]
    assert errors(app, "123456") == ["At most 5 characters."]


@pytest.mark.parametrize("days", ["9" * 400, str(2**31), "-" + "9" * 12])
def test_a_number_no_column_holds_is_not_one(signed_in, press, days) -> None:
    answer = press(signed_in, "/tokens", {"name": "x", "kind": "token", "permissions": "see_health", "days": days})
    assert answer.status_code == 400
    assert "Not a valid integer value." in answer.text
