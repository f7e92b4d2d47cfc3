"""The six call centres of the benchmark, 5 to 300 agents: small, calm, busy, overload, spike, leaving."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from ivr.simulation.centre import Lognormal, Rate, Scenario, Shift, Skill, Staffed

HOUR_S = 3600.0
LAST_CALLERS_S = 1800.0  # agents stay until those are served who came before the end
TALK_CV, WRAP_UP_CV = 0.9, 0.5
WRAP_UP_SHARE = 0.2  # of the handle time
PACE_SIGMA = 0.12
SECOND_SKILLS = (0, 1, 1, 2, 2, 3)  # how many skills an agent has beside the first: one of these


@dataclass(frozen=True, slots=True)
class Size:
    """How big a centre is and how long its day: `load` is offered work over the agents' time."""

    name: str
    agents: int
    skills: int
    load: float
    hours: float
    patience_s: float = 240.0
    handle_s: float = 240.0


def centre_of(size: Size) -> Scenario:
    """Return a centre of this size; its name alone decides who can do what."""
    chance = Random(size.name)  # noqa: S311 - drawn again by its seed
    length_s = size.hours * HOUR_S
    shares = _shares(size.skills)
    names = [f"skill{number}" for number in range(1, size.skills + 1)]
    handles = [size.handle_s * chance.uniform(0.7, 1.3) for _ in names]
    erlangs = [size.load * size.agents * share for share in shares]
    skills = tuple(
        _skill(name, work * HOUR_S / handle_s, handle_s, size.patience_s)
        for name, work, handle_s in zip(names, erlangs, handles, strict=True)
    )
    agents = tuple(
        Staffed(
            f"agent{number}",
            _levels(first, names, shares, chance),
            (Shift(0, length_s + LAST_CALLERS_S),),
            _pace(chance),
        )
        for number, first in enumerate(_first_skills(names, shares, size.agents))
    )
    return Scenario(size.name, skills, agents, length_s, warm_up_s=HOUR_S / 2)


def _shares(count: int) -> list[float]:
    """Return the skills' shares of the work: the first has three times as much as the last."""
    weights = [3 - 2 * number / max(1, count - 1) for number in range(count)]
    return [weight / sum(weights) for weight in weights]


def _skill(name: str, per_hour: float, handle_s: float, patience_s: float) -> Skill:
    talk = Lognormal(handle_s * (1 - WRAP_UP_SHARE), TALK_CV)
    return Skill(name, (Rate(0, per_hour),), talk, Lognormal(handle_s * WRAP_UP_SHARE, WRAP_UP_CV), patience_s)


def _first_skills(names: Sequence[str], shares: Sequence[float], agents: int) -> list[str]:
    """Deal the agents' first skills out by share, the largest remainders first, nobody left without one."""
    dealt = {name: max(1, int(share * agents)) for name, share in zip(names, shares, strict=True)}
    by_remainder = sorted(zip(names, shares, strict=True), key=lambda pair: -(pair[1] * agents % 1))
    while sum(dealt.values()) < agents:
        dealt[by_remainder[0][0]] += 1
        by_remainder = [*by_remainder[1:], by_remainder[0]]
    return [name for name in names for _ in range(dealt[name])]


def _levels(first: str, names: Sequence[str], shares: Sequence[float], chance: Random) -> dict[str, int]:
    levels = {first: chance.randint(6, 9)}
    wanted = min(len(names) - 1, chance.choice(SECOND_SKILLS))
    while len(levels) < 1 + wanted:
        levels.setdefault(chance.choices(names, shares)[0], chance.randint(2, 7))
    return levels


def _pace(chance: Random) -> float:
    return chance.lognormvariate(-(PACE_SIGMA**2) / 2, PACE_SIGMA)


def spike() -> Scenario:
    """Return a big centre whose first two skills ring three times as often for twenty minutes."""
    calm = centre_of(Size("spike", agents=300, skills=12, load=0.88, hours=2))
    begins_s = HOUR_S
    return replace(
        calm,
        skills=tuple(
            _with_peak(skill, begins_s, begins_s + 1200, 3.0) if number < 2 else skill
            for number, skill in enumerate(calm.skills)
        ),
    )


def _with_peak(skill: Skill, begins_s: float, ends_s: float, times: float) -> Skill:
    usual = skill.arrivals[0].per_hour
    return replace(skill, arrivals=(Rate(0, usual), Rate(begins_s, usual * times), Rate(ends_s, usual)))


def leaving(planned: float = 0.5) -> Scenario:
    """Return a centre a third of whose agents go away for an hour; a share `planned` of them by the plan."""
    full = centre_of(Size("leaving", agents=100, skills=8, load=0.86, hours=4))
    chance = Random("who leaves")  # noqa: S311 - drawn again by its seed
    agents = tuple(_away(agent, planned, chance) for agent in full.agents)
    return replace(full, agents=agents)


def _away(agent: Staffed, planned: float, chance: Random) -> Staffed:
    ends_s = agent.shifts[0].ends_s
    goes, begins_s, is_planned = chance.random() < 1 / 3, chance.uniform(1.5, 2) * HOUR_S, chance.random() < planned
    if not goes:
        return agent
    return replace(agent, shifts=(Shift(0, begins_s, is_planned), Shift(begins_s + HOUR_S, ends_s)))


def pooled(scenario: Scenario) -> Scenario:
    """Return the same centre with everybody able to do everything: what training could reach and routing cannot."""
    agents = tuple(replace(agent, levels=_everything(agent, scenario)) for agent in scenario.agents)
    return replace(scenario, agents=agents)


def _everything(agent: Staffed, scenario: Scenario) -> dict[str, int]:
    """Return all skills at the agent's best level: who learns more gets no slower at what he could."""
    return {skill.name: max(agent.levels.values()) for skill in scenario.skills}


SIX: dict[str, Callable[[], Scenario]] = {
    "small": lambda: centre_of(Size("small", agents=5, skills=2, load=0.75, hours=8)),
    "calm": lambda: centre_of(Size("calm", agents=30, skills=4, load=0.78, hours=5)),
    "busy": lambda: centre_of(Size("busy", agents=30, skills=5, load=0.9, hours=5)),
    "overload": lambda: centre_of(Size("overload", agents=60, skills=6, load=1.1, hours=3)),
    "spike": spike,
    "leaving": leaving,
}
