"""Deeds on accounts, as the pages and the API do them, each with what the audit is told."""

from collections.abc import Callable
from typing import Any

from ivr.access.account import Account, AccountRefused
from ivr.console.changes import Changed, Deed
from ivr.console.source import source
from ivr.store import accounts, sessions, sign_in_links

KIND = "account"


def added(account: Account) -> Deed:
    """A new account."""

    def act(connection: Any) -> Changed:
        return _told(accounts.add(connection, account, source().now()))

    return Deed("add account", act, of_centre=False)


def changed(wanted: Callable[[Account], Account], account_id: str, verb: str = "edit account") -> Deed:
    """An account made from what it is now."""

    def act(connection: Any) -> Changed:
        now = accounts.of_id(connection, account_id)
        if now is None:
            raise AccountRefused("There is no such account.", "login")
        return _told(accounts.change(connection, wanted(now)))

    return Deed(verb, act, of_centre=False, rights_of=account_id)


def new_password(account: Account, kept: str, session: str) -> Deed:
    """Another password; every session but this one ends."""

    def act(connection: Any) -> Changed:
        accounts.set_password_hash(connection, account.id, kept)
        sessions.end_all(connection, account.id, but=session)
        return Changed(KIND, account.login, {"password_hash": "old"}, {"password_hash": "new"})

    return Deed("change password", act, of_centre=False, rights_of=account.id)


def second_factor(account: Account, secret: str | None, session: str | None) -> Deed:
    """An authenticator is asked for from now on, or no longer; every session but this one ends."""

    def act(connection: Any) -> Changed:
        accounts.set_totp(connection, account.id, secret)
        sessions.end_all(connection, account.id, but=session)
        return Changed(KIND, account.login, {"has_totp": account.has_totp}, {"has_totp": secret is not None})

    verb = "set up authenticator" if secret else "remove authenticator"
    return Deed(verb, act, of_centre=False, rights_of=account.id)


def new_link(account: Account) -> tuple[Deed, list[str]]:
    """A one-time link, and the place where its token is found once the deed is done."""
    tokens: list[str] = []

    def act(connection: Any) -> Changed:
        sign_in_links.withdraw(connection, account.id)
        tokens.append(sign_in_links.issue(connection, account.id, source().now() + sign_in_links.LIVES))
        return Changed(KIND, account.login, None, None)

    return Deed("issue sign-in link", act, of_centre=False), tokens


def _told(done: accounts.AccountChange) -> Changed:
    return Changed(KIND, done.after.login, accounts.plain(done.before), accounts.plain(done.after))
