"""The router: events in, actions out, every call carrying its own time in seconds (docs/waiting.md).

It has no clock, no I/O and no threads. Calls and agents are opaque ids; for `snapshot` they must be JSON values.
Events that come twice, too late or out of order are ignored and counted, never raised. The class has more than ten
public methods because it is the one seam between the engine, the simulator and the rules; it only translates: what an
event changes stands in agent_moves and call_moves, what follows from it in settling.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec

from ivr.errors import Misuse
from ivr.routing import agent_moves, call_moves
from ivr.routing import snapshot as plain
from ivr.routing.actions import Action
from ivr.routing.agent import AgentState
from ivr.routing.call_moves import Newcomer
from ivr.routing.earlier import Earlier
from ivr.routing.explanation import Explanation
from ivr.routing.floor import Floor, Offer
from ivr.routing.line import Visit
from ivr.routing.rules import RoutingConfig, Terms
from ivr.routing.settling import explain_waiting, send_on, settle
from ivr.routing.wait_estimate import BEING_SERVED, Estimate
from ivr.routing.waits import Waits

NO_ANSWER = "no answer"

P = ParamSpec("P")  # what an event tells beside its time
Move = Callable[Concatenate[Floor, float, P], None]


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
        return self._told(t, agent_moves.log_in, agent, skills)

    def agent_logout(self, t: float, agent: Hashable) -> list[Action]:
        """Log an agent out: at once, or after the call in hand; a call that only rings goes back to its place."""
        return self._told(t, agent_moves.log_out, agent)

    def agent_pause(
        self, t: float, agent: Hashable, reason: str | None = None, until: float | None = None
    ) -> list[Action]:
        """Pause an agent, until a time in seconds if given; with a call in hand the pause begins after it."""
        return self._told(t, agent_moves.pause, agent, reason, until)

    def agent_unpause(self, t: float, agent: Hashable) -> list[Action]:
        """End an agent's pause, or the wish for one after the call in hand."""
        return self._told(t, agent_moves.end_pause, agent)

    def agent_busy(self, t: float, agent: Hashable, busy: bool) -> list[Action]:
        """Say whether an agent's phone is in use outside our knowledge; known before log-in and kept after it."""
        return self._told(t, agent_moves.use_phone, agent, busy)

    def agent_free(self, t: float, agent: Hashable) -> list[Action]:
        """End an agent's wrap-up; ignored in every other state."""
        return self._told(t, agent_moves.end_wrap_up, agent)

    def agent_wraps_up(self, t: float, agent: Hashable, until: float) -> list[Action]:
        """Let an agent who is idle go on, until a time in seconds, with a wrap-up that an earlier router began."""
        return self._told(t, agent_moves.wrap_up, agent, until)

    def set_skills(self, t: float, agent: Hashable, skills: Mapping[str, int]) -> list[Action]:
        """Give an agent other skills; a call in hand stays."""
        return self._told(t, agent_moves.give_skills, agent, skills)

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
        entry = t if entered_at is None else entered_at
        new = Newcomer(call, skill, min_level, priority, preferred_agent, entry, terms, earlier)
        return self._told(t, call_moves.join, new)

    def call_ringing(self, t: float, call: Hashable, agent: Hashable) -> list[Action]:
        """Hear that the phone of the agent chosen rings; the offer itself was made by Assign."""
        self._floor.holder(call, agent)
        return self.tick(t)

    def call_answered(self, t: float, call: Hashable, agent: Hashable) -> list[Action]:
        """Hear that the agent took the call."""
        return self._told(t, call_moves.answer, call, agent)

    def call_refused(self, t: float, call: Hashable, agent: Hashable, reason: str = NO_ANSWER) -> list[Action]:
        """Hear that the agent did not take the call: the agent pauses, the call goes back to its place."""
        return self._told(t, call_moves.refuse, call, agent, reason)

    def call_abandoned(self, t: float, call: Hashable) -> list[Action]:
        """Hear that the caller hung up while waiting or while an agent's phone rang."""
        return self._told(t, call_moves.abandon, call)

    def call_left(self, t: float, call: Hashable) -> list[Action]:
        """Hear that the caller chose something else than waiting, by a key or for a callback: patience was not over."""
        return self._told(t, call_moves.leave, call)

    def call_ended(self, t: float, call: Hashable, agent: Hashable) -> list[Action]:
        """Hear that the talk is over: the agent wraps up."""
        return self._told(t, call_moves.end, call, agent)

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

    def _told(self, t: float, move: Move[P], *told: P.args, **named: P.kwargs) -> list[Action]:
        move(self._floor, self._time(t), *told, **named)
        return self.tick(t)

    def _time(self, t: float) -> float:
        return max(t, self._floor.now)  # an event told late happens now: time never runs backwards

    def _given(self, call: Hashable) -> Offer:
        offer = self._floor.offers.get(call)
        if offer is None:
            raise Misuse(f"call {call} is neither waiting nor with an agent")
        return offer
