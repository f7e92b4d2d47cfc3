"""Tokens: what lets programs use the API, and screens on a wall show the wallboard."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.account import PrincipalKind, Scope, may_give
from ivr.access.role import Permission
from ivr.console import token_changes
from ivr.console.account_rights import may_revoke
from ivr.console.catalogue import _, _l, language
from ivr.console.changes import change
from ivr.console.csv_file import listing_csv
from ivr.console.form import (
    Form,
    IntegerField,
    NumberRange,
    SelectField,
    SelectMultipleField,
    StringField,
    at_most,
    required,
)
from ivr.console.gate import needs, principal, public
from ivr.console.limits import SIGN_IN, limiter
from ivr.console.notices import say
from ivr.console.said import PERMISSIONS
from ivr.console.scope_choices import queue_choices
from ivr.console.sign_in import enter_kiosk
from ivr.console.source import source
from ivr.console.table import Column, Wish, arrange
from ivr.store import api_tokens
from ivr.store.api_tokens import ApiToken, NewToken

pages = Blueprint("tokens", __name__)

KINDS = {PrincipalKind.TOKEN: _l("Program"), PrincipalKind.KIOSK: _l("Screen")}


def state(token: ApiToken) -> tuple[str, str]:
    """How it stands with a token: the mood of its badge, and the word."""
    if token.revoked_at is not None:
        return "off", str(_("revoked"))
    if token.expires_at <= source().now():
        return "warn", str(_("expired"))
    return "good", str(_("valid"))


def rights(token: ApiToken) -> str:
    """What a token may, as a sentence."""
    return ", ".join(sorted(str(PERMISSIONS[one]) for one in token.principal.permissions))


COLUMNS: Sequence[Column[ApiToken]] = (
    Column("name", _l("Name"), lambda one: one.principal.name),
    Column("kind", _l("For"), lambda one: str(KINDS[one.principal.kind])),
    Column("permissions", _l("May"), rights, sortable=False),
    Column("expires", _l("Expires"), lambda one: one.expires_at),
    Column("state", _l("State"), lambda one: state(one)[1]),
)


class TokenForm(Form):
    """A token to be issued."""

    name = StringField(_l("Name"), [required(), at_most(100)])
    kind = SelectField(_l("For"))
    permissions = SelectMultipleField(_l("May"))
    queues = SelectMultipleField(_l("Queues"))
    days = IntegerField(_l("Expires after (days)"), [required(), NumberRange(1, 3650, _l("1 to 3650 days."))])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.kind.choices = {kind.value: str(name) for kind, name in KINDS.items()}
        mine = principal().permissions - {Permission.EDIT_OWN_ACCOUNT}
        self.permissions.choices = {one.value: str(name) for one, name in PERMISSIONS.items() if one in mine}
        self.queues.choices = queue_choices()

    def wanted(self) -> NewToken:
        """What was typed."""
        return NewToken(
            name=self.name.data,
            permissions=frozenset(Permission(name) for name in self.permissions.data or ()),
            expires_at=source().now() + timedelta(days=self.days.data),
            scope=Scope(frozenset(self.queues.data)) if self.queues.data else principal().scope,
            kind=PrincipalKind(self.kind.data),
            language=language(),
            timezone=principal().timezone,
        )


@pages.get("/tokens")
@needs(Permission.EDIT_TOKENS)
def page() -> Response | str:
    """All tokens, with the form for a new one."""
    return _shown(TokenForm(data={"days": 90}))


@pages.post("/tokens")
@needs(Permission.EDIT_TOKENS)
def issue() -> Response | str | tuple[Response | str, int]:
    """Issue a token and show it, once."""
    form = TokenForm()
    if not form.validate():
        return _shown(form), 400
    wanted = form.wanted()
    if wanted.kind is PrincipalKind.TOKEN and not wanted.permissions:
        form.permissions.errors = [_("Choose at least one thing the program may do.")]
        return _shown(form), 400
    if not may_give(principal(), wanted.permissions, wanted.scope):
        abort(403, _("You cannot give rights you do not have yourself."))
    deed, issued = token_changes.issued(wanted)
    change(deed)
    is_screen = wanted.kind is PrincipalKind.KIOSK
    shown = url_for("tokens.kiosk", token=issued[0].secret, _external=True) if is_screen else issued[0].secret
    return render_template("token_issued.html", name=wanted.name, secret=shown, is_screen=is_screen)


@pages.post("/tokens/<token_id>/revoke")
@needs(Permission.EDIT_TOKENS)
def revoke(token_id: str) -> Response:
    """Let a token in no more."""
    may_revoke(token_id)
    change(token_changes.revoked(token_id))
    say(_("The token is revoked."))
    return redirect(url_for("tokens.page"), 303)


@pages.get("/kiosk/<token>")
@limiter.limit(SIGN_IN)
@public
def kiosk(token: str) -> Response:
    """Turn this browser into a screen on a wall."""
    with source().database.read() as connection:
        found = api_tokens.of(connection, token, source().now())
    if found is None or found.kind is not PrincipalKind.KIOSK:
        abort(403, _("This screen's token is unknown, revoked or expired. Ask an administrator for a new one."))
    enter_kiosk(token)
    return redirect("/wallboard", 303)


def _shown(form: TokenForm) -> Response | str:
    with source().database.read() as connection:
        every = api_tokens.all_tokens(connection)
    listing = arrange(COLUMNS, every, Wish.of(request.args), url_for("tokens.page"))
    if request.args.get("format") == "csv":
        return listing_csv("tokens", listing)
    return render_template("tokens.html", listing=listing, form=form, state=state, rights=rights, kinds=KINDS)
