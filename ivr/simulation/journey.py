"""What became of one call of a simulated day; times are seconds of the day."""

from dataclasses import dataclass, field

from ivr.simulation.centre import PlannedCall, Staffed


@dataclass(slots=True, eq=False)
class Journey:
    """A call, the agents rung for it, and its end; `virtual_answer_s`: when who gave up would have been answered."""

    call: PlannedCall
    offers: list[tuple[float, str]] = field(default_factory=list)
    rung: str | None = None
    answered_s: float | None = None
    agent: str | None = None
    ended_s: float | None = None
    gave_up_s: float | None = None
    overflowed_s: float | None = None
    virtual_answer_s: float | None = None

    @property
    def entered_s(self) -> float:
        """Return the (virtual) entry that decides the order."""
        return self.call.arrives_s if self.call.entered_s is None else self.call.entered_s

    @property
    def is_waiting(self) -> bool:
        """Whether the caller is neither answered nor gone."""
        return self.answered_s is None and self.gave_up_s is None and self.overflowed_s is None

    @property
    def waited_s(self) -> float | None:
        """Return the seconds from joining to the answer or the hang-up, None while it waits."""
        over_s = next((t for t in (self.answered_s, self.gave_up_s, self.overflowed_s) if t is not None), None)
        return None if over_s is None else over_s - self.call.arrives_s

    @property
    def true_wait_s(self) -> float | None:
        """Return the seconds to the answer, virtual for who gave up; None when it cannot be known."""
        over_s = self.virtual_answer_s if self.answered_s is None else self.answered_s
        return None if over_s is None else over_s - self.call.arrives_s

    def talk_s(self, agent: Staffed) -> float:
        """Return how long this agent talks with this caller."""
        return self.call.talk_s * agent.slowness(self.call.skill)

    def wrap_up_s(self, agent: Staffed) -> float:
        """Return how long this agent works after this call."""
        return self.call.wrap_up_s * agent.slowness(self.call.skill)
