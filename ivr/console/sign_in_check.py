"""Whether it is him: login and password, then the code; every try counts against a lock before it is looked at."""

from dataclasses import dataclass
from datetime import datetime

from ivr.access.account import Account
from ivr.access.totp import matching_step
from ivr.console import passwords
from ivr.console.source import source
from ivr.store import accounts, sign_in_failures


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who it is, or until when nobody may try."""

    account: Account | None = None
    locked_until: datetime | None = None


def check_password(login: str, password: str, address: str) -> Verdict:
    """Whose login and password these are."""
    locked = _count(login, address)
    if locked is not None:
        return Verdict(locked_until=locked)
    with source().database.read() as connection:
        account = accounts.of_login(connection, login)
        kept = accounts.proofs(connection, account.id).password_hash if account else None
    is_right = passwords.is_right(kept, password)
    if account is None or not is_right or not account.active:
        return Verdict()
    if not account.has_totp:
        _forgive(account)
    return Verdict(account)


def check_code(account: Account, code: str, address: str) -> Verdict:
    """Whether this is the account's code of now, not used before."""
    locked = _count(account.login, address)
    if locked is not None:
        return Verdict(locked_until=locked)
    with source().database.write() as connection:
        proofs = accounts.proofs(connection, account.id)
        step = matching_step(proofs.totp_secret or "", code, source().now(), proofs.totp_step)
        if not proofs.totp_secret or step is None or not accounts.use_totp_step(connection, account.id, step):
            return Verdict()
    _forgive(account)
    return Verdict(account)


def _count(login: str, address: str) -> datetime | None:
    with source().database.write() as connection:
        return sign_in_failures.begin_attempt(connection, login, address, source().now())


def _forgive(account: Account) -> None:
    with source().database.write() as connection:
        sign_in_failures.forgive(connection, account.login)
