"""The states of an agent: one Enum and one table of what may follow what."""

from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from ivr.errors import IllegalTransition


class AgentState(Enum):
    """What an agent is doing."""

    AVAILABLE = "available"
    RINGING = "ringing"
    ON_CALL = "on_call"
    WRAP_UP = "wrap_up"
    PAUSED = "paused"
    LOGGED_OUT = "logged_out"


class AgentEvent(Enum):
    """What can happen to an agent."""

    LOGIN = "login"
    LOGOUT = "logout"
    PAUSE = "pause"
    UNPAUSE = "unpause"
    OFFER = "offer"
    ANSWER = "answer"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"  # the caller hung up while the agent's phone rang
    END = "end"
    WRAP_UP = "wrap_up"  # begun before this router was: it goes on
    FREE = "free"


_S, _E = AgentState, AgentEvent
TRANSITIONS: dict[AgentState, dict[AgentEvent, AgentState]] = {
    _S.LOGGED_OUT: {_E.LOGIN: _S.AVAILABLE},
    _S.AVAILABLE: {
        _E.OFFER: _S.RINGING,
        _E.WRAP_UP: _S.WRAP_UP,
        _E.PAUSE: _S.PAUSED,
        _E.LOGOUT: _S.LOGGED_OUT,
    },
    # END while ringing: the report of the answer was lost, the call was taken all the same
    _S.RINGING: {
        _E.ANSWER: _S.ON_CALL,
        _E.REFUSE: _S.PAUSED,
        _E.WITHDRAW: _S.AVAILABLE,
        _E.END: _S.WRAP_UP,
        _E.LOGOUT: _S.LOGGED_OUT,
    },
    _S.ON_CALL: {_E.END: _S.WRAP_UP},
    _S.WRAP_UP: {_E.FREE: _S.AVAILABLE, _E.PAUSE: _S.PAUSED, _E.LOGOUT: _S.LOGGED_OUT},
    _S.PAUSED: {_E.UNPAUSE: _S.AVAILABLE, _E.LOGOUT: _S.LOGGED_OUT},
}


@dataclass(slots=True)
class Agent:
    """One logged-in agent; times are seconds of the router's clock, `order` is the place in the sequence of log-ins."""

    id: Hashable
    skills: dict[str, int]
    order: int
    state: AgentState = AgentState.LOGGED_OUT
    since: float = 0.0
    idle_since: float = 0.0
    answered_at: float | None = None  # start of the call in hand, kept until its wrap-up is over
    ended_at: float | None = None  # end of that talk
    skill: str | None = None  # the skill of the call in hand
    wake_at: float | None = None  # end of the wrap-up or of the pause, where it is known
    pause_reason: str | None = None  # of the pause asked for last
    pause_until: float | None = None
    after_call: AgentEvent | None = None  # PAUSE or LOGOUT asked for while a call was in hand

    def receive(self, event: AgentEvent, t: float) -> None:
        """Move to the state that follows at t, or raise IllegalTransition."""
        following = TRANSITIONS[self.state].get(event)
        if following is None:
            raise IllegalTransition(f"agent {self.id}", self.state.value, event.value)
        if following is AgentState.AVAILABLE and event is not AgentEvent.WITHDRAW:
            self.idle_since = t  # an offer withdrawn was no work: the agent keeps the earlier time
        self.state, self.since = following, t
        self.wake_at = self.pause_until if event is AgentEvent.PAUSE else None

    @property
    def is_staffing(self) -> bool:
        """Whether this agent works through the line: logged in, not paused and not about to be."""
        return self.state not in (AgentState.PAUSED, AgentState.LOGGED_OUT) and self.after_call is None

    def to_plain(self) -> dict[str, Any]:
        """Return plain data for the snapshot."""
        after = self.after_call
        return asdict(self) | {"state": self.state.value, "after_call": after.value if after else None}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Agent":
        """Return the agent that `to_plain` described."""
        after = plain["after_call"]
        changed = {"state": AgentState(plain["state"]), "after_call": AgentEvent(after) if after else None}
        return cls(**(dict(plain) | changed | {"skills": dict(plain["skills"])}))
