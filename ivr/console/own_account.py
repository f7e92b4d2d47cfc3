"""One's own account: name, language, time zone, password, second factor."""

from dataclasses import replace
from zoneinfo import available_timezones

from flask import Blueprint, g, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from ivr.access.account import Account, AccountRefused
from ivr.access.role import Permission
from ivr.console import account_changes, passwords
from ivr.console.catalogue import LANGUAGES, _, _l
from ivr.console.changes import change
from ivr.console.form import Form, PasswordField, SelectField, StringField, ValidationError, at_most, required
from ivr.console.gate import needs
from ivr.console.limits import SIGN_IN, limiter
from ivr.console.new_password import NewPassword
from ivr.console.notices import say
from ivr.console.source import source
from ivr.console.who import SESSION
from ivr.store import accounts, sessions

pages = Blueprint("own_account", __name__)


def zone_known(_form: Form, field: StringField) -> None:
    """The rule of a field that holds a time zone."""
    if field.data not in available_timezones():
        raise ValidationError(_("There is no such time zone. Write it like Europe/Budapest."))


class Self(Form):
    """What one may change of oneself."""

    name = StringField(_l("Name"), [required(), at_most(100)], render_kw={"autocomplete": "name"})
    language = SelectField(_l("Language"), choices=LANGUAGES)
    timezone = StringField(_l("Time zone"), [required(), zone_known], render_kw={"list": "zones"})


class OwnPassword(NewPassword):
    """A new password, with the one of now."""

    current = PasswordField(
        _l("Password of now"), [required(), at_most(256)], render_kw={"autocomplete": "current-password"}
    )


@pages.get("/account")
@needs(Permission.EDIT_OWN_ACCOUNT)
def page() -> str:
    """Everything about oneself."""
    return _shown(Self(obj=g.account), OwnPassword())


@pages.post("/account")
@needs(Permission.EDIT_OWN_ACCOUNT)
def save() -> Response | tuple[str, int]:
    """Keep name, language and time zone."""
    form, mine = Self(), _mine()
    if not form.validate():
        return _shown(form, OwnPassword()), 400
    wanted = {"name": form.name.data, "language": form.language.data, "timezone": form.timezone.data}
    try:
        change(account_changes.changed(lambda now: replace(now, **wanted), mine.id, "edit own account"))
    except AccountRefused as refused:
        form.name.errors = [_(refused.sentence)]
        return _shown(form, OwnPassword()), 400
    say(_("Saved."))
    return redirect(url_for("own_account.page"), 303)


@pages.post("/account/password")
@limiter.limit(SIGN_IN)
@needs(Permission.EDIT_OWN_ACCOUNT)
def password() -> Response | tuple[str, int]:
    """Change the password; every other session ends."""
    form, mine = OwnPassword(), _mine()
    with source().database.read() as connection:
        kept = accounts.proofs(connection, mine.id).password_hash
    if not form.validate() or not form.suits(mine):
        return _shown(Self(obj=mine), form), 400
    if not passwords.is_right(kept, form.current.data):
        form.current.errors = [_("This is not your password.")]
        return _shown(Self(obj=mine), form), 403
    change(account_changes.new_password(mine, passwords.hashed(form.password.data), session[SESSION]))
    say(_("Your password is changed. Other browsers were signed out."))
    return redirect(url_for("own_account.page"), 303)


@pages.post("/account/sign-out-others")
@needs(Permission.EDIT_OWN_ACCOUNT)
def sign_out_others() -> Response:
    """End all sessions but this one."""
    with source().database.write() as connection:
        sessions.end_all(connection, _mine().id, but=session[SESSION])
    say(_("Other browsers were signed out."))
    return redirect(url_for("own_account.page"), 303)


def _mine() -> Account:
    found: Account = g.account
    return found


def _shown(form: Self, password_form: OwnPassword) -> str:
    zones = sorted(available_timezones())
    return render_template("own_account.html", form=form, password_form=password_form, account=_mine(), zones=zones)
