"""Addresses of mail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.contacts.email_address import email_address, email_addresses
from ivr.errors import FieldError


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        (" anna@example.org ", "anna@example.org"),
        ("Anna.Nagy+x@EXAMPLE.org", "Anna.Nagy+x@example.org"),
        ("info@árvíz.hu", "info@xn--rvz-dla6d.hu"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_is_taken_as_servers_read_it(typed: str, taken: str) -> None:
    assert email_address(typed) == taken


@pytest.mark.parametrize(
    "typed",
    [
        *("", "józsi@example.org", "anna", "@example.org", "anna@", "anna@example", "a b@example.org", "<a@b.cd>"),
        *("a@b..c", ".a@b.cd", "a..b@c.de", "a@-b.cd", "a\r\nBcc:x@b.cd", "a@b.cd>", "a\0@b.cd"),
        *(f"{'x' * 65}@b.cd", f"a@{'b' * 64}.cd"),
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(FieldError) as refused:
        email_address(typed)
    assert refused.value.field == "recipients"


@given(st.text(max_size=40))
def test_an_address_never_holds_a_line_end_or_blank(typed: str) -> None:
    try:
        taken = email_address(f"{typed}@example.org")
    except FieldError:
        return
    assert taken.isprintable()
    assert not set(taken) & set(" \r\n<>,;")


def test_several_are_told_apart_and_each_is_there_once() -> None:
    assert email_addresses("a@b.cd; e@f.gh,\n a@b.cd") == ("a@b.cd", "e@f.gh")
    assert email_addresses("  ") == ()
