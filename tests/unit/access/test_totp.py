"""The second factor: six digits, each good once."""

from datetime import UTC, datetime, timedelta

import pytest
from pyotp import TOTP

from ivr.access.totp import matching_step, secret_of, setup_uri

# The published test values of RFC 6238, appendix B, cut to six digits.
SECRET = secret_of(b"12345678901234567890")
PUBLISHED = {59: "287082", 1111111109: "081804", 1234567890: "005924", 2000000000: "279037"}
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CODE = TOTP(SECRET).at(NOON)


@pytest.mark.parametrize(("second", "code"), PUBLISHED.items())
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert matching_step(SECRET, code, datetime.fromtimestamp(second, UTC)) == second // 30


@pytest.mark.parametrize(("late_s", "good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_wrong(late_s: int, good: bool) -> None:
    assert (matching_step(SECRET, CODE, NOON + timedelta(seconds=late_s)) is not None) is good


def test_a_code_works_once() -> None:
    step = matching_step(SECRET, CODE, NOON)
    assert step is not None
    assert matching_step(SECRET, CODE, NOON + timedelta(seconds=20), step) is None


@pytest.mark.parametrize("code", ["", CODE[:5], f"{CODE}0", f" {CODE}", "árvíz!", "٢٨٧٠٨٢", "\ud800"])
def test_what_is_no_code_is_wrong(code: str) -> None:
    assert matching_step(SECRET, code, NOON) is None


def test_without_a_secret_no_code_is_right() -> None:
    assert matching_step("", CODE, NOON) is None


def test_the_qr_code_names_centre_and_login() -> None:
    uri = setup_uri(SECRET, "anna@example.org", "Demo clinic")
    assert uri.startswith("otpauth://totp/Demo%20clinic:anna%40example.org?")
    assert f"secret={SECRET}" in uri


def test_a_secret_needs_twenty_bytes() -> None:
    with pytest.raises(ValueError, match="20 random bytes, not of 4"):
        secret_of(b"abcd")
