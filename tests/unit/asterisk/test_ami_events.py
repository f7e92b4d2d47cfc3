"""AMI events as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.asterisk.ami_events import (
    PARSERS,
    AmiEvent,
    AttendedTransfer,
    ContactLost,
    DeviceStateChange,
    DialEnd,
    FullyBooted,
    Hangup,
    OriginateResponse,
    QueueCallerJoin,
    RecordKeyPressed,
    parse_event,
)

CALLER = {"Channel": "PJSIP/far-end-1", "Uniqueid": "17.1", "Linkedid": "17.1"}
LEG = {"DestChannel": "PJSIP/agent-anna-2", "DestUniqueid": "17.2"}


@pytest.mark.parametrize(
    ("headers", "event"),
    [
        ({"Event": "FullyBooted", "Status": "Fully Booted"}, FullyBooted()),
        (
            {"Event": "DialEnd", **LEG, "DialStatus": "BUSY"},
            DialEnd("", "", "PJSIP/agent-anna-2", "17.2", "BUSY"),
        ),
        ({"Event": "Hangup", **CALLER, "Cause": "16"}, Hangup("PJSIP/far-end-1", "17.1", "17.1", 16)),
        (
            {"Event": "DeviceStateChange", "Device": "PJSIP/agent-anna", "State": "INUSE"},
            DeviceStateChange("PJSIP/agent-anna", "INUSE"),
        ),
        ({"Event": "ContactStatus", "ContactStatus": "Removed", "AOR": "agent-anna"}, ContactLost("agent-anna")),
        (
            {"Event": "UserEvent", "UserEvent": "IvrRecord", "Channel": "PJSIP/agent-anna-2"},
            RecordKeyPressed("PJSIP/agent-anna-2"),
        ),
        (
            {
                "Event": "AttendedTransfer",
                "Result": "Success",
                "SecondTransfererChannel": "PJSIP/agent-anna-3",
                "OrigTransfererChannel": "PJSIP/agent-anna-2",
                "TransfereeChannel": "PJSIP/far-end-1",
                "TransferTargetChannel": "PJSIP/agent-bela-4",
            },
            AttendedTransfer(("PJSIP/agent-anna-2", "PJSIP/agent-anna-3"), "PJSIP/far-end-1", "PJSIP/agent-bela-4"),
        ),
        (
            {
                "Event": "AttendedTransfer",
                "Result": "Success",
                "TransfereeChannel": "PJSIP/far-end-1",
                "DestType": "App",
            },
            AttendedTransfer(("", ""), "PJSIP/far-end-1", ""),
        ),
        ({"Event": "AttendedTransfer", "Result": "Not Permitted"}, None),
        ({"Event": "QueueCallerJoin", "Queue": "fallback", **CALLER}, QueueCallerJoin("PJSIP/far-end-1")),
        (
            {"Event": "OriginateResponse", "Response": "Failure", "ActionID": "a-0", "Uniqueid": "a-0", "Reason": "3"},
            OriginateResponse("a-0", False, "", "a-0", 3),
        ),
    ],
)
def test_event_becomes_a_value(headers: dict[str, str], event: AmiEvent) -> None:
    assert parse_event(headers) == event


def test_event_of_no_use_is_none() -> None:
    assert parse_event({"Event": "Newexten"}) is None
    assert parse_event({"Response": "Success"}) is None


VALUES = st.one_of(st.text(), st.lists(st.text()), st.none(), st.integers())


@given(
    st.dictionaries(st.sampled_from(["Event", "Cause", "Reason", "Channel", "x"]), VALUES), st.sampled_from([*PARSERS])
)
def test_no_headers_raise(headers: dict[str, object], name: str) -> None:
    parse_event(headers)
    parse_event({**headers, "Event": name})
