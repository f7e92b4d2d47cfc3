"""Agents as their telephones tell of them: feature codes for log-in, log-out and pause, and the state of each phone."""

from collections.abc import Callable, Collection, Mapping

from ivr.calls.events import Event
from ivr.calls.ids import fresh_id
from ivr.engine.dispatcher import Dispatcher
from ivr.routing.acd import NO_ANSWER, Acd
from ivr.routing.agent import AgentState
from ivr.store.agent_states import AgentState as LastKnown

LOG_IN, LOG_OUT, PAUSE = "*45", "*46", "*47"
FEATURES = (LOG_IN, LOG_OUT, PAUSE)
ASKED, UNREACHABLE = "asked", "unreachable"
IN_HAND = (AgentState.RINGING, AgentState.ON_CALL)
IN_USE = frozenset({"INUSE", "BUSY", "RINGING", "RINGINUSE", "ONHOLD"})
GONE = frozenset({"UNAVAILABLE", "INVALID"})
IsNow = Callable[[str, AgentState], None]
RESTS = (AgentState.AVAILABLE.value, AgentState.PAUSED.value)
RETURNS_AT_LOG_IN = (NO_ANSWER, UNREACHABLE, "busy")  # pauses nobody asked for


class AgentDesk:
    """Keeps the router informed of agents; `skills` is agent -> skill -> level (1 to 9)."""

    def __init__(self, dispatcher: Dispatcher, skills: Mapping[str, Mapping[str, int]]) -> None:
        self._dispatcher = dispatcher
        self._skills = skills
        self._pauses_end_s: Mapping[str, float] = {}
        self._just_in_use: set[str] = set()

    def knows(self, agent: str | None) -> bool:
        """Whether this is an agent of ours."""
        return agent in self._skills

    def state(self, agent: str) -> AgentState:
        """What an agent does."""
        return self._dispatcher.acd.agent_state(agent)

    def levels(self) -> Mapping[str, Mapping[str, int]]:
        """Every agent's levels by skill."""
        return self._skills

    def use(self, skills: Mapping[str, Mapping[str, int]], pauses_end_s: Mapping[str, float]) -> Collection[str]:
        """Take over other agents and levels, and when pauses end by themselves: those logged out whose phones ring."""
        before, self._skills, self._pauses_end_s = self._skills, skills, pauses_end_s
        gone = [agent for agent in before if agent not in skills]
        ringing = [agent for agent in gone if self.state(agent) is AgentState.RINGING]
        for agent in gone:
            self.log_out(agent)
        for agent, levels in skills.items():
            self._dispatcher.know(agent)
            if agent in before and before[agent] != levels:
                self._dispatcher.tell(Acd.set_skills, agent, levels)
        return ringing

    def pause(self, agent: str, reason: str) -> None:
        """Pause an agent, until the reason's time is over where such a pause ends by itself."""
        ends_s = self._pauses_end_s.get(reason)
        until = None if ends_s is None else self._dispatcher.clock() + ends_s
        self._dispatcher.tell(Acd.agent_pause, agent, reason=reason, until=until)

    def unpause(self, agent: str) -> None:
        """End an agent's pause, or the wish for one."""
        self._dispatcher.tell(Acd.agent_unpause, agent)

    def log_out(self, agent: str) -> None:
        """Log an agent out, after the call in hand if he talks."""
        self._dispatcher.tell(Acd.agent_logout, agent)

    def dial_feature(self, agent: str, code: str) -> str:
        """Do what the code asks for: the id of the prompt that confirms it."""
        if code == LOG_IN:
            self._log_in(agent)
            return "logged_in"
        if self.state(agent) is AgentState.LOGGED_OUT:
            return "not_logged_in"
        if code == LOG_OUT:
            self.log_out(agent)
            return "logged_out"
        if self.state(agent) is AgentState.PAUSED:
            self.unpause(agent)
            return "unpaused"
        self.pause(agent, ASKED)
        return "paused"

    def phone_is(self, agent: str, device_state: str) -> None:
        """Hear the state of an agent's phone; what our own call does to it is known already."""
        if not self.knows(agent):
            return
        state = self.state(agent)
        if device_state in IN_USE:
            self._just_in_use.add(agent)
            if state not in IN_HAND:
                self._dispatcher.tell(Acd.agent_busy, agent, busy=True)
            return
        # A phone that registers anew is called unavailable until it answers its first OPTIONS: one that has just been
        # in use is there, and if it is not, the next ring says so at once.
        believed = agent not in self._just_in_use
        self._just_in_use.discard(agent)
        self._dispatcher.tell(Acd.agent_busy, agent, busy=False)
        if device_state in GONE and believed and state in (AgentState.AVAILABLE, AgentState.WRAP_UP):
            self._dispatcher.tell(Acd.agent_pause, agent, reason=UNREACHABLE)
        elif device_state == "NOT_INUSE" and believed and self._pause_reason(agent) == UNREACHABLE:
            self._dispatcher.tell(Acd.agent_unpause, agent)

    def restore(self, known: Mapping[str, LastKnown], is_now: IsNow, hear: Callable[[Event], None]) -> None:
        """Take up agents where the history left them; what each has in hand his phone will tell.

        `is_now` is told what each does now, `hear` the change of whoever does what he did before.
        """
        for last in sorted(known.values(), key=lambda one: (not _goes_on(one), one.since)):  # time only runs on
            if last.agent in self._skills and last.state != AgentState.LOGGED_OUT.value:
                self._restore(last)
        for agent in self._skills:
            is_now(agent, self.state(agent))
            if agent in known and known[agent].state == self.state(agent).value:
                hear(known[agent].as_event(fresh_id()))

    def _restore(self, last: LastKnown) -> None:
        agent, skills, since = last.agent, self._skills[last.agent], last.since.timestamp()
        if not _goes_on(last):  # his call goes on or has ended without us: from now on he is free
            self._dispatcher.tell(Acd.agent_login, agent, skills)
            return
        self._dispatcher.take_up(agent, lambda acd: acd.agent_login(since, agent, skills))
        if last.state == AgentState.PAUSED.value:
            ends_s, reason = self._pauses_end_s.get(last.reason or ""), last.reason
            until = None if ends_s is None else since + ends_s
            self._dispatcher.take_up(agent, lambda acd: acd.agent_pause(since, agent, reason, until))
        elif last.until is not None:
            wrapped_up = last.until.timestamp()
            self._dispatcher.take_up(agent, lambda acd: acd.agent_wraps_up(since, agent, wrapped_up))

    def _log_in(self, agent: str) -> None:
        self._dispatcher.tell(Acd.agent_login, agent, self._skills[agent])
        if self._pause_reason(agent) in RETURNS_AT_LOG_IN:
            self._dispatcher.tell(Acd.agent_unpause, agent)

    def _pause_reason(self, agent: str) -> str | None:
        return self._dispatcher.acd.pause_reason(agent)


def _goes_on(last: LastKnown) -> bool:
    """Whether what an agent did is so still: he rested, or wrapped up until a moment that is known."""
    return last.state in RESTS or (last.state == AgentState.WRAP_UP.value and last.until is not None)
