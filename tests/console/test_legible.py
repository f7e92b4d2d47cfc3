"""Characters that cannot be kept."""

import pytest

from ivr.access.role import Permission

BODY = r'{"login": "new", "role": "agent", "name": "%s"}'


@pytest.mark.parametrize("path", ["/accounts/a%00", "/accounts?q=a%00", "/accounts?a%00=q", "/static/a%00.css"])
def test_an_address_with_nul_is_refused(signed_in, path) -> None:
    assert signed_in.get(path).status_code == 400


def test_a_form_with_nul_is_refused(client, press) -> None:
    assert press(client, "/sign-in", {"login": "a\0", "password": "b"}).status_code == 400


@pytest.mark.parametrize("name", [r"a\u0000", r"half \ud83d", r'", "more": [{"deep": "\udfff"}], "x": "'])
def test_a_body_with_what_cannot_be_kept_is_refused(client, bearer, name) -> None:
    headers = bearer(*Permission)
    answer = client.post("/api/v1/accounts", data=BODY % name, headers=headers, content_type="application/json")
    assert (answer.status_code, answer.json["message"]) == (400, "The request holds a character that cannot be kept.")


def test_whole_characters_beyond_the_first_plane_are_kept(client, bearer) -> None:
    answer = client.post(
        "/api/v1/accounts", json={"login": "new", "role": "agent", "name": "😀"}, headers=bearer(*Permission)
    )
    assert answer.json["name"] == "😀"
