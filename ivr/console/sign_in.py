"""Signing in by the one-time link: opening it shows a button, so that a preview of the link does not use it up."""

import hmac
import secrets
from datetime import datetime, timedelta

from flask import Blueprint, Response, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from ivr.console.source import source
from ivr.store import sign_in_links

SESSION = timedelta(hours=12)
CSRF, UNTIL = "csrf", "until"
NEW_LINK = "Run `python3 -m ivr up` again: it prints a new link."

pages = Blueprint("sign_in", __name__)


@pages.get("/sign-in/<token>")
def ask(token: str) -> str:
    """The page with the button."""
    session[CSRF] = secrets.token_urlsafe(32)
    return render_template("sign_in.html", token=token, csrf=session[CSRF])


@pages.post("/sign-in/<token>")
def redeem(token: str) -> AnyResponse:
    """Use the link up and begin a session."""
    if not _same(session.pop(CSRF, ""), request.form.get(CSRF, "")):
        abort(403, "This form was not opened in this browser. Open the link again and press the button.")
    now = source().now()
    with source().database.write() as connection:
        valid = sign_in_links.redeem(connection, token, now)
    if not valid:
        abort(403, f"This link was used already, or its 15 minutes are over. {NEW_LINK}")
    session.clear()
    session.permanent = True
    session[UNTIL] = (now + SESSION).isoformat()
    return redirect(url_for("overview.page"), 303)


def require_session() -> Response | None:
    """Let nobody pass who has not signed in within the last 12 hours."""
    until = session.get(UNTIL)
    if until is None or source().now() >= datetime.fromisoformat(until):
        abort(403, f"You are not signed in here. {NEW_LINK}")
    return None


def _same(expected: str, sent: str) -> bool:
    return bool(expected) and hmac.compare_digest(expected.encode(), sent.encode())
