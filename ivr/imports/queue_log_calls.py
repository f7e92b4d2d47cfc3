"""Rows of a queue_log about calls: each becomes events of its own, put in order by `reports/settled`."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from ivr.calls.disposition import OfferFailure, Party, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    AgentLegEnded,
    AgentOffered,
    CallQueued,
    CallStarted,
    Direction,
    Event,
    OfferFailed,
    VisitEnded,
)
from ivr.calls.transfer_events import CallTransferred
from ivr.calls.waiting_events import QueueRefused
from ivr.imports.rows import BadRow, clean, seconds

WITNESS = "queue_log"
BECAUSE = "Asterisk's own queue"


class Row:
    """One row: its call (as Asterisk and as we call it), its queue and agent, the fields that depend on its event."""

    __slots__ = ("agent", "at", "call_id", "data", "prefix", "queue", "uniqueid", "visit_id")

    def __init__(  # noqa: PLR0913, PLR0917 — the columns of a table
        self, at: datetime, call: tuple[str, str], queue: str, agent: str | None, data: Sequence[str], mark: str
    ) -> None:
        self.at, self.queue, self.agent, self.data = at, queue, agent, data
        self.uniqueid, self.call_id = call
        self.visit_id = f"{self.call_id}-{queue}"
        self.prefix = f"{self.call_id}-{mark}"  # of the ids of what this row tells

    @property
    def who(self) -> str:
        """The agent; BadRow where there is none."""
        if self.agent is None:
            raise BadRow("it names no agent")
        return self.agent

    def text(self, place: int) -> str:
        """One of the fields after the event's name; empty where there is none."""
        return clean(self.data[place]) if place < len(self.data) else ""

    def ago(self, place: int, unit: timedelta) -> datetime:
        """The row's time less what one of its fields tells."""
        length = seconds(self.data[place]) if place < len(self.data) else 0
        return self.at - length * unit if length else self.at


SECOND, MILLISECOND = timedelta(seconds=1), timedelta(milliseconds=1)


def _entered(row: Row) -> list[Event]:
    return [
        _started(row, row.text(1), ""),
        CallQueued(event_id=f"{row.prefix}1", at=row.at, witness=WITNESS, call_id=row.call_id, visit_id=row.visit_id,
                   queue=row.queue, skill="", min_level=1, priority=0),
    ]  # fmt: skip


def _dialled(row: Row) -> list[Event]:
    return [_started(row, "", row.text(0))]


def _started(row: Row, caller_id: str, dialled: str) -> CallStarted:
    return CallStarted(
        event_id=f"{row.prefix}0", at=row.at, witness=WITNESS, call_id=row.call_id, direction=Direction.INBOUND,
        entry=f"queue:{row.queue}", caller_id=caller_id or None, dialled=dialled, channel="", linkedid=row.uniqueid,
        leg_id=f"{row.call_id}-0",
    )  # fmt: skip


def _connected(row: Row) -> list[Event]:
    names = {"call_id": row.call_id, "visit_id": row.visit_id, "leg_id": f"{row.visit_id}-a", "agent": row.who}
    rang = row.ago(2, SECOND)
    return [
        AgentOffered(event_id=f"{row.prefix}0", at=rang, witness=WITNESS, because=BECAUSE, **names),
        AgentConnected(event_id=f"{row.prefix}1", at=row.at, witness=WITNESS, **names),
    ]


def _talked(row: Row, by: Party) -> list[Event]:
    return [
        AgentLegEnded(event_id=f"{row.prefix}0", at=row.at, witness=WITNESS, call_id=row.call_id,
                      visit_id=row.visit_id, leg_id=f"{row.visit_id}-a", agent=row.who, hung_up_by=by),
    ]  # fmt: skip


def _transferred(row: Row) -> list[Event]:
    # An attended transfer tells how it was done first, then to what.
    to = row.text(1) if row.text(0) in {"BRIDGE", "APP", "LINK"} else row.text(0)
    sent = CallTransferred(event_id=f"{row.prefix}1", at=row.at, witness=WITNESS, call_id=row.call_id,
                           leg_id=row.prefix, destination=to, connected=True)  # fmt: skip
    return [*_talked(row, Party.AGENT), sent]


def _not_taken(row: Row, cause: OfferFailure, rang: datetime) -> list[Event]:
    names = {"call_id": row.call_id, "visit_id": row.visit_id, "leg_id": row.prefix, "agent": row.who}
    return [
        AgentOffered(event_id=f"{row.prefix}0", at=rang, witness=WITNESS, because=BECAUSE, **names),
        OfferFailed(event_id=f"{row.prefix}1", at=row.at, witness=WITNESS, cause=cause, **names),
    ]


def _rang_out(row: Row) -> list[Event]:
    rang = row.ago(0, MILLISECOND)
    never_rang = rang == row.at
    return _not_taken(row, OfferFailure.UNREACHABLE if never_rang else OfferFailure.NO_ANSWER, rang)


def _left(row: Row, outcome: VisitOutcome) -> list[Event]:
    return [
        VisitEnded(event_id=f"{row.prefix}0", at=row.at, witness=WITNESS, call_id=row.call_id,
                   visit_id=row.visit_id, outcome=outcome)
    ]  # fmt: skip


def _refused(row: Row, cause: str) -> list[Event]:
    return [
        _started(row, "", ""),
        QueueRefused(event_id=f"{row.prefix}1", at=row.at, witness=WITNESS, call_id=row.call_id, queue=row.queue,
                     skill="", cause=cause),
    ]  # fmt: skip


OF_CALLS: dict[str, Callable[[Row], list[Event]]] = {
    "ENTERQUEUE": _entered,
    "DID": _dialled,
    "CONNECT": _connected,
    "COMPLETEAGENT": lambda row: _talked(row, Party.AGENT),
    "COMPLETECALLER": lambda row: _talked(row, Party.CALLER),
    "TRANSFER": _transferred,
    "BLINDTRANSFER": _transferred,
    "ATTENDEDTRANSFER": _transferred,
    "RINGNOANSWER": _rang_out,
    "RINGCANCELED": lambda row: _not_taken(row, OfferFailure.CALLER_GONE, row.ago(0, MILLISECOND)),
    "AGENTDUMP": lambda row: _not_taken(row, OfferFailure.NO_ANSWER, row.at),
    "ABANDON": lambda row: _left(row, VisitOutcome.ABANDONED),
    "EXITWITHTIMEOUT": lambda row: _left(row, VisitOutcome.TIMED_OUT),
    "EXITWITHKEY": lambda row: _left(row, VisitOutcome.KEY_EXIT),
    "EXITEMPTY": lambda row: _left(row, VisitOutcome.DIVERTED),
    "LEAVEEMPTY": lambda row: _left(row, VisitOutcome.DIVERTED),
    "WITHDRAW": lambda row: _left(row, VisitOutcome.DIVERTED),
    "DIVERTED": lambda row: _left(row, VisitOutcome.DIVERTED),
    "OVERFLOW": lambda row: _left(row, VisitOutcome.DIVERTED),
    "SYSCOMPAT": lambda row: _left(row, VisitOutcome.TIMED_OUT),
    "JOINEMPTY": lambda row: _refused(row, "nobody"),
    "JOINUNAVAIL": lambda row: _refused(row, "nobody"),
    "FULL": lambda row: _refused(row, "full"),
    "CLOSED": lambda row: _refused(row, "closed"),
}
