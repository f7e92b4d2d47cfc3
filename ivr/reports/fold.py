"""From events to the record of a call: missing, repeated and late events are borne, what is told twice counts once."""

from collections.abc import Callable, Iterable
from typing import Any

from ivr.calls import events as happened
from ivr.calls.callback_events import CallbackAttemptEnded
from ivr.calls.disposition import OfferFailure, Party
from ivr.calls.events import AgentStateChanged, AttemptEnded, CallEvent
from ivr.calls.waiting_events import QueueRefused
from ivr.reports.call_record import Attempt, CallRecord, HeardPrompts, Kept, Keys, Leg, LegKind, Refusal, Told, Visit
from ivr.reports.fold_listening import LISTENED
from ivr.reports.fold_placed import PLACED
from ivr.reports.fold_sent import SENT, is_back
from ivr.reports.menu_stays import menu_stays
from ivr.reports.visit_end import close, close_legs, end_wrap_up
from ivr.reports.visit_offers import count_offers

FALLBACK_QUEUE = "fallback"


def fold(events: Iterable[CallEvent], agent_changes: Iterable[AgentStateChanged] = ()) -> CallRecord | None:
    """The record of one call from its events, in any order; None when there are none."""
    once = {event.event_id: event for event in events}.values()
    ordered = sorted(once, key=lambda event: (event.at, event.event_id))
    if not ordered:
        return None
    folding = _Folding(CallRecord(ordered[0].call_id, ordered[0].at))
    for event in ordered:
        folding.take(event)
    return folding.finished(list(agent_changes))


class _Folding:
    """The state between two events of one call."""

    def __init__(self, record: CallRecord) -> None:
        self.record = record
        self.legs: dict[str, Leg] = {}
        self.visits: dict[str, Visit] = {}
        self.prompts: list[HeardPrompts] = []
        self.keys: list[Keys] = []
        self.road: list[happened.NodeEntered | happened.KeysPressed] = []
        self.told: list[Told] = []
        self.refusals: list[Refusal] = []
        self.end: happened.CallEnded | None = None
        self.missed: AttemptEnded | CallbackAttemptEnded | None = None

    def take(self, event: CallEvent) -> None:
        step = STEPS.get(type(event))
        if step is not None:
            step(self, event)

    def leg(self, identifier: str, kind: LegKind, event: CallEvent) -> Leg:
        leg = self.legs.get(identifier)
        if leg is None:
            leg = self.legs[identifier] = Leg(identifier, kind, witness=event.witness)
        return leg

    def agent_leg(self, event: Any) -> Leg:
        leg = self.leg(event.leg_id, LegKind.AGENT, event)
        leg.agent, leg.visit_id = event.agent, event.visit_id
        return leg

    def visit(self, event: Any) -> Visit:
        visit = self.visits.get(event.visit_id)
        if visit is None:
            # The join may be missing: what is known of the visit is still told, from its first event on.
            visit = Visit(event.visit_id, event.call_id, FALLBACK_QUEUE, event.at, witness=event.witness)
            self.visits[event.visit_id] = visit
        return visit

    def attempt(self, event: Any) -> Attempt:
        if self.record.attempt is None:
            self.record.attempt = Attempt(getattr(event, "attempt_id", ""), event.reminder_id)
        return self.record.attempt

    def finished(self, changes: list[AgentStateChanged]) -> CallRecord:
        record = self.record
        _end(self)
        for visit in self.visits.values():
            close(visit, record)
            end_wrap_up(visit, changes)
        for visit in self.visits.values():
            count_offers(visit, self.legs.values(), self.visits.values())
        record.legs = tuple(sorted(self.legs.values(), key=lambda leg: (leg.kind is not LegKind.CALLER, leg.leg_id)))
        record.visits = tuple(sorted(self.visits.values(), key=lambda visit: visit.joined_at))
        record.prompts, record.keys, record.told = tuple(self.prompts), tuple(self.keys), tuple(self.told)
        record.refusals = tuple(self.refusals)
        record.stays = tuple(menu_stays(record, self.road))
        return record


def _end(folding: _Folding) -> None:
    record, end, missed = folding.record, folding.end, folding.missed
    if end is not None:
        record.ended_at, record.disposition = end.at, end.disposition
        record.hung_up_by, record.witness = end.hung_up_by, end.witness
    elif missed is not None:
        record.ended_at, record.disposition = missed.at, missed.disposition
        record.witness, record.end_was_seen = missed.witness, missed.was_seen
    close_legs(folding.legs.values(), record)


def _started(folding: _Folding, event: happened.CallStarted) -> None:
    record = folding.record
    if record.entry is None:
        record.direction, record.entry = event.direction, event.entry
        record.caller_id, record.dialled = event.caller_id, event.dialled or record.dialled
        record.channel, record.linkedid = event.channel, event.linkedid
    leg = folding.leg(event.leg_id, LegKind.CALLER, event)
    leg.rang_at = leg.rang_at or event.at


def _answered(folding: _Folding, event: happened.CallAnswered) -> None:
    leg = folding.leg(event.leg_id, LegKind.CALLER, event)
    leg.answered_at = leg.answered_at or event.at


