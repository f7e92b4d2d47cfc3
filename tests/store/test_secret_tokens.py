"""What opens something is long, and not kept."""

from ivr.store.secret_tokens import HASH_LENGTH, fresh_token, hash_of


def test_no_two_tokens_are_the_same_and_each_is_long() -> None:
    tokens = {fresh_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(len(token) for token in tokens) >= 43


def test_what_is_kept_is_the_published_hash() -> None:
    assert hash_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_whatever_is_shown_as_a_token_has_a_hash() -> None:
    assert len(hash_of("\ud800\0")) == HASH_LENGTH
