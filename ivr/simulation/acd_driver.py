"""Our own router as the simulator drives it: through the interface of docs/waiting.md and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ivr.routing.acd import Acd
from ivr.routing.actions import Action, Announce
from ivr.routing.explanation import Explanation
from ivr.routing.promises import Announcement
from ivr.routing.wait_estimate import Estimate
from ivr.simulation.centre import PlannedCall, Scenario, Staffed


def rules_of(scenario: Scenario, **more: Any) -> dict[str, Any]:
    """Return the rules of a router for this centre: wrap-up ends when it ends, nobody is sent away."""
    names = [skill.name for skill in scenario.skills]
    return {"skills": names, "wrap_up_s": None, "max_wait_s": None, **more}


class AcdDriver:
    """Tells the router what happens and keeps what it answered."""

    def __init__(self, scenario: Scenario, acd: Acd) -> None:
        self.acd = acd
        self._scenario = scenario
        self._terms = {
            skill.name: replace(acd.config.terms, target_s=skill.target_s, steps=skill.steps)
            for skill in scenario.skills
        }
        self.announced: dict[str, list[tuple[float, Announcement]]] = {}
        self.explained: dict[str, Explanation] = {}

    @classmethod
    def of(cls, scenario: Scenario, seed: int = 0, **more: Any) -> "AcdDriver":
        """Return a driver with a fresh router for a centre; `more` are its rules."""
        return cls(scenario, Acd(rules_of(scenario, **more), seed))

    def agent_login(self, t: float, agent: Staffed) -> Sequence[Action]:
        """Tell of the beginning of a shift."""
        return self._heard(t, self.acd.agent_login(t, agent.id, agent.levels))

    def agent_logout(self, t: float, agent: Staffed) -> Sequence[Action]:
        """Tell of the end of a shift."""
        return self._heard(t, self.acd.agent_logout(t, agent.id))

    def agent_free(self, t: float, agent: Staffed) -> Sequence[Action]:
        """Tell that a wrap-up is over."""
        return self._heard(t, self.acd.agent_free(t, agent.id))

    def add_call(self, t: float, call: PlannedCall) -> Sequence[Action]:
        """Tell of a caller with his own level and priority, or those of his skill, and the rules of the skill."""
        skill = self._scenario.skill(call.skill)
        level = skill.min_level if call.min_level is None else call.min_level
        bonus_s = round(skill.priority_s if call.priority_s is None else call.priority_s)
        terms, entered_s = self._terms[call.skill], call.entered_s
        asked = self.acd.add_call(t, call.id, call.skill, level, bonus_s, entered_at=entered_s, terms=terms)
        return self._heard(t, asked)

    def call_answered(self, t: float, call: PlannedCall, agent: Staffed) -> Sequence[Action]:
        """Tell that the agent took the call; why it was he is kept."""
        self.explained[call.id] = self.acd.explain(call.id)
        return self._heard(t, self.acd.call_answered(t, call.id, agent.id))

    def call_refused(self, t: float, call: PlannedCall, agent: Staffed) -> Sequence[Action]:
        """Tell that the agent did not answer: he is asked again at once, as a queue of Asterisk's would."""
        actions = [*self.acd.call_refused(t, call.id, agent.id), *self.acd.agent_unpause(t, agent.id)]
        return self._heard(t, actions)

    def call_abandoned(self, t: float, call: PlannedCall) -> Sequence[Action]:
        """Tell that the caller hung up."""
        return self._heard(t, self.acd.call_abandoned(t, call.id))

    def call_ended(self, t: float, call: PlannedCall, agent: Staffed) -> Sequence[Action]:
        """Tell that the talk is over."""
        return self._heard(t, self.acd.call_ended(t, call.id, agent.id))

    def tick(self, t: float) -> Sequence[Action]:
        """Let the router do what is due."""
        return self._heard(t, self.acd.tick(t))

    def next_wakeup(self) -> float | None:
        """Return when something is due."""
        return self.acd.next_wakeup()

    def estimate(self, t: float, call: str) -> Estimate:
        """Return what the router expects of a waiting call."""
        return self.acd.estimate(t, call)

    def _heard(self, t: float, actions: Sequence[Action]) -> Sequence[Action]:
        for action in actions:
            if isinstance(action, Announce):
                self.announced.setdefault(str(action.call), []).append((t, action.announcement))
        return actions
