"""The page of tokens."""

import pytest

from ivr.access.role import Role

FORM = {"name": "Payroll", "kind": "token", "permissions": ["see_audit"], "days": "30"}


def secret_of(page: str) -> str:
    return page.split('class="secret">')[1].split("<", maxsplit=1)[0]


def test_a_token_made_on_the_page_opens_the_api(signed_in, client, press, audited) -> None:
    secret = secret_of(press(signed_in, "/tokens", FORM).text)
    assert client.get("/api/v1/audit", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    assert audited()[0].verb == "issue token"
    assert secret not in signed_in.get("/tokens").text


def test_a_screens_link_shows_the_wallboard(signed_in, client, press) -> None:
    address = secret_of(press(signed_in, "/tokens", FORM | {"kind": "kiosk", "permissions": []}).text)
    answer = client.get("/kiosk/" + address.rpartition("/")[2])
    assert (answer.status_code, answer.headers["Location"]) == (303, "/wallboard")


def test_revoking_ends_it_at_once(signed_in, client, press) -> None:
    secret = secret_of(press(signed_in, "/tokens", FORM).text)
    token_id = signed_in.get("/tokens").text.split("/revoke")[0].rpartition("/tokens/")[2]
    press(signed_in, f"/tokens/{token_id}/revoke")
    assert client.get("/api/v1/audit", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"permissions": []}, "at least one thing"),
        ({"days": "0"}, "1 to 3650"),
        ({"days": "x"}, "integer"),
        ({"name": ""}, "fill"),
    ],
)
def test_a_mistake_is_shown(signed_in, press, wrong, told) -> None:
    answer = press(signed_in, "/tokens", FORM | wrong)
    assert answer.status_code == 400
    assert told in answer.text


def test_a_programs_token_is_no_screen(signed_in, client, press) -> None:
    secret = secret_of(press(signed_in, "/tokens", FORM).text)
    assert client.get(f"/kiosk/{secret}").status_code == 403


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
@pytest.mark.parametrize("path", ["/tokens", "/tokens/x/revoke"])
def test_others_issue_and_revoke_none(as_role, press, role, path) -> None:
    assert press(as_role(role), path, FORM).status_code == 403
