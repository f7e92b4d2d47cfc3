"""A call detail record, with a header or as Asterisk writes it."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ivr.calls.disposition import Disposition
from ivr.calls.events import CallEnded, CallStarted, Direction
from ivr.calls.transfer_events import CallTransferred
from ivr.imports.calls import call_id_of
from ivr.imports.cdr import Cdr
from ivr.imports.names import Names
from ivr.imports.rows import BadRow

PLAIN = (
    '"","+36301110001","100","from-trunk","""Julia"" <+36301110001>","PJSIP/trunk-01","PJSIP/101-0000001f","Dial",'
    '"PJSIP/101","2025-11-25 10:00:00","2025-11-25 10:00:05","2025-11-25 10:01:05",65,60,"ANSWERED","DOCUMENTATION",'
    '"1764061200.1",""'
)
HEADER = "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,uniqueid,did"
TABLE = (
    "2025-11-25 10:00:00,,+36301110001,100,from-trunk,PJSIP/trunk-01,PJSIP/101-0000001f,Dial,,65,60,ANSWERED,"
    "1764061200.1,"
)


def told(first: str, line: str) -> dict[type, Any]:
    return {type(event): event for event in Cdr(first, ZoneInfo("Europe/Budapest"), Names()).events(line)}


@pytest.mark.parametrize(("first", "line"), [(PLAIN, PLAIN), (HEADER, TABLE)])
def test_both_forms_say_the_same(first: str, line: str) -> None:
    found = told(first, line)
    assert found[CallStarted].at == datetime(2025, 11, 25, 9, tzinfo=UTC)
    assert found[CallEnded].at == datetime(2025, 11, 25, 9, 1, 5, tzinfo=UTC)
    assert found[CallTransferred].destination == "101"
    assert {event.call_id for event in found.values()} == {call_id_of("1764061200.1")}
    assert found[CallEnded].event_id == told(PLAIN, PLAIN)[CallEnded].event_id


@pytest.mark.parametrize(
    ("app", "said", "disposition"),
    [("Dial", "ANSWERED", Disposition.TRANSFERRED), ("Queue", "ANSWERED", Disposition.SERVED),
     ("Playback", "ANSWERED", Disposition.LEFT_MENU), ("Dial", "BUSY", Disposition.BUSY),
     ("Dial", "NO ANSWER", Disposition.NO_ANSWER), ("Dial", "CONGESTION", Disposition.FAILED)],
)  # fmt: skip
def test_each_end_has_a_word(app: str, said: str, disposition: Disposition) -> None:
    assert told(HEADER, TABLE.replace("Dial", app).replace("ANSWERED", said))[CallEnded].disposition is disposition


def test_an_extension_that_dials_a_long_number_calls_out() -> None:
    outbound = TABLE.replace("+36301110001,100", "101,0036301110001")
    assert told(HEADER, outbound)[CallStarted].direction is Direction.OUTBOUND
    assert told(HEADER, TABLE)[CallStarted].direction is Direction.INBOUND


def test_the_ringing_of_a_queues_member_is_no_transfer() -> None:
    assert CallTransferred not in told(HEADER, TABLE.replace("PJSIP/trunk-01", "Local/101@from-queue-01;2"))


def test_another_leg_of_a_linked_call_is_not_its_beginning() -> None:
    found = told(f"{HEADER},linkedid", f"{TABLE},1764061100.7")
    assert CallStarted not in found
    assert found[CallEnded].call_id == call_id_of("1764061100.7")


def test_a_row_without_a_channel_or_time_is_bad() -> None:
    with pytest.raises(BadRow):
        told(HEADER, "2025-11-25 10:00:00,,1,2")
