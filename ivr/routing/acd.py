"""The router: events in, actions out, every call carrying its own time in seconds (docs/waiting.md).

It has no clock, no I/O and no threads. Calls and agents are opaque ids; for `snapshot` they must be JSON values.
Events that come twice, too late or out of order are ignored and counted, never raised. The class has more than ten
public methods because it is the one seam between the engine, the simulator and the rules; it only translates.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import replace
from typing import Any

from ivr.errors import Misuse
from ivr.routing import snapshot as plain
from ivr.routing.actions import Action
from ivr.routing.agent import Agent, AgentEvent, AgentState
from ivr.routing.earlier import Earlier
from ivr.routing.explanation import Explanation
from ivr.routing.floor import Floor, Offer
from ivr.routing.line import Visit
from ivr.routing.rules import RoutingConfig, Terms
from ivr.routing.settling import explain_waiting, send_on, settle
from ivr.routing.wait_estimate import BEING_SERVED, Estimate
from ivr.routing.waits import AWAITED_S, Waits

NO_ANSWER = "no answer"


class Acd:
    """Who takes which call, decided from the events told so far."""

    def __init__(self, config: RoutingConfig | Mapping[str, Any], seed: int = 0) -> None:
        rules = RoutingConfig.of(config)
        self._floor = Floor(rules, seed, Waits(rules, seed))

    @property
    def config(self) -> RoutingConfig:
        """The rules in force."""
        return self._floor.config

    @property
    def ignored(self) -> int:
        """How many events were ignored because they came twice or too late."""
        return self._floor.ignored

    # Agents

    def agent_login(self, t: float, agent: Hashable, skills: Mapping[str, int]) -> list[Action]:
        """Log an agent in with levels 1 to 9 per skill; for one already logged in only the skills change."""
        known = self._floor.staff.get(agent)
        if known is None:
            known = Agent(agent, dict(skills), self._floor.next_sequence())
            self._floor.move(known, AgentEvent.LOGIN, self._time(t))
        known.skills = dict(skills)
        return self._after_call(t, known, None if known.after_call is AgentEvent.LOGOUT else known.after_call)

    def agent_logout(self, t: float, agent: Hashable) -> list[Action]:
        """Log an agent out: at once, or after the call in hand; a call that only rings goes back to its place."""
        known = self._known(agent)
        if known and known.state is AgentState.ON_CALL:
            return self._after_call(t, known, AgentEvent.LOGOUT)
        if known:
            offer = self._floor.in_hand.get(agent)
            self._floor.move(known, AgentEvent.LOGOUT, self._time(t))
            if offer:
                self._take_back(t, offer.visit.call)
        return self.tick(t)

    def agent_pause(
        self, t: float, agent: Hashable, reason: str | None = None, until: float | None = None
    ) -> list[Action]:
        """Pause an agent, until a time in seconds if given; with a call in hand the pause begins after it."""
        known = self._known(agent)
        if known is None:
            return self.tick(t)
        known.pause_reason, known.pause_until = reason, until
        if known.state in (AgentState.RINGING, AgentState.ON_CALL):
            return self._after_call(t, known, known.after_call or AgentEvent.PAUSE)
        if known.state is AgentState.PAUSED:
            known.wake_at = until
            self._floor.refresh(known, self._time(t))
        else:
            self._floor.move(known, AgentEvent.PAUSE, self._time(t))
        return self.tick(t)

    def agent_unpause(self, t: float, agent: Hashable) -> list[Action]:
        """End an agent's pause, or the wish for one after the call in hand."""
        known = self._known(agent)
        if known and known.after_call is AgentEvent.PAUSE:
            return self._after_call(t, known, None)
        if known:
            self._floor.move(known, AgentEvent.UNPAUSE, self._time(t))
        return self.tick(t)

    def agent_busy(self, t: float, agent: Hashable, busy: bool) -> list[Action]:
        """Say whether an agent's phone is in use outside our knowledge; known before log-in and kept after it."""
        staff, known = self._floor.staff, self._floor.staff.get(agent)
        if known and not busy and staff.is_phone_in_use(agent):
            known.idle_since = self._time(t)
        staff.phone(agent, busy)
        if known:
            self._floor.refresh(known, self._time(t))
        return self.tick(t)

    def agent_free(self, t: float, agent: Hashable) -> list[Action]:
        """End an agent's wrap-up; ignored in every other state."""
        known = self._known(agent)
        if known:
            self._floor.move(known, AgentEvent.FREE, self._time(t))
        return self.tick(t)

    def agent_wraps_up(self, t: float, agent: Hashable, until: float) -> list[Action]:
        """Let an agent who is idle go on, until a time in seconds, with a wrap-up that an earlier router began."""
        known = self._known(agent)
        if known and self._floor.move(known, AgentEvent.WRAP_UP, self._time(t)):
            known.wake_at = until
            self._floor.refresh(known, self._time(t))
        return self.tick(t)

    def set_skills(self, t: float, agent: Hashable, skills: Mapping[str, int]) -> list[Action]:
        """Give an agent other skills; a call in hand stays."""
        known = self._known(agent)
        if known:
            known.skills = dict(skills)
            self._floor.refresh(known, self._time(t))
        return self.tick(t)

    # Calls

    def add_call(  # noqa: PLR0913, PLR0917 - the interface of docs/waiting.md
        self,
        t: float,
        call: Hashable,
        skill: str,
        min_level: int = 1,
        priority: float = 0,
        preferred_agent: Hashable | None = None,
        entered_at: float | None = None,
        terms: Terms | None = None,
        earlier: Earlier | None = None,
    ) -> list[Action]:
        """Put a call into the line; priority: seconds of bonus, `entered_at`: an earlier one, `terms`: its queue's.

        `earlier` is what an earlier router knew of this stay.
        """
        floor = self._floor
        if call in floor.line or call in floor.offers:
            floor.ignore()
            return self.tick(t)
        now, entry = self._time(t), t if entered_at is None else entered_at
        joined = min(now, earlier.joined_at) if earlier else now
        told_at = now + AWAITED_S if earlier and floor.config.estimates == "fed" else now
        asked = (skill, max(1, min_level), priority, preferred_agent)
        visit = Visit(call, *asked, entry, joined, floor.next_sequence(), told_at, terms or floor.config.terms)
        if earlier is None:
            floor.demand.arrived(now, skill)
        floor.waits.joined(now, visit, earlier.told if earlier else None)
        floor.enlist(visit, now)
        floor.unsettled.newcomers.append(visit)
        return self.tick(t)

    def call_ringing(self, t: float, call: Hashable, agent: Hashable) -> list[Action]:
        """Hear that the phone of the agent chosen rings; the offer itself was made by Assign."""
        self._floor.holder(call, agent)
        return self.tick(t)

    def call_answered(self, t: float, call: Hashable, agent: Hashable) -> list[Action]:
        """Hear that the agent took the call."""
        known = self._floor.holder(call, agent)
        if known and self._floor.move(known, AgentEvent.ANSWER, self._time(t)):
            visit = self._floor.offers[call].visit
            known.answered_at, known.skill = self._time(t), visit.skill
            wait_s = known.answered_at - visit.joined_at
            self._floor.half_hours.answered(known.answered_at, visit.skill, wait_s, visit.terms.target_s)
            self._floor.waits.began(known.answered_at, visit, known)
        return self.tick(t)

    def call_refused(self, t: float, call: Hashable, agent: Hashable, reason: str = NO_ANSWER) -> list[Action]:
        """Hear that the agent did not take the call: the agent pauses, the call goes back to its place."""
        known = self._floor.holder(call, agent)
        if known and self._floor.move(known, AgentEvent.REFUSE, self._time(t)):
            known.pause_reason, known.after_call = reason, None
            self._take_back(t, call)
        return self.tick(t)

    def call_abandoned(self, t: float, call: Hashable) -> list[Action]:
        """Hear that the caller hung up while waiting or while an agent's phone rang."""
        visit = self._withdrawn(t, call)
        if visit is not None:
            self._gave_up(t, visit)
        return self.tick(t)

    def call_left(self, t: float, call: Hashable) -> list[Action]:
        """Hear that the caller chose something else than waiting, by a key or for a callback: patience was not over."""
        visit = self._withdrawn(t, call)
        if visit is not None:
            self._floor.waits.left(self._time(t), visit, abandoned=False)
        return self.tick(t)

    def call_ended(self, t: float, call: Hashable, agent: Hashable) -> list[Action]:
        """Hear that the talk is over: the agent wraps up."""
        known = self._floor.holder(call, agent)
        if known and self._floor.move(known, AgentEvent.END, self._time(t)):
            visit = self._floor.offers[call].visit
            wrap_up_s = visit.terms.wrap_up_s
            if known.answered_at is None:
                self._floor.waits.left(self._time(t), visit, abandoned=False)  # its answer was never reported
            known.ended_at = self._time(t)
            known.wake_at = None if wrap_up_s is None else self._time(t) + wrap_up_s
            self._floor.refresh(known, self._time(t))
            self._release(call, t)
        return self.tick(t)

    def close_queue(self, t: float, queue: str) -> list[Action]:
        """Send everybody who waits for this queue on, to where its longest wait leads."""
        waiting = [visit.call for visit in self._floor.line if visit.terms.queue == queue]
        return [*(send_on(self._floor, call, self._time(t)) for call in waiting), *self.tick(t)]

    def set_mode(self, t: float, mode: str) -> list[Action]:
        """Weigh callers in another way (one of rules.MODES) from here on."""
        self._floor.config = replace(self._floor.config, mode=mode)
        return self.tick(t)

    # Time

    def tick(self, t: float) -> list[Action]:
        """Do what is due at t."""
        self._floor.now = self._time(t)
        return settle(self._floor, self._floor.now)

    def next_wakeup(self) -> float | None:
        """Return the time in seconds at which `tick` has something to do, or None."""
        return self._floor.due.next()

    # Questions: they change nothing

    def next_announcement(self, call: Hashable) -> float | None:
        """Return the time in seconds at which a call in the line is told something next, None when it waits no more."""
        visit = self._floor.line.get(call)
        return visit.announce_at if visit else None

    def estimate(self, t: float, call: Hashable) -> Estimate:
        """Return the remaining wait in seconds of a call in the line, or with an agent (zero)."""
        visit = self._floor.line.get(call)
        if visit is None:
            self._given(call)
            return BEING_SERVED
        return self._floor.waits.estimate(t, visit, self._floor.scene(t))

    def estimate_new(self, t: float, skill: str, priority: float = 0) -> Estimate:
        """Return the wait in seconds that a call joining at t would have."""
        floor = self._floor
        visit = Visit(None, skill, 1, priority, None, t, t, floor.sequence + 1, t, floor.config.terms)
        return floor.waits.estimate(t, visit, floor.scene(t))

    def drained(self, t: float) -> dict[Hashable, Estimate]:
        """Return what `feed_estimates` takes, for each call in the line; slow, because it plays the router forward."""
        return self._floor.waits.estimate_all(t, self._floor.scene(t))

    def feed_estimates(self, t: float, estimates: Mapping[Hashable, Estimate]) -> None:
        """Take over estimates of waiting calls made elsewhere from a snapshot."""
        self._floor.waits.feed(t, estimates)

    def explain(self, call: Hashable) -> Explanation:
        """Return why a call went to its agent, or why it still waits."""
        visit = self._floor.line.get(call)
        if visit is None:
            return self._given(call).explanation
        return explain_waiting(self._floor, visit, self._floor.now)

    def agent_state(self, agent: Hashable) -> AgentState:
        """Return what an agent is doing."""
        known = self._floor.staff.get(agent)
        return known.state if known else AgentState.LOGGED_OUT

    def pause_reason(self, agent: Hashable) -> str | None:
        """Return why an agent is paused, or None."""
        known = self._floor.staff.get(agent)
        return known.pause_reason if known and known.state is AgentState.PAUSED else None

    def changed_agents(self) -> Collection[Hashable]:
        """Return the agents who may do something else than when this was asked last; no later answer depends on it."""
        changed, self._floor.changed = self._floor.changed, set()
        return changed

    def ends_at(self, agent: Hashable) -> float | None:
        """Return the time in seconds at which an agent's wrap-up or pause ends by itself, or None."""
        known = self._floor.staff.get(agent)
        return known.wake_at if known else None

    def is_waiting(self, call: Hashable) -> bool:
        """Return whether a call stands in the line."""
        return call in self._floor.line

    def waiting(self) -> list[Hashable]:
        """Return the calls in the line by their (virtual) entry."""
        return [visit.call for visit in self._floor.line]

    def snapshot(self) -> dict[str, Any]:
        """Return everything known as plain data."""
        return plain.to_plain(self._floor)

    def learned(self) -> dict[str, Any]:
        """Return what was learned, without calls and agents, as plain data that no later event changes."""
        return plain.learned(self._floor)

    def take_up_learned(self, learned: Mapping[str, Any]) -> None:
        """Know what an earlier router had learned; Misuse when it cannot be read, and then nothing has changed."""
        plain.take_up_learned(self._floor, learned)

    @classmethod
    def restore(cls, snapshot: Mapping[str, Any]) -> "Acd":
        """Return a router that goes on exactly where the snapshot was taken."""
        floor = plain.from_plain(snapshot)
        acd = cls(floor.config, floor.seed)
        acd._floor = floor
        return acd

    def _time(self, t: float) -> float:
        return max(t, self._floor.now)  # an event told late happens now: time never runs backwards

    def _known(self, agent: Hashable) -> Agent | None:
        known = self._floor.staff.get(agent)
        if known is None:
            self._floor.ignore()
        return known

    def _given(self, call: Hashable) -> Offer:
        offer = self._floor.offers.get(call)
        if offer is None:
            raise Misuse(f"call {call} is neither waiting nor with an agent")
        return offer

    def _release(self, call: Hashable, t: float) -> None:
        agent = self._floor.agent_of(self._floor.release(call))
        event, agent.after_call = agent.after_call, None
        if event is None:
            self._floor.refresh(agent, self._time(t))
        else:
            self._floor.move(agent, event, self._time(t))

    def _take_back(self, t: float, call: Hashable) -> None:
        self._floor.enlist(self._floor.release(call).visit, self._time(t))

    def _withdrawn(self, t: float, call: Hashable) -> Visit | None:
        """Take a call out of the line or from the agent whose phone rings: its visit, None when it was in neither."""
        offer = self._floor.offers.get(call)
        if offer is None:
            visit = self._floor.line.leave(call)
            if visit is None:
                self._floor.ignore()
            return visit
        if not self._floor.move(self._floor.agent_of(offer), AgentEvent.WITHDRAW, self._time(t)):
            return None
        self._release(call, t)
        return offer.visit

    def _gave_up(self, t: float, visit: Visit) -> None:
        left = self._time(t)
        self._floor.half_hours.abandoned(left, visit.skill, left - visit.joined_at)
        self._floor.waits.left(left, visit, abandoned=True)

    def _after_call(self, t: float, agent: Agent, event: AgentEvent | None) -> list[Action]:
        agent.after_call = event
        self._floor.refresh(agent, self._time(t))
        return self.tick(t)
