"""Signing in with login, password and (when it is set up) a code; signing out."""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from ivr.access.account import Account, principal_of
from ivr.console import passwords
from ivr.console.catalogue import _, _l
from ivr.console.form import Form, PasswordField, StringField, at_most, required
from ivr.console.gate import public
from ivr.console.limits import SIGN_IN, limiter, where_from
from ivr.console.preferences import own_path
from ivr.console.shown import clock
from ivr.console.sign_in_check import Verdict, check_code, check_password
from ivr.console.source import source
from ivr.console.who import KIOSK, SESSION
from ivr.store import accounts, audit, sessions

WRONG = _l("Login and password do not fit together.")
WRONG_CODE = _l("This code is not right, or was used already. Wait for the next one.")
PENDING, NEXT = "pending", "next"
CODE_WITHIN = timedelta(minutes=5)

pages = Blueprint("sign_in", __name__)


class SignIn(Form):
    """Login and password."""

    login = StringField(_l("Login"), [required(), at_most(64)], render_kw={"autocomplete": "username"})
    password = PasswordField(_l("Password"), [required(), at_most(256)], render_kw={"autocomplete": "current-password"})


class Code(Form):
    """The second factor."""

    code = StringField(
        _l("Code"), [required(), at_most(8)], render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"}
    )


@pages.get("/sign-in")
@public
def page() -> str:
    """Ask for login and password."""
    return _asked(SignIn())


@pages.post("/sign-in")
@limiter.limit(SIGN_IN)
@public
def sign_in() -> Response | tuple[str, int]:
    """Begin a session, or ask for the code first."""
    form = SignIn()
    if not form.validate():
        return _asked(form), 400
    try:
        verdict = check_password(form.login.data, form.password.data, where_from())
    except passwords.Busy:
        form.password.errors = [_("Too many people sign in at this moment. Try again in a few seconds.")]
        return _asked(form), 503
    if verdict.account is None:
        form.password.errors = [_refusal(verdict, WRONG)]
        return _asked(form), 429 if verdict.locked_until else 403
    target = own_path(request.args.get(NEXT))
    if verdict.account.has_totp:
        session[PENDING] = {"id": verdict.account.id, "at": source().now().isoformat()}
        return redirect(url_for("sign_in.code", next=target), 303)
    enter(verdict.account)
    return redirect(target, 303)


@pages.get("/sign-in/code")
@public
def code() -> Response | str:
    """Ask for the second factor."""
    if _pending() is None:
        return redirect(url_for("sign_in.page"), 303)
    return render_template("sign_in_code.html", form=Code())


@pages.post("/sign-in/code")
@limiter.limit(SIGN_IN)
@public
def check() -> Response | tuple[str, int]:
    """Begin a session when the code is right."""
    form, account = Code(), _pending()
    if account is None:
        return redirect(url_for("sign_in.page"), 303)
    if not form.validate():
        return render_template("sign_in_code.html", form=form), 400
    verdict = check_code(account, form.code.data.replace(" ", ""), where_from())
    if verdict.account is None:
        form.code.errors = [_refusal(verdict, WRONG_CODE)]
        return render_template("sign_in_code.html", form=form), 429 if verdict.locked_until else 403
    enter(account)
    return redirect(own_path(request.args.get(NEXT)), 303)


@pages.post("/sign-out")
@public
def sign_out() -> Response:
    """End the session."""
    token = session.get(SESSION)
    if token:
        with source().database.write() as connection:
            sessions.end(connection, token)
    session.clear()
    return redirect(url_for("sign_in.page"), 303)


def enter(account: Account) -> None:
    """Begin a session of this account in this browser; one of before ends."""
    now = source().now()
    with source().database.write() as connection:
        if session.get(SESSION):
            sessions.end(connection, session[SESSION])
        token = sessions.begin(connection, account.id, now, now + sessions.LIVES)
        entry = audit.AuditEntry(now, principal_of(account).signature, "sign in", "account", account.login)
        audit.append(connection, entry)
    session.clear()  # nothing that was put there before, by whomever, goes on
    session.permanent = True
    session[SESSION] = token


def enter_kiosk(token: str) -> None:
    """Let this browser show what a screen on a wall may."""
    session.clear()
    session.permanent = True
    session[KIOSK] = token


def _asked(form: SignIn) -> str:
    return render_template("sign_in.html", form=form)


def _pending() -> Account | None:
    pending: dict[str, Any] | None = session.get(PENDING)
    if pending is None or source().now() - datetime.fromisoformat(pending["at"]) > CODE_WITHIN:
        return None
    with source().database.read() as connection:
        account = accounts.of_id(connection, pending["id"])
    return account if account is not None and account.active else None


def _refusal(verdict: Verdict, wrong: Any) -> str:
    if verdict.locked_until is None:
        return str(wrong)
    return str(_("Too many failed attempts. Try again after %(time)s.", time=clock(verdict.locked_until)))
