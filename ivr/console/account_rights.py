"""Nobody gives another what he has not himself: for accounts and tokens made by somebody of a limited scope."""

from collections.abc import Callable

from flask import abort

from ivr.access.account import Account, Principal, may_give, principal_of
from ivr.console.catalogue import _
from ivr.console.gate import principal
from ivr.console.source import source
from ivr.store import api_tokens


def may_edit(account: Account) -> None:
    """Refuse to make or change an account that may more than who asks."""
    _within_mine(principal_of(account))


def may_revoke(token_id: str) -> None:
    """Refuse to revoke a token that may more than who asks."""
    with source().database.read() as connection:
        token = api_tokens.of_id(connection, token_id)
    if token is not None:
        _within_mine(token.principal)


def within_rights(edit: Callable[[Account], Account]) -> Callable[[Account], Account]:
    """The edit, refused for an account that may more than who asks, before it or after."""

    def checked(now: Account) -> Account:
        may_edit(now)
        wanted = edit(now)
        may_edit(wanted)
        return wanted

    return checked


def _within_mine(rights: Principal) -> None:
    if not may_give(principal(), rights.permissions, rights.scope):
        abort(403, _("You cannot give rights you do not have yourself."))
