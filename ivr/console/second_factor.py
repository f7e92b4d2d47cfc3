"""Setting up an authenticator: its QR code, the first code as proof that it works, and removing it."""

import secrets

import segno
from flask import Blueprint, g, redirect, render_template, session, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from ivr.access.account import Account
from ivr.access.role import Permission
from ivr.access.totp import ENTROPY_BYTES, matching_step, secret_of, setup_uri
from ivr.console import account_changes, passwords
from ivr.console.catalogue import _, _l
from ivr.console.changes import change
from ivr.console.form import Form, PasswordField, StringField, at_most, required
from ivr.console.gate import needs
from ivr.console.limits import SIGN_IN, limiter
from ivr.console.notices import say
from ivr.console.page_globals import centre_name
from ivr.console.source import source
from ivr.console.who import SESSION
from ivr.store import accounts

WAITING = "totp_secret"  # of this session, until its first code came

pages = Blueprint("second_factor", __name__)


class FirstCode(Form):
    """The code an authenticator shows after it was set up, and the password: the right person holds it."""

    password = PasswordField(_l("Password"), [required(), at_most(256)], render_kw={"autocomplete": "current-password"})
    code = StringField(
        _l("Code"), [required(), at_most(8)], render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"}
    )


class Password(Form):
    """The password alone."""

    password = PasswordField(_l("Password"), [required(), at_most(256)], render_kw={"autocomplete": "current-password"})


@pages.get("/account/authenticator")
@needs(Permission.EDIT_OWN_ACCOUNT)
def page() -> str:
    """The QR code, or the way to remove what is set up."""
    return _shown(Password() if g.account.has_totp else FirstCode())


@pages.post("/account/authenticator")
@limiter.limit(SIGN_IN)
@needs(Permission.EDIT_OWN_ACCOUNT)
def set_up() -> Response | tuple[str, int]:
    """Ask for codes from now on, once the first one is right."""
    form, secret = FirstCode(), _secret()
    if not form.validate() or not _is_holder(form):
        return _shown(form), 400
    if matching_step(secret, form.code.data.replace(" ", ""), source().now()) is None:
        form.code.errors = [_("This code is not right. Compare the clocks of this computer and of your phone.")]
        return _shown(form), 400
    change(account_changes.second_factor(g.account, secret, session[SESSION]))
    session.pop(WAITING, None)
    say(_("From now on you sign in with a code as well."))
    return redirect(url_for("own_account.page"), 303)


@pages.post("/account/authenticator/remove")
@limiter.limit(SIGN_IN)
@needs(Permission.EDIT_OWN_ACCOUNT)
def remove() -> Response | tuple[str, int]:
    """Ask for codes no longer."""
    form = Password()
    if not form.validate() or not _is_holder(form):
        return _shown(form), 400
    change(account_changes.second_factor(g.account, None, session[SESSION]))
    say(_("You sign in without a code again."))
    return redirect(url_for("own_account.page"), 303)


def _is_holder(form: FirstCode | Password) -> bool:
    with source().database.read() as connection:
        kept = accounts.proofs(connection, g.account.id).password_hash
    if passwords.is_right(kept, form.password.data):
        return True
    form.password.errors = [_("This is not your password.")]
    return False


def _secret() -> str:
    if WAITING not in session:
        session[WAITING] = secret_of(secrets.token_bytes(ENTROPY_BYTES))
    return str(session[WAITING])


def _shown(form: FirstCode | Password) -> str:
    account: Account = g.account
    if account.has_totp:
        return render_template("second_factor.html", form=form, account=account)
    secret = _secret()
    picture = segno.make(setup_uri(secret, account.login, centre_name()), micro=False)
    drawn = picture.svg_inline(border=2, omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    spaced = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    # The picture is made here from our own address: no text of anybody gets into its tags.
    return render_template("second_factor.html", form=form, account=account, picture=Markup(drawn), secret=spaced)  # noqa: S704
