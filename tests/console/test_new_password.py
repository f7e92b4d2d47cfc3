"""A new password."""

import pytest
from flask import Flask

from ivr.access.role import Role
from ivr.console.new_password import NewPassword


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", "short", "at least 12"),
        ("a long enough one", "a long enough two", "not the same"),
        ("password123456", "password123456", "first that are tried"),
        ("a long enough one", "a long enough one", None),
    ],
)
def test_a_password_must_suit_its_account(app: Flask, account_of, password, again, told) -> None:
    account = account_of(Role.AGENT)
    with app.test_request_context(method="POST", data={"password": password, "again": again}):
        form = NewPassword(meta={"csrf": False})
        assert form.validate()
        assert form.suits(account) is (told is None)
        assert told is None or told in str([*form.password.errors, *form.again.errors])
