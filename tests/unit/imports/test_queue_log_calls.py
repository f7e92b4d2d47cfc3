"""Each row about a call tells its own events, with the times its fields hold."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ivr.calls.disposition import OfferFailure, Party, VisitOutcome
from ivr.calls.events import Event
from ivr.imports.calls import call_id_of
from ivr.imports.queue_log_calls import OF_CALLS, Row

AT = datetime(2025, 11, 25, 9, tzinfo=UTC)
CALL = call_id_of("1764061200.1")


def told(event: str, *data: str) -> list[Any]:
    found: list[Event] = OF_CALLS[event](Row(AT, ("1764061200.1", CALL), "support", "agent-101", data, "mark"))
    assert len({one.event_id for one in found}) == len(found)
    return found


def test_who_joins_begins_a_call_and_a_stay() -> None:
    start, joined = told("ENTERQUEUE", "", "+36301110001", "1")
    assert (start.caller_id, joined.queue, joined.visit_id) == ("+36301110001", "support", f"{CALL}-support")


def test_a_phone_rang_before_it_was_answered() -> None:
    offered, connected = told("CONNECT", "12", "1.9", "4")
    assert (AT - offered.at, connected.at, offered.leg_id) == (timedelta(seconds=4), AT, connected.leg_id)


@pytest.mark.parametrize(("ms", "cause"), [("5000", OfferFailure.NO_ANSWER), ("0", OfferFailure.UNREACHABLE)])
def test_a_phone_that_never_rang_could_not_be_reached(ms: str, cause: OfferFailure) -> None:
    offered, failed = told("RINGNOANSWER", ms)
    assert (failed.cause, AT - offered.at) == (cause, timedelta(milliseconds=int(ms)))


@pytest.mark.parametrize(
    ("event", "outcome"),
    [("ABANDON", VisitOutcome.ABANDONED), ("EXITWITHTIMEOUT", VisitOutcome.TIMED_OUT),
     ("SYSCOMPAT", VisitOutcome.TIMED_OUT), ("EXITWITHKEY", VisitOutcome.KEY_EXIT),
     ("EXITEMPTY", VisitOutcome.DIVERTED), ("WITHDRAW", VisitOutcome.DIVERTED)],
)  # fmt: skip
def test_each_way_out_is_an_outcome(event: str, outcome: VisitOutcome) -> None:
    assert told(event)[0].outcome is outcome


@pytest.mark.parametrize(
    ("event", "data", "to"),
    [("TRANSFER", ("205", "x"), "205"), ("BLINDTRANSFER", ("206", "x"), "206"),
     ("ATTENDEDTRANSFER", ("LINK", "SIP/1", "SIP/2"), "SIP/1"), ("ATTENDEDTRANSFER", ("APP", "Queue"), "Queue")],
)  # fmt: skip
def test_a_transfer_ends_the_talk_and_names_where_to(event: str, data: tuple[str, ...], to: str) -> None:
    ended, sent = told(event, *data)
    assert (ended.hung_up_by, sent.destination, sent.connected) == (Party.AGENT, to, True)


@pytest.mark.parametrize(("event", "cause"), [("JOINEMPTY", "nobody"), ("FULL", "full"), ("CLOSED", "closed")])
def test_who_was_not_let_in_did_not_join(event: str, cause: str) -> None:
    assert told(event)[1].cause == cause
