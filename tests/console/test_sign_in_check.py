"""Whether it is him."""

from ivr.access.role import Role
from ivr.console import passwords
from ivr.console.sign_in_check import check_password
from ivr.store import accounts

PASSWORD = "a long enough password"


def test_an_account_that_is_not_active_is_nobody(app, database, account_of) -> None:
    account = account_of(Role.AGENT, active=False)
    with database.write() as connection:
        accounts.set_password_hash(connection, account.id, passwords.hashed(PASSWORD))
    with app.app_context():
        assert check_password(account.login, PASSWORD, "127.0.0.1").account is None


def test_a_right_password_forgives_the_wrong_ones(app, database, account_of) -> None:
    account = account_of(Role.AGENT)
    with database.write() as connection:
        accounts.set_password_hash(connection, account.id, passwords.hashed(PASSWORD))
    with app.app_context():
        for password in ["x"] * 4 + [PASSWORD] + ["x"] * 4 + [PASSWORD]:
            verdict = check_password(account.login, password, "127.0.0.1")
        assert verdict.account is not None
