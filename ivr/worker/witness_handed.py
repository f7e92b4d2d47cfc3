"""Whom an agent rang from his phone or connected his caller with, where no engine lived to tell it. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from ivr.calls.events import CallEvent
from ivr.calls.transfer_events import CallSentOn, CallTransferred, Manner
from ivr.reports.call_record import CallRecord, Leg, LegKind
from ivr.worker.witness_channels import WITNESS, Connected, Seen

SAME_MOMENT = timedelta(seconds=2)
COLLEAGUE = "agent:"  # what an extension leads to


class Telling(Protocol):
    """A call being told."""

    call_id: str

    @property
    def record(self) -> CallRecord:
        """What is known so far."""

    def has(self, kind: type[CallEvent]) -> bool:
        """Whether such an event was known."""

    def tell(self, kind: type[CallEvent], at: datetime, subject: str = "", **fields: Any) -> None:
        """One more event."""


def is_consultation(record: CallRecord) -> bool:
    """Whether an agent rang a colleague: nobody waits in such a call, and no offer is made."""
    return (record.entry or "").startswith(COLLEAGUE)


def consulted_leg(telling: Telling, channel: Seen, number: int) -> None:
    """The colleague's leg, which is told when it is over."""
    if not telling.has(CallTransferred):
        telling.tell(
            CallTransferred,
            channel.ended_at,
            str(number),
            leg_id=f"{telling.call_id}-{WITNESS}{number}",
            destination=channel.agent,
            connected=channel.bridged_at is not None,
            rang_at=channel.started.eventtime,
            answered_at=channel.bridged_at,
        )


def _is_same(leg: Leg, talk: Connected) -> bool:
    return leg.agent == talk.agent and leg.answered_at is not None and abs(leg.answered_at - talk.at) <= SAME_MOMENT


def handed_on(telling: Telling, talks: Sequence[Connected]) -> None:
    """The talks with those whom an agent connected the caller with, one after the other."""
    for number, talk in enumerate(talks):
        mine = [leg for leg in telling.record.legs if leg.kind is LegKind.AGENT and leg.answered_at is not None]
        if any(_is_same(leg, talk) for leg in mine):
            continue
        leg_id = f"{telling.call_id}-{WITNESS}on{number}"
        telling.tell(
            CallSentOn,
            talk.at,
            f"on{number}",
            agent=mine[-1].agent if mine else None,
            dialled="",
            target=f"{COLLEAGUE}{talk.agent}",
            manner=Manner.ATTENDED,
            leg_id=leg_id,
        )
        telling.tell(
            CallTransferred,
            talk.until,
            f"on{number}",
            leg_id=leg_id,
            destination=talk.agent,
            connected=True,
            answered_at=talk.at,
        )
