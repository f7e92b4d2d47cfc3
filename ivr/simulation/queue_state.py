"""What app_queue keeps of a queue, its members and its callers, under the names of apps/app_queue.c."""

from dataclasses import dataclass, field
from math import floor

from ivr.simulation.spoken_hold_time import HoldTime, spoken_s

STRATEGIES = ("rrmemory", "leastrecent", "fewestcalls", "random", "linear")


@dataclass(frozen=True, slots=True)
class QueueRules:
    """How the queues are set; times in seconds. Without `wrap_up_s` a phone stays in use until the agent is free."""

    strategy: str = "rrmemory"
    penalties: bool = True
    retry_s: float = 5.0
    wrap_up_s: int | None = None
    shared_lastcall: bool = True
    announce_every_s: int = 0  # announce-frequency; 0: never
    announce_at_least_s: int = 15  # min-announce-frequency
    rounding_s: int = 0  # announce-round-seconds
    speaking_s: float = 0.0  # how long an announcement takes


@dataclass(slots=True)
class Member:
    """An agent in one queue; `position` is queuepos."""

    agent: str
    penalty: int
    position: int
    calls: int = 0
    last_call_s: int | None = None

    def ended(self, t: float) -> None:
        """Count a call that is over (update_queue)."""
        self.calls += 1
        self.last_call_s = floor(t)


@dataclass(slots=True)
class Turn:
    """Who is next: rrpos and wrapped of a queue, linpos and linwrapped of a caller."""

    place: int = 0
    wrapped: bool = False

    def metric(self, position: int) -> int:
        """Return the members' order from the place on and around (calc_metric)."""
        if position < self.place:
            return 1000 + position
        self.wrapped = self.wrapped or position > self.place
        return position

    def store_next(self, best: "Attempt | None") -> None:
        """Remember who is next (store_next_rr, store_next_lin)."""
        if best is not None:
            self.place = best.metric % 1000
        else:
            self.place = 0 if self.wrapped else self.place + 1
        self.wrapped = False


@dataclass(slots=True)
class Attempt:
    """A member about to be tried for a caller (callattempt)."""

    member: Member
    metric: int
    is_going: bool = True
    is_rung: bool = False


@dataclass(slots=True, eq=False)
class Caller:
    """One who waits (queue_ent)."""

    call: str
    skill: str
    joined_s: float
    number: int
    next_look_s: float | None = None
    is_pending: bool = False
    attempts: list[Attempt] = field(default_factory=list)
    spoken_at_s: int = -1_000_000  # never
    position_said: int = 0
    turn: Turn = field(default_factory=Turn)  # of the strategy `linear`, which begins anew with each caller


@dataclass(slots=True)
class Queue:
    """One queue (call_queue): members in the order in which they were added, callers in that of their joining."""

    name: str
    weight: int
    members: dict[str, Member] = field(default_factory=dict)
    callers: list[Caller] = field(default_factory=list)
    hold: HoldTime = field(default_factory=HoldTime)
    turn: Turn = field(default_factory=Turn)  # of the strategy `rrmemory`

    def is_turn_of(self, caller: Caller, available: int) -> bool:
        """Whether fewer callers stand before than members are available, those being rung for left out."""
        ahead = 0
        for other in self.callers:
            if other is caller:
                return ahead < available
            ahead += not other.is_pending
        return False

    def say_position(self, now_s: int, caller: Caller, rules: QueueRules) -> int | None:
        """Return the seconds spoken at a look, zero when only the place is said, None when it is not time."""
        position = self.callers.index(caller) + 1
        since_s = now_s - caller.spoken_at_s
        is_same = caller.position_said == position and since_s < rules.announce_every_s
        if not rules.announce_every_s or since_s < rules.announce_at_least_s or is_same:
            return None
        caller.spoken_at_s, caller.position_said = now_s, position
        return spoken_s(self.hold.hold_s, now_s - floor(caller.joined_s), rules.rounding_s)
