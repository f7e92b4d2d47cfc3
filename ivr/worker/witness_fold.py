"""What Asterisk saw of a call and we did not write down, as events. Pure: rows and known events in, missing events out.

It stands here because it needs both Asterisk's record and our reading of a call, which no pure package may join.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ivr.asterisk.cel import CelRecord
from ivr.calls.call import Progress, disposition
from ivr.calls.callback_events import CallbackDialled
from ivr.calls.disposition import Party, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    AgentLegEnded,
    AgentOffered,
    AttemptStarted,
    CallAnswered,
    CallEnded,
    CallEvent,
    CallQueued,
    CallStarted,
    CallTakenBack,
    Direction,
    FallbackEntered,
    NodeEntered,
    OfferFailed,
    ReminderResponded,
    VisitEnded,
)
from ivr.calls.ids import call_of, leg_id
from ivr.calls.transfer_events import CallSentOn
from ivr.reports.call_record import CallRecord, Leg, LegKind, Visit
from ivr.reports.fold import FALLBACK_QUEUE, fold
from ivr.worker.witness_channels import (
    WITNESS,
    Fallback,
    Seen,
    call_id_of,
    channels_of,
    connected_of,
    event_id_of,
    fallbacks_of,
)
from ivr.worker.witness_ends import failure_of, party_of
from ivr.worker.witness_handed import consulted_leg, handed_on, is_consultation
from ivr.worker.witness_placed import unanswered

SAME_OFFER = timedelta(seconds=2)  # our offer and Asterisk's new channel are this near when they are one


def missing(
    rows: Sequence[CelRecord], known: Sequence[CallEvent], entries: Mapping[str, str] | None = None
) -> list[CallEvent]:
    """The events a finished call lacks; none when we saw all of it."""
    channels = channels_of(rows)
    back_at = max((event.at for event in known if isinstance(event, CallTakenBack | CallSentOn)), default=None)
    if not channels:
        return []
    if any(isinstance(event, CallEnded) for event in known):
        return _while_kept(rows, known, back_at) if back_at else []
    telling = _Telling(known[0].call_id if known else call_id_of(rows), rows, channels, list(known))
    if telling.is_outbound and channels[0].answered_at is None:
        return unanswered(channels[0], known)
    telling.beginning(entries or {})
    telling.waiting()
    telling.agent_legs(channels[0].ended_at)
    handed_on(telling, connected_of(rows))
    telling.end()
    return telling.told


def _while_kept(rows: Sequence[CelRecord], known: Sequence[CallEvent], back_at: datetime) -> list[CallEvent]:
    """What a call lacks that came back to us and that we walked to its end: what Asterisk did with it before."""
    before = [event for event in known if event.at <= back_at]
    telling = _Telling(known[0].call_id, rows, channels_of(rows), before)
    telling.waiting()
    telling.agent_legs(back_at)
    return telling.told


@dataclass
class _Telling:
    """What is known of one call, growing by each event told."""

    call_id: str
    rows: Sequence[CelRecord]
    channels: Sequence[Seen]
    known: list[CallEvent]
    told: list[CallEvent] = field(default_factory=list)

    @property
    def caller(self) -> Seen:
        return self.channels[0]

    @property
    def is_outbound(self) -> bool:
        return any(isinstance(event, AttemptStarted) for event in self.known) or bool(call_of(self.caller.uniqueid))

    @property
    def record(self) -> CallRecord:
        record = fold([*self.known, *self.told])
        return record if record is not None else CallRecord(self.call_id, self.caller.started.eventtime)

    def tell(self, kind: type[CallEvent], at: datetime, subject: str = "", **fields: Any) -> None:
        identifier = event_id_of(self.caller.started.linkedid, kind, subject)
        self.told.append(kind(event_id=identifier, at=at, call_id=self.call_id, witness=WITNESS, **fields))

    def has(self, kind: type[CallEvent]) -> bool:
        return any(isinstance(event, kind) for event in self.known)

    def beginning(self, entries: Mapping[str, str]) -> None:
        own, row = leg_id(self.call_id, 0), self.caller.started
        if not self.has(CallStarted):
            attempt = next((event for event in self.known if isinstance(event, AttemptStarted)), None)
            dialled = next((event for event in self.known if isinstance(event, CallbackDialled)), None)
            entry = f"reminder:{attempt.reminder_id}" if attempt else entries.get(row.exten, "none")
            self.tell(
                CallStarted,
                row.eventtime,
                direction=Direction.OUTBOUND if self.is_outbound else Direction.INBOUND,
                entry=f"callback:{dialled.callback_id}" if dialled else entry,
                caller_id=row.cid_num or None,
                dialled=attempt.number if attempt else dialled.number if dialled else row.exten,
                channel=row.channame,
                linkedid=row.linkedid,
                leg_id=own,
            )
        if self.caller.answered_at is not None and not self.has(CallAnswered):
            self.tell(CallAnswered, self.caller.answered_at, leg_id=own)

    def waiting(self) -> None:
        """Each time in Asterisk's own queue; the visit goes on, or begins when none is open."""
        told = {event.event_id for event in self.known}
        for number, fallback in enumerate(fallbacks_of(self.rows)):
            subject = str(number) if number else ""
            if event_id_of(self.caller.started.linkedid, FallbackEntered, subject) not in told:
                self.kept(fallback, subject)

    def kept(self, fallback: Fallback, subject: str) -> None:
        """One time in Asterisk's own queue."""
        if self.open_visit() is None:
            joined = fallback.joined_at if fallback.joined_at and not self.record.visits else fallback.at
            self.tell(
                CallQueued,
                min(joined, fallback.at),
                subject,
                visit_id=f"{self.call_id}-{FALLBACK_QUEUE}",
                queue=fallback.queue or FALLBACK_QUEUE,
                skill=fallback.skill or "",
                min_level=1,
                priority=0,
            )
        self.tell(FallbackEntered, fallback.at, subject, queue=fallback.queue, joined_at=fallback.joined_at)

    def agent_legs(self, until: datetime) -> None:
        """Each phone that rang for the caller, or for the agent who called, up to a moment."""
        for number, channel in enumerate(self.channels[1:], start=1):
            if channel.agent is not None and channel.started.eventtime <= until:
                tell = consulted_leg if is_consultation(self.record) else _Telling.agent_leg
                tell(self, channel, number)

    def agent_leg(self, channel: Seen, number: int) -> None:
        """One ringing of one agent, and the talk; of a leg we had begun to tell only the rest."""
        began, visit = channel.started.eventtime, self.visit_at(channel.started.eventtime)
        leg = self.offered_leg(channel)
        names = {
            "visit_id": (leg and leg.visit_id) or (visit.visit_id if visit else f"{self.call_id}-{FALLBACK_QUEUE}"),
            "leg_id": leg.leg_id if leg else f"{self.call_id}-{WITNESS}{number}",
            "agent": channel.agent,
        }
        if leg is None:
            self.tell(AgentOffered, began, str(number), **names, because="Asterisk's own queue")
        if channel.bridged_at is None:
            if leg is None or leg.ended_at is None:
                self.tell(OfferFailed, channel.ended_at, str(number), **names, cause=failure_of(channel, self.caller))
            return
        if leg is None or leg.answered_at is None:
            self.tell(AgentConnected, channel.bridged_at, str(number), **names)
        if leg is None or leg.ended_at is None:
            self.tell(AgentLegEnded, channel.ended_at, str(number), **names, hung_up_by=party_of(channel, self.caller))

    def end(self) -> None:
        at, by_caller = self.caller.ended_at, party_of(self.caller, self.caller) is Party.CALLER
        for visit in self.record.visits:
            if visit.connected_at is not None and not self.closed(visit):
                self.tell(VisitEnded, at, visit.visit_id, visit_id=visit.visit_id, outcome=VisitOutcome.ANSWERED)
            elif visit.outcome is None:
                outcome = VisitOutcome.ABANDONED if by_caller else VisitOutcome.TIMED_OUT
                self.tell(VisitEnded, at, visit.visit_id, visit_id=visit.visit_id, outcome=outcome)
        self.tell(CallEnded, at, disposition=disposition(self.progress()), hung_up_by=self.ended_by())

    def ended_by(self) -> Party:
        """Who ended the call: when Asterisk's dialplan did because a talk was over, whoever ended the talk."""
        party = party_of(self.caller, self.caller)
        talks = [leg.hung_up_by for leg in self.record.legs if leg.kind is LegKind.AGENT and leg.answered_at]
        return talks[-1] or party if talks and party is Party.SYSTEM else party

    def progress(self) -> Progress:
        """The road travelled, as the engine would have noted it."""
        record, events = self.record, [*self.known, *self.told]
        responses = [event.response for event in events if isinstance(event, ReminderResponded)]
        last = record.visits[-1].outcome if record.visits else None
        return Progress(
            outbound=self.is_outbound,
            feature=(record.entry or "").startswith("feature:"),
            internal=is_consultation(record),
            informed=any(isinstance(event, NodeEntered) and event.node_kind == "information" for event in events),
            queued=bool(record.visits),
            waiting=last is VisitOutcome.ABANDONED,
            served=any(visit.connected_at for visit in record.visits),
            transferred=any(leg.kind is LegKind.OUTSIDE and leg.cause is None for leg in record.legs),
            response=responses[-1] if responses else None,
        )

    def open_visit(self) -> Visit | None:
        waiting = [visit for visit in self.record.visits if visit.outcome is None]
        return waiting[-1] if waiting else None

    def visit_at(self, at: datetime) -> Visit | None:
        begun = [visit for visit in self.record.visits if visit.joined_at <= at + SAME_OFFER]
        return begun[-1] if begun else None

    def closed(self, visit: Visit) -> bool:
        ends = [event for event in self.known if isinstance(event, VisitEnded)]
        return any(event.visit_id == visit.visit_id for event in ends)

    def offered_leg(self, channel: Seen) -> Leg | None:
        """The leg we had begun to write down when this phone began to ring."""
        began = channel.started.eventtime
        mine = [leg for leg in self.record.legs if leg.agent == channel.agent and leg.rang_at is not None]
        near = [
            leg for leg in mine if leg.rang_at and abs(leg.rang_at - began) <= SAME_OFFER and leg.witness != WITNESS
        ]
        return near[0] if near else None
