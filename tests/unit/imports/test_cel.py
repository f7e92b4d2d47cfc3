"""A channel event log tells beginning, answer and end of calls."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ivr.calls.disposition import Party
from ivr.calls.events import CallAnswered, CallEnded, CallStarted
from ivr.calls.transfer_events import CallTransferred
from ivr.imports.cel import Cel
from ivr.imports.names import Names
from ivr.imports.rows import BadRow

HEADER = "id,eventtype,eventtime,cid_num,exten,channame,appname,uniqueid,linkedid,extra"
OWN = (
    '"{kind}","2025-11-25 09:00:00.5","1764061200.1","1764061200.1","PJSIP/trunk-01","+36301110001","100","from-trunk",'
    '"","","","",""'
)


def row(kind: str, uniqueid: str = "1764061200.1", app: str = "", extra: str = "") -> str:
    return f"1,{kind},1764061200.5,+36301110001,100,PJSIP/101-0000001f,{app},{uniqueid},1764061200.1,{extra}"


def told(line: str, first: str = HEADER) -> list[Any]:
    return Cel(first, ZoneInfo("UTC"), Names()).events(line)


def test_the_callers_channel_is_the_call() -> None:
    (start,), (answer,) = told(row("CHAN_START")), told(row("ANSWER"))
    assert (type(start), type(answer)) == (CallStarted, CallAnswered)
    assert (start.caller_id, start.dialled) == ("+36301110001", "100")
    assert told(row("CHAN_START", "1764061200.2")) == told(row("ANSWER", "1764061200.2")) == []


@pytest.mark.parametrize(("source", "party"), [("PJSIP/101-0000001f", Party.CALLER), ("dialplan", Party.SYSTEM)])
def test_who_hung_up_is_told(source: str, party: Party) -> None:
    (end,) = told(row("HANGUP", extra=f'"{{""hangupsource"":""{source}""}}"'))
    assert (type(end), end.hung_up_by) == (CallEnded, party)


def test_a_channel_that_was_dialled_and_connected_is_a_leg() -> None:
    (leg,) = told(row("BRIDGE_EXIT", "1764061200.2", "AppDial"))
    assert (type(leg), leg.destination) == (CallTransferred, "101")
    assert told(row("BRIDGE_EXIT", "1764061200.2", "AppQueue")) == []


def test_a_file_without_a_header_is_read_by_its_number_of_columns() -> None:
    (start,) = told(OWN.format(kind="CHAN_START"), OWN.format(kind="CHAN_START"))
    assert (start.channel, start.caller_id) == ("PJSIP/trunk-01", "+36301110001")


def test_a_row_without_a_call_is_bad_and_an_unknown_event_is_counted() -> None:
    reader = Cel(HEADER, ZoneInfo("UTC"), Names())
    assert reader.events(row("NEWS")) == []
    assert reader.unknown == {"NEWS": 1}
    with pytest.raises(BadRow):
        reader.events("1,ANSWER,1764061200.5")
