import re
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ivr.errors import AuthorError, IvrError, Misuse
from ivr.outbound.destination import DialString, agent_dial_string, dial_string

STRICT_NUMBER = re.compile(r"PJSIP/\+[1-9][0-9]{6,14}@carrier", re.ASCII)
STRICT_AGENT = re.compile(r"PJSIP/agent-[a-z0-9-]{1,40}", re.ASCII)
REGIONS = ("HU", "GB", "DE", "001")


def test_an_allowed_number_is_dialled_over_the_trunk():
    assert str(dial_string("+36 1 234 5678", "carrier", REGIONS)) == "PJSIP/+3612345678@carrier"


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("+12125550123", "a number of US"),
        ("+881612345678", "a number of no country"),
        ("+80012345678", "a number of no country"),
        ("+3690123456", "premium"),
        ("+491801234567", "shared_cost"),
        ("+447012345678", "other"),
        ("112", "not a valid"),
        ("0612345678", "not a valid"),
        ("+3612345678&PJSIP/agent-anna", "not a valid"),
    ],
)
def test_what_may_not_be_called_is_refused_with_a_reason(number, why):
    with pytest.raises(AuthorError, match=why):
        dial_string(number, "carrier", REGIONS)


def test_an_empty_list_allows_nothing():
    with pytest.raises(AuthorError, match="none"):
        dial_string("+3612345678", "carrier", ())


def test_a_strange_endpoint_is_misuse():
    with pytest.raises(Misuse):
        dial_string("+3612345678", "carrier&Local/1@inbound", REGIONS)


def test_an_agents_phone_is_dialled_by_id():
    assert agent_dial_string("agent-anna").value == "PJSIP/agent-anna"


@pytest.mark.parametrize(
    "agent_id",
    ["anna", "agent-", "agent-anna\n", "agent-Anna", "agent-á", "agent-a@carrier", "agent-a&b", "agent-" + 60 * "a"],
)
def test_what_is_no_agent_is_refused(agent_id):
    with pytest.raises(Misuse):
        agent_dial_string(agent_id)


def test_a_dial_string_cannot_be_made_by_hand():
    with pytest.raises(Misuse):
        DialString("Local/100@inbound")


@given(st.text() | st.text("+0123456789 -&/@;|,\n", max_size=24))
@example("+36301234567")
def test_any_number_gives_a_strict_string_or_is_refused(text):
    with suppress(IvrError):
        assert STRICT_NUMBER.fullmatch(dial_string(text, "carrier", REGIONS).value)


@given(st.text() | st.text("agent-xyz09&/@\n", max_size=24) | st.text("abc-", max_size=9).map("agent-".__add__))
def test_any_agent_gives_a_strict_string_or_is_refused(text):
    with suppress(IvrError):
        assert STRICT_AGENT.fullmatch(agent_dial_string(text).value)
