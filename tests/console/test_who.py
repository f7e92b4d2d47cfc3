"""Who asks."""

from datetime import timedelta

from flask.testing import FlaskClient

from ivr.access.account import PrincipalKind
from ivr.access.role import Permission
from ivr.store import api_tokens
from ivr.store.api_tokens import NewToken


def kiosk_token(database, now) -> str:
    wanted = NewToken("Hall", frozenset(), now + timedelta(days=1), kind=PrincipalKind.KIOSK)
    with database.write() as connection:
        return api_tokens.issue(connection, wanted, now)[1]


def test_a_session_that_is_used_goes_on(signed_in: FlaskClient, clock) -> None:
    for _ in range(3):
        clock.at += timedelta(minutes=50)
        assert signed_in.get("/account").status_code == 200


def test_a_session_ends_after_twelve_hours_whatever_is_done(signed_in: FlaskClient, clock) -> None:
    for _ in range(15):
        clock.at += timedelta(minutes=50)
        signed_in.get("/account")
    assert signed_in.get("/account").status_code == 303


def test_a_forged_cookie_is_nobody(client: FlaskClient, app) -> None:
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], "eyJzZXNzaW9uIjoieCJ9.aaaaaa.bbbb")
    assert client.get("/account").status_code == 303


def test_a_screen_sees_the_wallboard_and_nothing_else(client: FlaskClient, database, clock) -> None:
    client.get(f"/kiosk/{kiosk_token(database, clock())}")
    for path in ("/calls", "/account", "/accounts"):
        assert client.get(path).status_code == 403


def test_a_screens_token_opens_no_api(client: FlaskClient, database, clock) -> None:
    headers = {"Authorization": f"Bearer {kiosk_token(database, clock())}"}
    assert client.get("/api/v1/audit", headers=headers).status_code == 401


def test_an_expired_token_is_nobody(client: FlaskClient, bearer, clock) -> None:
    headers = bearer(Permission.SEE_AUDIT)
    clock.at += timedelta(days=1)
    assert client.get("/api/v1/audit", headers=headers).status_code == 401
