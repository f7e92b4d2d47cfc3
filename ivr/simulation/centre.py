"""A call centre on paper: its skills, its agents and what a day brings (docs/simulation.md). Times are seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import exp, log, sqrt

from ivr.routing.rules import Step

NOBODY_IS_FASTER = 5  # the level at which handle times are taken as they are
FASTER_PER_LEVEL = 0.03


@dataclass(frozen=True, slots=True)
class Lognormal:
    """A lognormal time by its mean in seconds and its coefficient of variation."""

    mean_s: float
    cv: float

    @property
    def sigma(self) -> float:
        """Return the standard deviation of the logarithm."""
        return sqrt(log(1 + self.cv**2))

    @property
    def mu(self) -> float:
        """Return the mean of the logarithm of the seconds."""
        return log(self.mean_s) - self.sigma**2 / 2

    def at(self, z: float) -> float:
        """Return the seconds at a normal score."""
        return exp(self.mu + self.sigma * z)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls an hour from this second on, until the next rate."""

    from_s: float
    per_hour: float


@dataclass(frozen=True, slots=True)
class Skill:
    """What callers ask for: their arrivals, times, patience (exponential mean) and the rules of their queue."""

    name: str
    arrivals: tuple[Rate, ...]
    talk: Lognormal
    wrap_up: Lognormal
    patience_s: float
    target_s: float = 20.0
    priority_s: float = 0.0
    min_level: int = 1
    steps: tuple[Step, ...] = ()  # the level falls with the wait

    @property
    def handle_s(self) -> float:
        """Return the mean of talk and wrap-up together, in seconds."""
        return self.talk.mean_s + self.wrap_up.mean_s


@dataclass(frozen=True, slots=True)
class Shift:
    """From when to when an agent works; whether the end stands in the plan or comes as a surprise."""

    begins_s: float
    ends_s: float
    is_planned: bool = True


@dataclass(frozen=True, slots=True)
class Staffed:
    """An agent: levels 1 to 9 by skill, shifts, and the pace that multiplies his handle times."""

    id: str
    levels: Mapping[str, int]
    shifts: tuple[Shift, ...]
    pace: float = 1.0

    def slowness(self, skill: str) -> float:
        """Return by how much this agent's handle times of a skill differ from the mean: pace and level."""
        return self.pace * (1 + FASTER_PER_LEVEL * (NOBODY_IS_FASTER - self.levels[skill]))


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call whatever the router does: when, what for, how patient, how long with an agent of slowness 1."""

    id: str
    arrives_s: float
    skill: str
    patience_s: float
    talk_s: float
    wrap_up_s: float
    rings_out: int = 0  # how many agents let it ring before one takes it
    entered_s: float | None = None  # the earlier entry of a callback
    min_level: int | None = None  # None: as its skill asks, so too
    priority_s: float | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A centre and its day; calls before `warm_up_s` are served and not counted."""

    name: str
    skills: tuple[Skill, ...]
    agents: tuple[Staffed, ...]
    length_s: float
    warm_up_s: float = 0.0
    answers_after_s: float = 2.0  # an agent's phone rings so long before it is answered
    ring_s: float = 15.0  # and so long when it is not

    def skill(self, name: str) -> Skill:
        """Return a skill by its name."""
        return next(skill for skill in self.skills if skill.name == name)

    def scaled(self, load: float) -> "Scenario":
        """Return the same centre with so many times the calls."""
        return replace(
            self,
            skills=tuple(
                replace(skill, arrivals=tuple(Rate(rate.from_s, rate.per_hour * load) for rate in skill.arrivals))
                for skill in self.skills
            ),
        )


@dataclass(frozen=True, slots=True)
class CallPlan:
    """The calls of one day in the order of their arrival: every router meets the same."""

    scenario: Scenario
    calls: tuple[PlannedCall, ...]
    seed: int = 0
    by_id: Mapping[str, PlannedCall] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {call.id: call for call in self.calls})
