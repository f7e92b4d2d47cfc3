"""A call at the door, from strings nobody vouches for."""

from hypothesis import given
from hypothesis import strategies as st

from ivr.asterisk.agi import Environment
from ivr.asterisk.caller_line import caller_line, phone_of

CALL_ID = "019ab1f0-5a00-7000-8000-000000000001"
BLOCK = {
    "network_script": "inbound",
    "channel": "PJSIP/agent-anna-00000001",
    "uniqueid": "17.1",
    "callerid": "+36201234567",
    "extension": "*45",
}


def test_line_of_an_agents_phone_names_the_endpoint() -> None:
    line = caller_line(Environment({**BLOCK, "arg_1": "16.9"}))
    assert (line.endpoint, line.linkedid, line.dialled, line.caller_id) == ("agent-anna", "16.9", "*45", "+36201234567")


def test_originated_call_carries_its_ids() -> None:
    line = caller_line(
        Environment({**BLOCK, "network_script": "outbound", "arg_1": "", "arg_2": CALL_ID, "arg_3": "x; drop"})
    )
    assert (line.door, line.call_id, line.attempt_id, line.linkedid) == ("outbound", CALL_ID, None, "17.1")


def test_who_comes_back_has_dialled_what_he_dialled_at_first() -> None:
    line = caller_line(Environment({**BLOCK, "network_script": "back", "extension": "s", "dnid": "100"}))
    assert (line.door, line.dialled) == ("back", "100")


def test_a_channel_that_is_no_phone_has_no_endpoint() -> None:
    assert caller_line(Environment({**BLOCK, "channel": "Local/1@x-00000001;2"})).endpoint is None


def test_unknown_caller_has_no_number() -> None:
    assert caller_line(Environment({**BLOCK, "callerid": "unknown"})).caller_id is None


@given(st.text(), st.text())
def test_nothing_but_a_number_is_taken_for_one(callerid: str, extension: str) -> None:
    line = caller_line(Environment({"callerid": callerid, "extension": extension}))
    assert set(line.caller_id or "") <= set("+0123456789")
    assert set(line.dialled) <= set("0123456789*#+")


def test_who_was_sent_on_has_the_number_he_rang_and_the_one_the_agent_dialled() -> None:
    line = caller_line(Environment({**BLOCK, "network_script": "transferred", "extension": "202", "dnid": "100"}))
    assert (line.dialled, line.sent_to) == ("100", "202")


def test_an_agents_phone_is_known_by_its_channel() -> None:
    channels = ("PJSIP/agent-anna-0000000b", "PJSIP/carrier-00000001", "Local/s@back-00000001;1", "")
    assert [phone_of(channel) for channel in channels] == ["agent-anna", None, None, None]
