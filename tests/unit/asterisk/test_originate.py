"""A call to be placed, and its end."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.asterisk.ami_events import Hangup, OriginateResponse
from ivr.asterisk.causes import OriginateOutcome
from ivr.asterisk.originate import Originate, originate_end
from ivr.errors import Misuse

LEG = "019ab1f0-5a00-7000-8000-000000000001-0"
CALL = Originate("PJSIP/+36301234567@carrier", LEG, "outbound", "answered", "+3611112222", 30, {"IVR_CALL": LEG[:36]})
FAILED = OriginateResponse(LEG, False, "", LEG, 0)


def test_headers_carry_our_leg_id_and_call_id() -> None:
    headers = CALL.headers()
    assert headers["ActionID"] == headers["ChannelId"] == LEG
    assert headers["Account"] == LEG[:36]
    assert (headers["Timeout"], headers["Async"], headers["Variable"]) == ("30000", "true", [f"IVR_CALL={LEG[:36]}"])


@pytest.mark.parametrize(
    "change",
    [
        {"dial_string": "PJSIP/1@carrier&PJSIP/2@carrier"},
        {"dial_string": "Local/1@x\r\nApplication: System"},
        {"channel_id": "a b"},
        {"context": "out,bound"},
        {"exten": "a\n"},
        {"caller_id": "Anna <1>"},
        {"ring_s": 0},
        {"ring_s": 3600},
        {"variables": {"IVR_CALL": "a,IVR_DONE=1"}},
        {"variables": {"CALLERID(num)": "1"}},
    ],
)
def test_part_that_is_not_what_it_should_be_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(Misuse):
        replace(CALL, **change)  # type: ignore[arg-type]


@given(st.text(), st.text())
def test_no_text_adds_a_header_or_a_variable(dial_string: str, value: str) -> None:
    try:
        headers = replace(CALL, dial_string=dial_string, variables={"X": value}).headers()
    except Misuse:
        return
    assert not set("\r\n\0,&") & set(str(headers["Channel"]) + headers["Variable"][0])


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (17, OriginateOutcome.BUSY),
        (19, OriginateOutcome.NO_ANSWER),
        (21, OriginateOutcome.REJECTED),
        (1, OriginateOutcome.FAILED),
    ],
)
def test_hangup_tells_why_nobody_answered(cause: int, outcome: OriginateOutcome) -> None:
    assert originate_end(FAILED, Hangup("", LEG, LEG, cause)) is outcome


def test_call_that_never_began_failed() -> None:
    assert originate_end(FAILED, None) is OriginateOutcome.FAILED
