"""What is the case just now, folded from the events as they are written down; only what changed is told on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from ivr.calls.events import (
    AgentConnected,
    AgentOffered,
    AgentStateChanged,
    CallAnswered,
    CallEnded,
    CallQueued,
    CallStarted,
    CallTakenBack,
    Event,
    OfferFailed,
    VisitEnded,
)
from ivr.calls.listening import ListeningRule
from ivr.calls.listening_events import ListeningAsked, ListeningBegan, ListeningEnded
from ivr.calls.transfer_events import AgentConsulted, CallSentOn
from ivr.reports.live_rows import LiveAgent, LiveCall, LiveChanges, LiveQueue

BUSY = ("ringing", "on_call")
PAUSED = "paused"


@dataclass(slots=True)
class LiveView:
    """Agents, calls and queues; `pause_limits_s` says how long a pause of each reason may last."""

    pause_limits_s: Mapping[str, float] = field(default_factory=dict)
    _agents: dict[str, LiveAgent] = field(default_factory=dict)
    _calls: dict[str, LiveCall] = field(default_factory=dict)
    _channels: dict[str, str] = field(default_factory=dict)  # of the calls, by their ids
    _waiting: dict[str, dict[str, datetime]] = field(default_factory=dict)  # queue -> call -> since when, in order
    _listened: dict[str, str] = field(default_factory=dict)  # agents to be told of it, by the supervisor's leg
    _told: set[str] = field(default_factory=set)  # calls that were in the changes told
    _new_agents: set[str] = field(default_factory=set)
    _new_queues: set[str] = field(default_factory=set)
    _new_calls: set[str] = field(default_factory=set)
    _ended: set[str] = field(default_factory=set)

    def receive(self, event: Event) -> bool:
        """Hear what happened: whether it changes anything here."""
        fold = FOLDS.get(type(event))
        if fold is None:
            return False
        fold(self, event)
        return True

    def broken_off(self, channel: str) -> None:
        """Hear that nobody of ours walks with the call on this channel any more."""
        for call_id in [call_id for call_id, known in self._channels.items() if known == channel]:
            self._over(call_id)

    def channel_of(self, call_id: str) -> str | None:
        """The channel a call's caller is on, None when the call is over."""
        return self._channels.get(call_id)

    def changes(self) -> LiveChanges:
        """What changed since this was asked last."""
        told = LiveChanges(
            agents=tuple(self._agents[agent] for agent in self._new_agents),
            queues=tuple(self._queue(queue) for queue in self._new_queues),
            calls=tuple(self._calls[call_id] for call_id in self._new_calls),
            ended=tuple(self._ended),
        )
        self._told |= self._new_calls
        for new in (self._new_agents, self._new_queues, self._new_calls, self._ended):
            new.clear()
        return told

    def everything(self) -> LiveChanges:
        """All there is, for one who knows nothing."""
        self._new_agents, self._new_queues, self._new_calls = set(self._agents), set(self._waiting), set(self._calls)
        self._ended.clear()
        self._told.clear()
        return self.changes()

    def _queue(self, queue: str) -> LiveQueue:
        waiting = self._waiting[queue]
        return LiveQueue(queue, len(waiting), min(waiting.values(), default=None))

    def _agent_changed(self, event: AgentStateChanged) -> None:
        before, limit_s = self._agents.get(event.agent), self.pause_limits_s.get(event.reason or "")
        keeps = before is not None and event.state in BUSY and before.state in BUSY
        self._agents[event.agent] = LiveAgent(
            event.agent,
            event.state,
            event.reason,
            event.at,
            before.call_id if before and keeps else None,
            before.queue if before and keeps else None,
            event.at + timedelta(seconds=limit_s) if limit_s is not None and event.state == PAUSED else None,
        )
        self._new_agents.add(event.agent)

    def _started(self, event: CallStarted) -> None:
        self._calls[event.call_id] = LiveCall(event.call_id, event.caller_id, event.entry, event.at, "menu")
        self._channels[event.call_id] = event.channel
        self._new_calls.add(event.call_id)

    def _consulted(self, event: AgentConsulted) -> None:
        if event.leg_id:  # the agent's own call, which knows no menu
            self._move(event.call_id, state="ringing", agent=event.colleague)

    def _answered(self, event: CallAnswered) -> None:
        call = self._calls.get(event.call_id)
        if call is not None and call.state == "ringing":
            self._move(event.call_id, state="on_call")

    def _sent_on(self, event: CallSentOn) -> None:
        if event.leg_id:
            self._move(event.call_id, agent=event.target.partition(":")[2])

    def _queued(self, event: CallQueued) -> None:
        self._move(event.call_id, state="waiting", queue=event.queue, queued_at=event.at)
        self._waiting.setdefault(event.queue, {})[event.call_id] = event.at
        self._new_queues.add(event.queue)

    def _offered(self, event: AgentOffered) -> None:
        self._move(event.call_id, state="ringing", agent=event.agent)
        agent, call = self._agents.get(event.agent), self._calls.get(event.call_id)
        if agent is not None and call is not None:
            self._agents[event.agent] = replace(agent, call_id=call.call_id, queue=call.queue)
            self._new_agents.add(event.agent)

    def _offer_failed(self, event: OfferFailed) -> None:
        self._move(event.call_id, state="waiting", agent=None)

    def _connected(self, event: AgentConnected) -> None:
        self._move(event.call_id, state="on_call")
        self._waits_no_more(event.call_id)

    def _visit_ended(self, event: VisitEnded) -> None:
        self._waits_no_more(event.call_id)
        self._move(event.call_id, state="menu", queue=None, agent=None, queued_at=None)

    def _taken_back(self, event: CallTakenBack) -> None:
        self._move(event.call_id, state="waiting" if event.visit_id else "menu", agent=None)

    def _call_ended(self, event: CallEnded) -> None:
        self._over(event.call_id)

    def _listening_asked(self, event: ListeningAsked) -> None:
        if event.rule == ListeningRule.TOLD:
            self._listened[event.leg_id] = event.agent

    def _listening_began(self, event: ListeningBegan) -> None:
        self._is_listened(self._listened.get(event.leg_id))

    def _listening_ended(self, event: ListeningEnded) -> None:
        self._is_listened(self._listened.pop(event.leg_id, None))

    def _is_listened(self, agent: str | None) -> None:
        known = self._agents.get(agent or "")
        if agent is not None and known is not None:
            self._agents[agent] = replace(known, listened=agent in self._listened.values() and known.state == "on_call")
            self._new_agents.add(agent)

    def _move(self, call_id: str, **changed: Any) -> None:
        call = self._calls.get(call_id)
        if call is not None:
            self._calls[call_id] = replace(call, **changed)
            self._new_calls.add(call_id)

    def _waits_no_more(self, call_id: str) -> None:
        call = self._calls.get(call_id)
        if call and call.queue and self._waiting.get(call.queue, {}).pop(call_id, None):
            self._new_queues.add(call.queue)

    def _over(self, call_id: str) -> None:
        self._waits_no_more(call_id)
        self._channels.pop(call_id, None)
        self._new_calls.discard(call_id)
        if self._calls.pop(call_id, None) and call_id in self._told:
            self._told.discard(call_id)
            self._ended.add(call_id)


FOLDS: dict[type[Event], Callable[[LiveView, Any], None]] = {
    AgentStateChanged: LiveView._agent_changed,
    CallStarted: LiveView._started,
    CallAnswered: LiveView._answered,
    AgentConsulted: LiveView._consulted,
    CallSentOn: LiveView._sent_on,
    CallQueued: LiveView._queued,
    AgentOffered: LiveView._offered,
    OfferFailed: LiveView._offer_failed,
    AgentConnected: LiveView._connected,
    VisitEnded: LiveView._visit_ended,
    CallTakenBack: LiveView._taken_back,
    CallEnded: LiveView._call_ended,
    ListeningAsked: LiveView._listening_asked,
    ListeningBegan: LiveView._listening_began,
    ListeningEnded: LiveView._listening_ended,
}
