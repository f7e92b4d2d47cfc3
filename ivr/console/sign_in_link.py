"""The one-time link: it sets a password and signs in; a second factor that was lost is gone with it."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ivr.access.account import Account
from ivr.console import passwords
from ivr.console.catalogue import _, _l
from ivr.console.gate import public
from ivr.console.limits import SIGN_IN, limiter
from ivr.console.new_password import NewPassword
from ivr.console.notices import say
from ivr.console.sign_in import enter
from ivr.console.source import source
from ivr.store import accounts, audit, sessions, sign_in_links

NO_GOOD = _l(
    "This link was used already, or its 15 minutes are over. Ask an administrator for a new one; "
    "on the machine itself `python3 -m ivr up` prints one."
)

pages = Blueprint("sign_in_link", __name__)


@pages.get("/sign-in/<token>")
@limiter.limit("60 per minute")
@public
def page(token: str) -> str:
    """Ask for a password; looking at the link does not use it up."""
    return _asked(_account_of(token), NewPassword())


@pages.post("/sign-in/<token>")
@limiter.limit(SIGN_IN)
@public
def use(token: str) -> Response | tuple[str, int]:
    """Set the password and begin a session: the link is used up."""
    account, form = _account_of(token), NewPassword()
    if not form.validate() or not form.suits(account):
        return _asked(account, form), 400
    kept = passwords.hashed(form.password.data)
    _set(token, account, kept)
    enter(account)
    say(_("Welcome. Your password is set."))
    return redirect(url_for("home.page"), 303)


def _set(token: str, account: Account, kept: str) -> None:
    now = source().now()
    with source().database.write() as connection:
        if sign_in_links.redeem(connection, token, now) != account.id:
            abort(403, NO_GOOD)
        accounts.set_password_hash(connection, account.id, kept)
        accounts.set_totp(connection, account.id, None)
        sessions.end_all(connection, account.id)
        before = {"has_password": account.has_password, "has_totp": account.has_totp}
        after = {"has_password": True, "has_totp": False}
        who = f"{account.name} <link:{account.id}>"
        entry = audit.AuditEntry(now, who, "set password by link", "account", account.login, before, after)
        audit.append(connection, entry)


def _account_of(token: str) -> Account:
    with source().database.read() as connection:
        account_id = sign_in_links.of(connection, token, source().now())
        account = accounts.of_id(connection, account_id) if account_id else None
    if account is None or not account.active:
        abort(403, NO_GOOD)
    return account


def _asked(account: Account, form: NewPassword) -> str:
    return render_template("sign_in_link.html", account=account, form=form)
