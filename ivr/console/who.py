"""Who asks: the account of a session, the token of a program, or a screen on a wall."""

from flask import g, request, session

from ivr.access.account import Principal, PrincipalKind, principal_of
from ivr.console.source import source
from ivr.store import accounts, api_tokens, sessions

SESSION, KIOSK = "session", "kiosk"
BEARER = "Bearer "
FOR_PROGRAMS = ("/api/", "/metrics")


def came_by_cookie() -> bool:
    """Whether a browser may have sent the request unasked: all but those with a bearer token."""
    return _bearer() is None


def asks() -> Principal | None:
    """Who asks; None when it is nobody we know."""
    token = _bearer()
    if token is not None:
        return _of_token(token)
    return _of_session() or _of_kiosk()


def _bearer() -> str | None:
    if not request.path.startswith(FOR_PROGRAMS):
        return None
    sent = request.headers.get("Authorization", "")
    return sent.removeprefix(BEARER).strip() if sent.startswith(BEARER) else None


def _of_token(token: str) -> Principal | None:
    with source().database.read() as connection:
        found = api_tokens.of(connection, token, source().now())
    return found if found is not None and found.kind is PrincipalKind.TOKEN else None


def _of_kiosk() -> Principal | None:
    token = session.get(KIOSK)
    if token is None:
        return None
    with source().database.read() as connection:
        found = api_tokens.of(connection, token, source().now())
    return found if found is not None and found.kind is PrincipalKind.KIOSK else None


def _of_session() -> Principal | None:
    token = session.get(SESSION)
    if token is None:
        return None
    now, database = source().now(), source().database
    with database.read() as connection:
        account_id = sessions.of(connection, token, now)
        account = accounts.of_id(connection, account_id) if account_id else None
        is_stale = account is not None and sessions.wants_touch(connection, token, now)
    if is_stale:
        with database.write() as connection:
            sessions.touch(connection, token, now)
    if account is None or not account.active:
        return None
    g.account = account
    return principal_of(account)
