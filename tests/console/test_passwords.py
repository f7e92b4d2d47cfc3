"""Passwords."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from ivr.console import passwords


@pytest.fixture(autouse=True)
def quick_to_hash() -> None:
    """Here they cost what they cost."""


def test_a_password_is_known_again() -> None:
    kept = passwords.hashed("correct horse")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.is_right(kept, "correct horse")
    assert not passwords.is_right(kept, "Correct horse")


@pytest.mark.parametrize("kept", [None, "", "no hash"])
def test_without_a_password_none_is_right(kept: str | None) -> None:
    assert not passwords.is_right(kept, "nobody has this password")


def test_many_at_once_wait_for_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "LONGEST_WAIT_S", 60)
    kept = passwords.hashed("correct horse")
    with ThreadPoolExecutor(6) as crowd:
        assert all(crowd.map(lambda _: passwords.is_right(kept, "correct horse"), range(6)))


def test_who_waits_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "LONGEST_WAIT_S", 0.01)
    for _ in range(passwords.AT_ONCE):
        passwords._turns.acquire()
    try:
        with pytest.raises(passwords.Busy):
            passwords.hashed("correct horse")
    finally:
        for _ in range(passwords.AT_ONCE):
            passwords._turns.release()
