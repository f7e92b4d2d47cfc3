"""From the scene to a drain's task: the connected group of skills around the calls sought (docs/waiting.md)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from math import sqrt

from ivr.routing.agent import Agent, AgentEvent, AgentState
from ivr.routing.drain_task import NEVER, DrainTask, Lane, SkillFigures, Worker
from ivr.routing.experience import Experience
from ivr.routing.line import Group, Visit
from ivr.routing.scene import Scene
from ivr.routing.widening import lowest_level

MOST_LOAD = 1.5
PATHS, FEW_PATHS, MANY_AGENTS = 40, 15, 150


def connected(scene: Scene, skills: Iterable[str]) -> tuple[set[str], list[Agent]]:
    """Return the skills that share agents with these, directly or through others, and all their agents.

    Only skills that somebody waits for, or whose callers keep coming, connect.
    """
    asked = {visit.skill for visit in scene.waiting} | {skill for skill, rate in scene.rates.items() if rate > 0}
    found, group = set(skills), list[Agent]()
    rest, grown = list(scene.agents), True
    while grown:
        near = [agent for agent in rest if not found.isdisjoint(agent.skills)]
        rest = [agent for agent in rest if found.isdisjoint(agent.skills)]
        wider = found.union(*(asked.intersection(agent.skills) for agent in near))
        group += near
        grown, found = wider != found, wider
    return found, group


class Plan:
    """The rows of one task while they are gathered."""

    def __init__(self, scene: Scene, experience: Experience, skills: Iterable[str], only: Visit | None = None) -> None:
        self._scene, self._experience, self._only = scene, experience, only
        self.connected, self._agents = connected(scene, skills)
        self._staffed = Counter(skill for agent in self._agents if agent.is_staffing for skill in agent.skills)
        self._skills: dict[str, int] = {}  # their numbers in the task
        self._groups = self._grouped()
        self._lowest: dict[str, list[tuple[int, int]]] = {}  # by skill: lanes, and the level that will do there
        for number, group in enumerate(self._groups):
            self._lowest.setdefault(group[0], []).append((number, lowest_level(group[1], group[2])))
        self._lanes = [self._lane(group, visits) for group, visits in self._groups.items()]

    def task(self, seed: int) -> DrainTask:
        """Return the task whose drain gives the wait of the call asked for, or of all."""
        workers = [worker for agent in self._agents if (worker := self._worker(agent)) is not None]
        return DrainTask(
            lanes=tuple(self._lanes),
            skills=tuple(self._figures(skill) for skill in tuple(self._skills)),
            workers=tuple(workers),
            sought=frozenset(call for lane in self._lanes for call in lane.calls)
            if self._only is None
            else frozenset({self._only.call}),
            sla=self._scene.mode == "sla",
            paths=FEW_PATHS if len(self._agents) >= MANY_AGENTS else PATHS,
            seed=seed,
        )

    def _grouped(self) -> dict[Group, list[Visit]]:
        groups: dict[Group, list[Visit]] = {}
        for visit in self._scene.waiting:
            if visit.skill in self.connected:
                groups.setdefault(visit.group, []).append(visit)
        for skill in sorted(self.connected - {group[0] for group in groups}):
            groups[skill, 1, (), 0.0] = []
        return groups

    def _lane(self, group: Group, visits: Sequence[Visit]) -> Lane:
        skill, min_level, steps, bonus_s = group
        scene, only = self._scene, self._only
        if only is not None and only.group == group:
            visits = [visit for visit in visits if visit.rank <= only.rank]  # those behind him change nothing
        return Lane(
            skill=self._number(skill),
            min_level=min_level,
            steps=steps,
            best_level=max((agent.skills.get(skill, 0) for agent in self._agents), default=0) if steps else min_level,
            bonus_s=bonus_s,
            target_s=visits[0].terms.target_s if visits else scene.service_level_s,
            theta=self._experience.patience.theta(skill),
            rate=self._rate(group),
            calls=tuple(visit.call for visit in visits),
            waited_s=tuple(scene.t - visit.entered_at for visit in visits),
        )

    def _rate(self, group: Group) -> float:
        """Calls a second that will join a group: new callers of a skill are taken to join the longest of its groups.

        A rush of a few seconds is not taken for a rate. In a big centre they cost much, and they count only where they
        overtake those of other skills who wait already: in the mode sla.
        """
        skill = group[0]
        if len(self._agents) >= MANY_AGENTS and self._scene.mode != "sla":
            return 0.0
        if group != max((one for one in self._groups if one[0] == skill), key=lambda one: len(self._groups[one])):
            return 0.0
        most = MOST_LOAD * self._staffed[skill] / self._experience.handle_times.mean_s(skill)
        return min(most, self._scene.rates.get(skill, 0.0))

    def _number(self, skill: str) -> int:
        return self._skills.setdefault(skill, len(self._skills))

    def _figures(self, skill: str) -> SkillFigures:
        experience = self._experience
        times = experience.handle_times.of(skill)
        return SkillFigures(
            log_mean=times.log_mean,
            log_sigma=sqrt(times.log_variance),
            learned=times.count,
            gaps_s=tuple(experience.gaps.sample(skill)),
            waiting=sum(len(visits) for group, visits in self._groups.items() if group[0] == skill),
            advance_s=experience.handle_times.mean_s(skill) / max(1, self._staffed[skill]),
        )

    def _worker(self, agent: Agent) -> Worker | None:
        lanes = tuple(
            (number, level)
            for skill, level in agent.skills.items()
            for number, lowest in self._lowest.get(skill, ())
            if level >= lowest
        )
        stay = self._stay(agent)
        if not lanes or stay is None:
            return None
        t, skill = self._scene.t, self._number(agent.skill or next(iter(agent.skills)))
        worker = partial(Worker, lanes, self._experience.handle_times.log_factor(agent.id), stay)
        connect_s = self._experience.gaps.connect_s
        match agent.state:
            case AgentState.ON_CALL:
                return worker(talks=(skill, t - (agent.since if agent.answered_at is None else agent.answered_at)))
            case AgentState.RINGING:
                return worker(talks=(skill, 0.0), free_s=max(0.0, connect_s - (t - agent.since)))
            case AgentState.WRAP_UP:
                latest = NEVER if agent.wake_at is None else agent.wake_at - t + connect_s
                return worker(wraps_up=(skill, t - agent.since), free_s=latest)
            case AgentState.PAUSED:
                return worker(free_s=max(0.0, (agent.wake_at or t) - t) + connect_s)
        return worker() if self._scene.is_idle(agent) else worker(talks=(skill, 0.0))

    def _stay(self, agent: Agent) -> tuple[float, float] | None:
        """Return from when to when the agent will be away, in seconds from now, None for one not expected back."""
        t = self._scene.t
        if agent.state is AgentState.PAUSED:
            return (NEVER, NEVER) if agent.wake_at is not None else None
        if agent.after_call is not None:
            back = agent.pause_until if agent.after_call is AgentEvent.PAUSE else None
            return None if back is None else (0.0, max(0.0, back - t))
        return (NEVER, NEVER)
