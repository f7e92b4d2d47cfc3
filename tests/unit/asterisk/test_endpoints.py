"""Agents' phones as configuration."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.asterisk.endpoints import Phone, render_phones
from ivr.errors import Misuse

ANNA = Phone("agent-anna", "annasecret1234", "201", "Anna")


def test_phone_is_an_endpoint_an_auth_and_an_address() -> None:
    text = render_phones([ANNA])
    assert "[agent-anna](agent-phone)\nauth = agent-anna-auth\naors = agent-anna\n" in text
    assert 'callerid = "Anna" <201>\nset_var = IVR_AGENT=agent-anna\n' in text
    assert "username = agent-anna\npassword = annasecret1234\n" in text
    assert "[agent-anna](agent-phone-aor)" in text


def test_file_is_the_same_whatever_the_order() -> None:
    bela = Phone("agent-bela", "belasecret1234")
    assert render_phones([ANNA, bela]) == render_phones(iter([bela, ANNA]))


@pytest.mark.parametrize(
    ("agent", "secret", "number"),
    [
        ("anna", "annasecret1234", ""),
        ("agent-anna]", "annasecret1234", ""),
        ("agent-anna\n", "annasecret1234", ""),
        ("agent-anna", "short", ""),
        ("agent-anna", "annasecret1234;", ""),
        ("agent-anna", "annasecret1234", "2>1"),
    ],
)
def test_part_that_could_write_a_line_is_refused(agent: str, secret: str, number: str) -> None:
    with pytest.raises(Misuse):
        Phone(agent, secret, number)


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_adds_a_line(agent: str, secret: str, number: str, name: str) -> None:
    plain = render_phones([ANNA])
    try:
        text = render_phones([Phone(agent, secret, number, name)])
    except Misuse:
        text = render_phones([Phone("agent-anna", "annasecret1234", "201", name)])
    assert len(text.splitlines()) == len(plain.splitlines())
    assert text.count('"') == 2
    assert text.count(";") == 1
