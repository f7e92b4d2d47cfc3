"""Erasing a person: by number, after a look at what there is, the number typed again and the password; certificates.

The number is never in an address: those are written into logs.
"""

from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.calls.ids import fresh_id
from ivr.calls.pseudonym import Veil
from ivr.console import passwords
from ivr.console.catalogue import _, _l
from ivr.console.changes import Changed, Deed, change
from ivr.console.form import Form, PasswordField, StringField, ValidationError, at_most, required
from ivr.console.gate import needs, principal
from ivr.console.limits import SIGN_IN, WRITES, limiter
from ivr.console.people_scope import require_whole_centre
from ivr.console.source import source
from ivr.contacts.number import phone_number, spellings
from ivr.errors import AuthorError, FieldError
from ivr.store import accounts, erasures
from ivr.store.erasure_traces import Traces, traces
from ivr.store.erasures import OBJECT, Erasure

LATEST = 50
TWICE = "This person is being erased already."
REFUSALS = (_l("This person is being erased already."),)
FOUND: dict[str, Any] = {
    "calls": _l("Calls"),
    "legs": _l("Legs of these calls"),
    "recordings": _l("Recorded talks"),
    "messages": _l("Messages left"),
    "callbacks": _l("Callbacks"),
    "reminders": _l("Reminders"),
}
ERASED: dict[str, Any] = FOUND | {
    "texts": _l("Mails and answers to programs that named the number"),
    "records": _l("Files of Asterisk gone through"),
}

pages = Blueprint("erasures", __name__, url_prefix="/erasures")


def number_known(_form: Form, field: StringField) -> None:
    """The rule of a field that holds a telephone number: written anyhow, kept as E.164."""
    try:
        field.data = phone_number(field.data, source().settings.region).e164
    except AuthorError:
        raise ValidationError(_("This is no telephone number. Write it like +36301234567.")) from None


def same_number(form: Form, field: StringField) -> None:
    """The rule of the number typed again."""
    number_known(form, field)
    if field.data != form.number.data:
        raise ValidationError(_("This is another number than the one looked at."))


class Whom(Form):
    """Whose number it is."""

    number = StringField(
        _l("Telephone number"), [required(), at_most(40), number_known], render_kw={"autocomplete": "off"}
    )


class Sure(Whom):
    """The same number again, and the password: this cannot be taken back."""

    again = StringField(
        _l("The same number again"), [required(), at_most(40), same_number], render_kw={"autocomplete": "off"}
    )
    password = PasswordField(
        _l("Your password"), [required(), at_most(256)], render_kw={"autocomplete": "current-password"}
    )


@pages.get("")
@needs(Permission.ERASE_PERSONS)
def page() -> str:
    """Where one begins, and what was erased."""
    return _begun(Whom())


@pages.post("/look")
@limiter.limit(WRITES)
@needs(Permission.ERASE_PERSONS)
def look() -> str | tuple[str, int]:
    """What would be erased."""
    require_whole_centre()
    form = Whom()
    if not form.validate():
        return _begun(form), 400
    sure = Sure(formdata=None)
    sure.number.data = form.number.data
    return _looked(sure)


@pages.post("")
@limiter.limit(SIGN_IN)
@needs(Permission.ERASE_PERSONS)
def erase() -> Response | tuple[str, int]:
    """Have the worker do it."""
    require_whole_centre()
    form = Sure()
    if not form.validate() or not _is_holder(form) or _found(form.number.data).due:
        return _refused(form), 400
    now, number = source().now(), form.number.data
    subject = Veil((), source().settings.erasure_secret).pseudonym(number)
    asked = Erasure(fresh_id(), number, subject, principal().signature, now, now)
    try:
        change(_asked(asked))
    except FieldError as refused:
        form.again.errors = [_(refused.sentence)]
        return _looked(form), 400
    return redirect(url_for("erasures.one", erasure_id=asked.id), 303)


@pages.get("/<erasure_id>")
@needs(Permission.ERASE_PERSONS)
def one(erasure_id: str) -> str:
    """How far one is, or its certificate."""
    return render_template("erasure.html", erasure=_of(erasure_id), kinds=ERASED)


@pages.get("/<erasure_id>/state")
@needs(Permission.ERASE_PERSONS)
def state(erasure_id: str) -> str:
    """The part of it that changes."""
    return render_template("erasure_state.html", erasure=_of(erasure_id), kinds=ERASED)


def _asked(asked: Erasure) -> Deed:
    def act(connection: Any) -> Changed:
        if erasures.is_asked(connection, asked.subject):
            raise FieldError("again", TWICE)
        erasures.ask(connection, asked)
        return Changed(OBJECT, asked.subject, None, {"erasure": asked.id})

    return Deed("ask to erase person", act, of_centre=False)


def _is_holder(form: Sure) -> bool:
    with source().database.read() as connection:
        kept = accounts.proofs(connection, g.account.id).password_hash
    if passwords.is_right(kept, form.password.data):
        return True
    form.password.errors = [_("This is not your password.")]
    return False


def _begun(form: Whom) -> str:
    with source().database.read() as connection:
        latest = erasures.latest(connection, LATEST)
    has_secret = bool(source().settings.erasure_secret)
    return render_template("erasures.html", form=form, latest=latest, has_secret=has_secret)


def _refused(form: Sure) -> str:
    return _begun(form) if form.number.errors else _looked(form)


def _looked(form: Sure) -> str:
    return render_template("erasure_look.html", form=form, found=_found(form.number.data), kinds=FOUND)


def _found(number: str) -> Traces:
    if not source().settings.erasure_secret:
        abort(409, _("This installation has no secret for erasing yet: start it anew by `python3 -m ivr up`."))
    veil = Veil(spellings(phone_number(number)), source().settings.erasure_secret)
    with source().database.read() as connection:
        return traces(connection, veil)


def _of(erasure_id: str) -> Erasure:
    with source().database.read() as connection:
        found = erasures.of(connection, erasure_id[:36])
    if found is None:
        abort(404)
    return found
