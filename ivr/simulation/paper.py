"""A centre on paper as a day to be tried: its calls are drawn, nothing of it is unknown."""

from ivr.errors import FieldError
from ivr.simulation.arrivals import plan_calls
from ivr.simulation.centre import Scenario
from ivr.simulation.centres import SIX
from ivr.simulation.past_day import QueueRules
from ivr.simulation.replay import Replay


def paper(name: str) -> Scenario:
    """One of the six centres; FieldError when there is none of this name."""
    if name not in SIX:
        raise FieldError(
            "centre",
            "There is no centre on paper called %(name)s; there are %(known)s.",
            name=name,
            known=", ".join(SIX),
        )
    return SIX[name]()


def on_paper(scenario: Scenario, seed: int) -> Replay:
    """The day of a centre; each skill is a queue of its own with the skill's target."""
    rules = {skill.name: QueueRules(skill.name, skill.name, skill.target_s) for skill in scenario.skills}
    return Replay(plan_calls(scenario, seed), rules, {})


def clock(t: float) -> str:
    """Seconds of the day as hours and minutes: 1:30."""
    return f"{int(t // 3600)}:{int(t % 3600 // 60):02d}"
