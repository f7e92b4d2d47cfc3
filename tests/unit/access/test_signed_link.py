"""Signed links."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.access.signed_link import is_signed, link_of, signed

LINK = "019aaaaa-0000-7000-8000-000000000001"
END = datetime(2026, 12, 22, 12, tzinfo=UTC)


def test_our_own_is_known() -> None:
    token = signed(LINK, END, "secret")

    assert link_of(token) == LINK
    assert is_signed(token, END, "secret")


def test_another_end_secret_or_link_is_not_believed() -> None:
    token = signed(LINK, END, "secret")

    assert not is_signed(token, END + timedelta(seconds=1), "secret")
    assert not is_signed(token, END, "another")
    assert not is_signed(token.replace("0001-", "0002-"), END, "secret")


@pytest.mark.parametrize("token", ["", "x", LINK, f"{LINK}-", f"{LINK}-{'0' * 63}", f"../{'0' * 33}-{'0' * 64}"])
def test_what_is_no_token_names_nothing(token: str) -> None:
    assert link_of(token) is None
    assert not is_signed(token, END, "secret")
