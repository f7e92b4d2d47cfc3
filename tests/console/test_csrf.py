"""Forms of other sites."""

import pytest
from flask.testing import FlaskClient

from ivr.access.role import Permission


@pytest.mark.parametrize("form", [{}, {"csrf_token": ""}, {"csrf_token": "guessed"}, {"csrf_token": "é"}])
def test_a_change_without_the_mark_of_our_page_is_refused(signed_in: FlaskClient, audited, form) -> None:
    assert signed_in.post("/account", data={"name": "Eve", **form}).status_code == 400
    assert audited() == []


def test_a_script_of_our_page_sends_the_mark_in_a_header(signed_in: FlaskClient) -> None:
    page = signed_in.get("/account").text
    mark = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"name": "New Name", "language": "en", "timezone": "Europe/Budapest"}
    assert signed_in.post("/account", data=form, headers={"X-CSRFToken": mark}).status_code == 303


def test_the_api_asks_a_browser_for_the_mark_and_a_program_not(signed_in: FlaskClient, client, bearer) -> None:
    body = {"name": "Zoe", "login": "zoe", "role": "agent"}
    assert signed_in.post("/api/v1/accounts", json=body).status_code == 400
    headers = bearer(*Permission)
    assert client.post("/api/v1/accounts", json=body, headers=headers).status_code == 201
