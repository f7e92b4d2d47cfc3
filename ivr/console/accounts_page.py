"""Accounts: who may come into the console, as what, and for which queues and projects."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.account import Account, AccountRefused, Scope
from ivr.access.role import Permission, Role
from ivr.calls.ids import fresh_id
from ivr.console import account_changes
from ivr.console.account_rights import may_edit, within_rights
from ivr.console.catalogue import LANGUAGES, _, _l
from ivr.console.changes import change
from ivr.console.csv_file import listing_csv
from ivr.console.form import Form, SelectField, SelectMultipleField, StringField, at_most, required
from ivr.console.gate import needs, principal
from ivr.console.notices import say
from ivr.console.own_account import zone_known
from ivr.console.said import ROLES
from ivr.console.scope_choices import project_choices, queue_choices
from ivr.console.source import source
from ivr.console.table import Column, Wish, arrange
from ivr.store import accounts

pages = Blueprint("accounts", __name__)


def sign_in_state(account: Account) -> str:
    """By what an account's holder signs in."""
    if not account.has_password:
        return str(_("no password yet"))
    return str(_("password and code") if account.has_totp else _("password"))


COLUMNS: Sequence[Column[Account]] = (
    Column("name", _l("Name"), lambda one: one.name),
    Column("login", _l("Login"), lambda one: one.login),
    Column("role", _l("Role"), lambda one: str(ROLES[one.role])),
    Column("sign_in", _l("Sign-in"), sign_in_state),
    Column("active", _l("State"), lambda one: str(_("active")) if one.active else str(_("not active"))),
)


class AccountForm(Form):
    """An account as an administrator edits it."""

    name = StringField(_l("Name"), [required(), at_most(100)])
    login = StringField(_l("Login"), [at_most(64)], render_kw={"autocapitalize": "none"})
    role = SelectField(_l("Role"))
    language = SelectField(_l("Language"), choices=LANGUAGES)
    timezone = StringField(_l("Time zone"), [required(), zone_known])
    queues = SelectMultipleField(_l("Queues"))
    projects = SelectMultipleField(_l("Projects"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.role.choices = {role.value: str(name) for role, name in ROLES.items()}
        self.queues.choices, self.projects.choices = queue_choices(), project_choices()

    def applied(self, account: Account) -> Account:
        """The account with what was typed; AccountRefused when it cannot be so."""
        scope = Scope(_named(self.queues.data), _named(self.projects.data))
        role = Role(self.role.data)
        typed = {"name": self.name.data, "language": self.language.data, "timezone": self.timezone.data}
        return replace(account, role=role, scope=scope, **typed)

    def blame(self, refused: AccountRefused) -> None:
        """Show a refusal beside its field."""
        field = getattr(self, refused.field, self.name)
        field.errors = [_(refused.sentence)]


@pages.get("/accounts")
@needs(Permission.EDIT_ACCOUNTS)
def page() -> Response | str:
    """All accounts."""
    with source().database.read() as connection:
        every = accounts.all_accounts(connection)
    listing = arrange(COLUMNS, every, Wish.of(request.args), url_for("accounts.page"))
    if request.args.get("format") == "csv":
        return listing_csv("accounts", listing)
    return render_template("accounts.html", listing=listing, sign_in_state=sign_in_state)


@pages.get("/accounts/new")
@needs(Permission.EDIT_ACCOUNTS)
def new() -> str:
    """The form of a new account."""
    form = AccountForm(data={"language": principal().language, "timezone": principal().timezone, "role": Role.AGENT})
    return render_template("account_edit.html", form=form, account=None)


@pages.post("/accounts/new")
@needs(Permission.EDIT_ACCOUNTS)
def add() -> Response | tuple[str, int]:
    """Make an account and show its one-time link."""
    form = AccountForm()
    made = _made(form) if form.validate() else None
    if made is None:
        return render_template("account_edit.html", form=form, account=None), 400
    return _link(made)


@pages.get("/accounts/<account_id>")
@needs(Permission.EDIT_ACCOUNTS)
def edit(account_id: str) -> str:
    """One account."""
    account = _found(account_id)
    given = {"queues": sorted(account.scope.queues or ()), "projects": sorted(account.scope.projects or ())}
    return render_template("account_edit.html", form=AccountForm(obj=account, data=given), account=account)


@pages.post("/accounts/<account_id>")
@needs(Permission.EDIT_ACCOUNTS)
def save(account_id: str) -> Response | tuple[str, int]:
    """Keep an account as it was edited."""
    form, account = AccountForm(), _found(account_id)
    if form.validate():
        try:
            change(account_changes.changed(within_rights(form.applied), account.id))
        except AccountRefused as refused:
            form.blame(refused)
        else:
            say(_("%(name)s is saved.", name=form.name.data))
            return redirect(url_for("accounts.page"), 303)
    return render_template("account_edit.html", form=form, account=account), 400


@pages.post("/accounts/<account_id>/active")
@needs(Permission.EDIT_ACCOUNTS)
def activate(account_id: str) -> Response:
    """Let an account in, or no more; the notice offers the way back."""
    account, active = _found(account_id), request.form.get("active") == "yes"
    edit = within_rights(lambda now: replace(now, active=active))
    try:
        change(account_changes.changed(edit, account.id, _verb(active)))
    except AccountRefused as refused:
        say(_(refused.sentence), mood="bad")
        return redirect(url_for("accounts.edit", account_id=account_id), 303)
    text = (
        _("%(name)s may sign in.", name=account.name)
        if active
        else _("%(name)s may not sign in any more.", name=account.name)
    )
    say(text, undo=url_for("accounts.activate", account_id=account_id), fields={"active": "no" if active else "yes"})
    return redirect(url_for("accounts.page"), 303)


@pages.post("/accounts/<account_id>/link")
@needs(Permission.EDIT_ACCOUNTS)
def link(account_id: str) -> Response | tuple[str, int]:
    """A one-time link for somebody who has no password, or forgot it, or lost his authenticator."""
    return _link(_found(account_id))


def _link(account: Account) -> tuple[str, int]:
    may_edit(account)
    deed, tokens = account_changes.new_link(account)
    change(deed)
    address = url_for("sign_in_link.page", token=tokens[0], _external=True)
    return render_template("account_link.html", account=account, address=address), 200


def _made(form: AccountForm) -> Account | None:
    try:
        blank = Account(fresh_id(), form.name.data, form.login.data.lower(), Role.AGENT, Scope(), "en", "UTC")
        account = form.applied(blank)
        may_edit(account)
        change(account_changes.added(account))
    except AccountRefused as refused:
        form.blame(refused)
        return None
    return account


def _found(account_id: str) -> Account:
    with source().database.read() as connection:
        account = accounts.of_id(connection, account_id)
    if account is None:
        abort(404)
    return account


def _verb(active: bool) -> str:
    return "activate account" if active else "deactivate account"


def _named(chosen: list[str] | None) -> frozenset[str] | None:
    return frozenset(chosen) if chosen else None
