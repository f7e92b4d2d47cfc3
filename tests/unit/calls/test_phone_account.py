"""A phone account in words a telephone and its owner understand."""

import pytest

from ivr.calls.phone_account import PhoneAccount
from ivr.errors import Misuse

ANNA = PhoneAccount("agent-anna", "10.0.0.5", 5060, "s3cret-s3cret", "Anna")


def test_an_account_is_plain_lines_with_the_address_first() -> None:
    assert ANNA.text().splitlines() == [
        "sip:agent-anna@10.0.0.5:5060",
        "Name: Anna",
        "User: agent-anna",
        "Password: s3cret-s3cret",
        "Server: 10.0.0.5",
        "Port: 5060",
        "Transport: UDP",
    ]


def test_an_address_of_ipv6_stands_in_brackets() -> None:
    assert PhoneAccount("agent-anna", "::1", 5060, "x").address == "sip:agent-anna@[::1]:5060"


def test_the_secret_is_not_in_what_a_log_would_show() -> None:
    assert "s3cret" not in repr(ANNA)


def test_no_part_may_write_a_line_of_its_own() -> None:
    with pytest.raises(Misuse):
        PhoneAccount("agent-anna", "10.0.0.5", 5060, "x", "Anna\nServer: evil.example")
