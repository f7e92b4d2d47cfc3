"""Accounts as commands on this machine change them: who may run those may let people in, and the audit says so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.access.account import ALL, Account
from ivr.access.role import Role
from ivr.calls.ids import fresh_id
from ivr.cli.signature import signature
from ivr.config import Settings
from ivr.errors import SetupError
from ivr.store import accounts, audit, sign_in_links
from ivr.store.accounts import AccountChange
from ivr.store.audit import AuditEntry
from ivr.store.database import Database

FIRST_LOGIN, FIRST_NAME = "admin", "Administrator"


@dataclass(frozen=True, slots=True)
class AccountDesk:
    """The accounts of one installation at one moment; each change and its line in the audit are one transaction."""

    settings: Settings
    database: Database
    now: datetime

    def everyone(self) -> tuple[Account, ...]:
        """Every account, by login."""
        with self.database.read() as connection:
            return accounts.all_accounts(connection)

    def add(self, account: Account) -> None:
        """Store a new account."""
        with self.database.write() as connection:
            self._write_down(connection, "add account", accounts.add(connection, account, self.now))

    def deactivate(self, login: str) -> None:
        """Let an account in no more, from this moment."""
        with self.database.write() as connection:
            account = _of_login(connection, login)
            self._write_down(connection, "deactivate account", accounts.deactivate(connection, account.id))

    def link(self, login: str) -> str:
        """The address of a new one-time link, by which a password is set; earlier ones of the account end."""
        with self.database.write() as connection:
            return self._link(connection, _of_login(connection, login))

    def first_link(self) -> str:
        """A one-time link for the administrator of everything, who is made when there is no account."""
        with self.database.write() as connection:
            keepers = [account for account in accounts.all_accounts(connection) if account.keeps_the_centre]
            return self._link(connection, keepers[0] if keepers else self._first(connection))

    def _first(self, connection: Any) -> Account:
        account = Account(
            id=fresh_id(),
            name=FIRST_NAME,
            login=FIRST_LOGIN,
            role=Role.ADMINISTRATOR,
            scope=ALL,
            language=self.settings.languages[0],
            timezone=self.settings.timezone,
        )
        self._write_down(connection, "add account", accounts.add(connection, account, self.now))
        return account

    def _link(self, connection: Any, account: Account) -> str:
        if not account.active:
            raise SetupError(f"{account.login} is not active: an administrator makes it so in the console")
        sign_in_links.forget_expired(connection, self.now)
        sign_in_links.withdraw(connection, account.id)
        token = sign_in_links.issue(connection, account.id, self.now + sign_in_links.LIVES)
        self._write_down(connection, "issue sign-in link", AccountChange(account, account))
        return f"{self.settings.console_url}/sign-in/{token}"

    def _write_down(self, connection: Any, verb: str, change: AccountChange) -> None:
        before, after = accounts.plain(change.before), accounts.plain(change.after)
        audit.append(connection, AuditEntry(self.now, signature(), verb, "account", change.after.login, before, after))


def _of_login(connection: Any, login: str) -> Account:
    account = accounts.of_login(connection, login)
    if account is None:
        raise SetupError(f"there is no account {login}: `python3 -m ivr accounts list` shows them")
    return account