def _language(folding: _Folding, event: happened.LanguageChosen) -> None:
    folding.record.language = event.language


def _played(folding: _Folding, event: happened.PromptPlayed) -> None:
    folding.prompts.append(
        HeardPrompts(event.at, event.prompts, event.language, event.seconds, event.completed, event.missing)
    )


def _pressed(folding: _Folding, event: happened.KeysPressed) -> None:
    folding.keys.append(Keys(event.at, event.node, event.digits, event.outcome))
    folding.road.append(event)


def _queued(folding: _Folding, event: happened.CallQueued) -> None:
    visit = folding.visit(event)
    visit.queue, visit.skill, visit.callback_id = event.queue, event.skill, event.callback_id
    visit.joined_at = min(visit.joined_at, event.at)


def _announced(folding: _Folding, event: happened.WaitAnnounced) -> None:
    folding.told.append(Told(event.visit_id, event.at, event.less_than_s, event.p50_s, event.p80_s))


def _refused(folding: _Folding, event: QueueRefused) -> None:
    folding.refusals.append(Refusal(event.call_id, event.queue, event.at, event.cause))


def _offered(folding: _Folding, event: happened.AgentOffered) -> None:
    folding.visit(event)
    leg = folding.agent_leg(event)
    leg.rang_at = leg.rang_at or event.at


def _not_taken(folding: _Folding, event: happened.OfferFailed) -> None:
    leg = folding.agent_leg(event)
    leg.ended_at, leg.cause = leg.ended_at or event.at, leg.cause or event.cause.value
    gone = event.cause in (OfferFailure.CALLER_GONE, OfferFailure.ENGINE_GONE)
    leg.hung_up_by = leg.hung_up_by or (Party.CALLER if event.cause is OfferFailure.CALLER_GONE else None)
    leg.hung_up_by = leg.hung_up_by or (None if gone else Party.SYSTEM)


def _connected(folding: _Folding, event: happened.AgentConnected) -> None:
    leg, visit = folding.agent_leg(event), folding.visit(event)
    leg.answered_at = leg.answered_at or event.at
    if visit.connected_at is None:
        visit.connected_at, visit.agent = event.at, event.agent


def _agent_left(folding: _Folding, event: happened.AgentLegEnded) -> None:
    leg, visit = folding.agent_leg(event), folding.visit(event)
    if leg.ended_at is None:
        leg.ended_at, leg.hung_up_by = event.at, event.hung_up_by
    if visit.connected_at is not None:
        visit.talk_ended_at = visit.talk_ended_at or event.at


def _visit_ended(folding: _Folding, event: happened.VisitEnded) -> None:
    visit = folding.visit(event)
    if visit.outcome is None:
        visit.outcome, visit.left_at, visit.witness = event.outcome, event.at, event.witness


def _fallback(folding: _Folding, event: happened.FallbackEntered) -> None:
    folding.record.fallback = True
    is_back(folding.record, event.at)  # whose agent hung up comes to Asterisk's queue once more
    folding.record.kept += (Kept(event.at),)
    waiting = [visit for visit in folding.visits.values() if visit.outcome is None and visit.connected_at is None]
    for visit in waiting[-1:]:
        visit.fallback = True
    if not waiting:
        identifier = f"{event.call_id}-{FALLBACK_QUEUE}"
        joined = event.joined_at or event.at
        folding.visits[identifier] = Visit(
            identifier, event.call_id, event.queue or FALLBACK_QUEUE, joined, fallback=True, witness=event.witness
        )


def _taken_back(folding: _Folding, event: happened.CallTakenBack) -> None:
    folding.record.fallback = True
    is_back(folding.record, event.at)
    own = folding.visits.get(f"{event.call_id}-{FALLBACK_QUEUE}")
    if own and own.connected_at is None:  # he had joined no queue of ours: the menu goes on
        del folding.visits[own.visit_id]
    if event.visit_id in folding.visits:
        folding.visits[event.visit_id].fallback = True


def _ended(folding: _Folding, event: happened.CallEnded) -> None:
    known = folding.end
    # The engine's own word stands before the witness's, the first before a later one.
    if known is None or (known.witness != "engine" and event.witness == "engine"):
        folding.end = event


STEPS: dict[type[CallEvent], Callable[[Any, Any], None]] = {
    happened.CallStarted: _started,
    happened.CallAnswered: _answered,
    happened.LanguageChosen: _language,
    happened.PromptPlayed: _played,
    happened.NodeEntered: lambda folding, event: folding.road.append(event),
    happened.KeysPressed: _pressed,
    happened.CallQueued: _queued,
    happened.WaitAnnounced: _announced,
    QueueRefused: _refused,
    happened.AgentOffered: _offered,
    happened.OfferFailed: _not_taken,
    happened.AgentConnected: _connected,
    happened.AgentLegEnded: _agent_left,
    happened.VisitEnded: _visit_ended,
    happened.FallbackEntered: _fallback,
    happened.CallTakenBack: _taken_back,
    happened.CallEnded: _ended,
    **PLACED,
    **SENT,
    **LISTENED,
}
