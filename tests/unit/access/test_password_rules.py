"""What a password must be."""

import pytest

from ivr.access.password_rules import COMMONEST, PasswordFault, password_fault


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("Tölgyfa-72", PasswordFault.TOO_SHORT),
        ("x1y2z3w4" * 40, PasswordFault.TOO_LONG),
        ("abababababab", PasswordFault.TOO_PLAIN),
        ("Anna.Kovacs.1984", PasswordFault.OWN_NAME),
        ("anna.kovacs@example.org", PasswordFault.OWN_NAME),
        ("KOVÁCS anna 1984", PasswordFault.OWN_NAME),
        ("Password1234", PasswordFault.COMMON),
        ("Qwertyuiop123!", PasswordFault.COMMON),
        ("four oak trees by the lake", None),
        ("31415926535897", None),
    ],
)
def test_long_and_not_the_first_guess(password: str, fault: PasswordFault | None) -> None:
    assert password_fault(password, "anna.kovacs@example.org", "Kovács Anna") is fault


def test_a_login_of_digits_is_no_password_of_its_own() -> None:
    assert password_fault("203405607809", "203405607809", "Anna") is PasswordFault.OWN_NAME
    assert password_fault("31415926535897", "203", "Anna") is None


def test_every_common_password_would_pass_the_other_rules() -> None:
    assert {word for word in COMMONEST if password_fault(word, "x", "y") is not PasswordFault.COMMON} == set()
