"""Tokens that open something: 256 random bits for their holder, of which only a hash is kept here."""

import hashlib
import secrets

HASH_LENGTH = 64


def fresh_token() -> str:
    """A token nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token, and looked for: how long the search takes tells nothing of the token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
