"""Ids that people can read: made from a name once, and kept when the name changes."""

import re
import unicodedata
from collections.abc import Container

LENGTH = 40  # of an id; a number may follow


def slug(name: str) -> str:
    """Small ASCII letters, digits and hyphens of a name; empty when it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LENGTH].strip("-")


def fresh_slug(name: str, taken: Container[str], prefix: str = "", fallback: str = "new") -> str:
    """The slug of a name after the prefix, numbered when it is taken."""
    stem = slug(name)[: LENGTH - 4].strip("-") or fallback
    wanted, number = f"{prefix}{stem}", 1
    while wanted in taken:
        number += 1
        wanted = f"{prefix}{stem}-{number}"
    return wanted
