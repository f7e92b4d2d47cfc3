"""Accounts for programs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from zoneinfo import available_timezones

from flask import Response, abort
from pydantic import BaseModel, Field, field_validator

from ivr.access.account import Account, AccountRefused
from ivr.access.role import Permission, Role
from ivr.calls.ids import fresh_id
from ivr.console import account_changes
from ivr.console.account_rights import may_edit, within_rights
from ivr.console.api import ScopeSaid, answers, area
from ivr.console.catalogue import LANGUAGES, _
from ivr.console.gate import needs
from ivr.console.idempotent import once
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.source import source
from ivr.store import accounts

api = area("accounts")


class AccountBody(BaseModel):
    """An account as it is wanted."""

    name: str = Field(min_length=1, max_length=100)
    role: Role
    language: str = Field("en", pattern=f"^({'|'.join(LANGUAGES)})$")
    timezone: str = Field("Europe/Budapest", max_length=64)
    scope: ScopeSaid = ScopeSaid()
    active: bool = True

    @field_validator("timezone")
    @classmethod
    def known(cls, name: str) -> str:
        """Refuse what is no time zone."""
        if name not in available_timezones():
            raise ValueError("no such time zone")
        return name

    def applied(self, account: Account) -> Account:
        """The account with these values; AccountRefused when it cannot be so."""
        wanted = self.model_dump(exclude={"scope", "login"}) | {"scope": self.scope.meant()}
        return replace(account, **wanted)


class NewAccountBody(AccountBody):
    """A new account."""

    login: str = Field(pattern="^[a-z0-9][a-z0-9._@-]{0,63}$")


class AccountSaid(BaseModel):
    """An account as programs are told."""

    id: str
    login: str
    name: str
    role: Role
    language: str
    timezone: str
    scope: ScopeSaid
    active: bool
    has_password: bool
    has_totp: bool


class AccountsSaid(BaseModel):
    """All accounts."""

    accounts: list[AccountSaid]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_ACCOUNTS)
@api.output(AccountsSaid)
@api.doc(summary="All accounts", security="token", responses=answers())
def every() -> dict[str, Any]:
    """All accounts."""
    with source().database.read() as connection:
        return {"accounts": [said(account) for account in accounts.all_accounts(connection)]}


@api.get("/<account_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_ACCOUNTS)
@api.output(AccountSaid)
@api.doc(summary="One account", security="token", responses=answers(404))
def one(account_id: str) -> dict[str, Any]:
    """One account."""
    return said(_found(account_id))


@api.post("")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_ACCOUNTS)
@api.input(NewAccountBody, arg_name="body")
@api.output(AccountSaid, status_code=201)
@api.doc(summary="Make an account", security="token", responses=answers(409, 422))
def add(body: NewAccountBody) -> Response:
    """Make an account; a person sets the password by a one-time link."""
    with refusals_answered():
        blank = Account(fresh_id(), body.name, body.login, Role.AGENT, body.scope.meant(), "en", "UTC")
        account = _allowed(body.applied(blank))
        return once(account_changes.added(account), lambda connection: _told(connection, account.id), 201)


@api.put("/<account_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_ACCOUNTS)
@api.input(AccountBody, arg_name="body")
@api.output(AccountSaid)
@api.doc(summary="Change an account", security="token", responses=answers(404, 409, 422))
def change(account_id: str, body: AccountBody) -> Response:
    """Make an account as it is wanted."""
    _found(account_id)
    with refusals_answered():
        deed = account_changes.changed(within_rights(body.applied), account_id)
        return once(deed, lambda connection: _told(connection, account_id))


def said(account: Account) -> dict[str, Any]:
    """An account as programs are told."""
    names = ("id", "login", "name", "role", "language", "timezone", "active", "has_password", "has_totp")
    return {name: getattr(account, name) for name in names} | {"scope": ScopeSaid.of(account.scope).model_dump()}


@contextmanager
def refusals_answered() -> Iterator[None]:
    """Answer what the rules refuse with 422."""
    try:
        yield
    except AccountRefused as refused:
        abort(422, _(refused.sentence))


def _allowed(account: Account) -> Account:
    may_edit(account)
    return account


def _told(connection: Any, account_id: str) -> dict[str, Any]:
    account = accounts.of_id(connection, account_id)
    return said(account) if account else {}


def _found(account_id: str) -> Account:
    with source().database.read() as connection:
        account = accounts.of_id(connection, account_id)
    if account is None:
        abort(404, _("There is no such account."))
    return account
