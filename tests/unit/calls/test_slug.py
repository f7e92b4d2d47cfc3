"""Ids made from names: ASCII, readable, unique."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.slug import fresh_slug, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Anna", "anna"), ("Árvíztűrő Tükör", "arvizturo-tukor"), ("  A & B! ", "a-b"), ("Олена", ""), ("", "")],
)
def test_a_slug_keeps_what_ascii_can_say_of_a_name(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_taken_id_is_numbered() -> None:
    assert fresh_slug("Anna", {"agent-anna", "agent-anna-2"}, "agent-") == "agent-anna-3"


def test_a_name_without_ascii_letters_gets_the_fallback() -> None:
    assert fresh_slug("Олена", {"skill"}, fallback="skill") == "skill-2"


@given(st.text(max_size=200), st.integers(0, 30))
def test_every_name_makes_an_id_of_its_own(name: str, count: int) -> None:
    taken: set[str] = set()
    for _ in range(count):
        taken.add(fresh_slug(name, taken, "agent-"))
    assert len(taken) == count
    # What ivr.asterisk.endpoints takes for the name of a phone.
    assert all(re.fullmatch(r"agent-[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", one) for one in taken)
