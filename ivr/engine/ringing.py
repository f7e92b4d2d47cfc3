"""Ringing an agent for a waiting caller, and the talk that follows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from ivr.asterisk.causes import OFFER_FAILURES
from ivr.calls.commands import DialOutcome, HungUp
from ivr.calls.disposition import OfferFailure, Party
from ivr.calls.events import AgentConnected, AgentLegEnded, AgentOffered, OfferFailed
from ivr.engine.answers import Answers, Connected
from ivr.engine.dispatcher import Dispatcher
from ivr.engine.onward import Onward
from ivr.engine.tapes import Tape, Tapes
from ivr.engine.visit import Visit
from ivr.outbound.destination import agent_dial_string
from ivr.routing.acd import Acd
from ivr.routing.agent import AgentState
from ivr.routing.offer_record import offer_record
from ivr.routing.rules import Terms


@dataclass(frozen=True, slots=True)
class Offer:
    """An agent's leg, from the first ring to the last word."""

    visit: Visit
    agent: str
    leg_id: str
    rang_at: datetime
    onward: Onward
    tape: Tape | None = None

    @property
    def names(self) -> dict[str, Any]:
        """What each event of this leg says."""
        return {"visit_id": self.visit.visit_id, "leg_id": self.leg_id, "agent": self.agent}


class Ringing:
    """Offers calls to agents' phones and keeps router and history in step with what becomes of each."""

    def __init__(
        self, dispatcher: Dispatcher, answers: Answers, terms_of: Callable[[str], Terms], tapes: Tapes
    ) -> None:
        self._dispatcher = dispatcher
        self._answers = answers
        self._terms_of = terms_of
        self.tapes = tapes

    async def ring(self, visit: Visit, agent: str) -> bool:
        """Ring the agent and stay until both have talked: whether they did; HungUp when the caller left first."""
        if self._dispatcher.acd.agent_state(agent) is AgentState.LOGGED_OUT:
            return False  # since he was chosen: the router has the call in its line again
        leg_id = visit.history.next_leg()
        tape = await self.tapes.put_in(visit, agent, leg_id)
        try:
            onward = Onward(visit.history, agent)
            talked = await self._offer(Offer(visit, agent, leg_id, visit.history.now(), onward, tape))
        finally:
            self.tapes.take_out(tape)
        if tape is not None:
            await visit.voice.stop_tape()
        return talked

    async def _offer(self, offer: Offer) -> bool:
        visit, agent = offer.visit, offer.agent
        because = offer_record(self._dispatcher.acd.explain(visit.call_id))
        visit.history.add(AgentOffered, at=offer.rang_at, **offer.names, because=because)
        self._dispatcher.tell(Acd.call_ringing, visit.call_id, agent)
        heard = (partial(self._connected, offer), partial(self._goes_on, offer))
        with self._answers.expect(visit.place.channel, *heard) as answer:
            try:
                ring_s = round(self._terms_of(visit.wish.queue).ring_s)
                # music into a channel whose talk is recorded keeps the agent's voice out of the file: docs/recording.md
                ended = await visit.voice.dial(str(agent_dial_string(agent)), ring_s, music=offer.tape is None)
            except HungUp:
                if await answer.last_word():
                    self._talked(offer, Party.CALLER)
                else:
                    visit.history.add(OfferFailed, **offer.names, cause=OfferFailure.CALLER_GONE)
                raise
            except Exception:  # the witness writes the end of this leg; the agent must not stay on it for ever
                if visit.served:
                    self._dispatcher.tell(Acd.call_ended, visit.call_id, agent)
                raise
            if ended.outcome is not DialOutcome.ANSWERED:
                self._failed(offer, OFFER_FAILURES[ended.outcome])
                return False
            if not await answer.last_word():
                answer.came(offer.rang_at)  # Asterisk's manager was away: the ring is all we know of the answer
            self._talked(offer, Party.CALLER if ended.hung_up_by_caller else Party.AGENT)
            return True

    def _connected(self, offer: Offer, at: datetime) -> None:
        offer.visit.served, offer.visit.connected_at = True, at
        offer.visit.history.add(AgentConnected, at=at, **offer.names)
        self.tapes.connected(offer.tape, at)
        self._dispatcher.tell(Acd.call_answered, offer.visit.call_id, offer.agent)

    def _goes_on(self, offer: Offer, connected: Connected) -> None:
        """The agent connected his caller with somebody else and is out."""
        if not offer.onward.is_another:
            self._left(offer, Party.AGENT, connected.at)
            self.tapes.silence(offer.tape)
        offer.onward.goes_to(connected)

    def _talked(self, offer: Offer, ended_by: Party) -> None:
        offer.visit.ended_by = ended_by
        if offer.onward.is_another:
            offer.onward.ends()
        else:
            self._left(offer, ended_by)

    def _left(self, offer: Offer, ended_by: Party, at: datetime | None = None) -> None:
        offer.visit.history.add(AgentLegEnded, at=at, **offer.names, hung_up_by=ended_by)
        self._dispatcher.tell(Acd.call_ended, offer.visit.call_id, offer.agent)

    def _failed(self, offer: Offer, cause: OfferFailure) -> None:
        offer.visit.history.add(OfferFailed, **offer.names, cause=cause)
        self._dispatcher.tell(Acd.call_refused, offer.visit.call_id, offer.agent, cause.value.replace("_", " "))
