"""When an agent will be free for the next caller, drawn for every path of a drain."""

from collections.abc import Sequence
from math import sqrt

from ivr.routing.agent import Agent, AgentState
from ivr.routing.drain_task import SkillFigures, Worker
from ivr.routing.experience import Experience
from ivr.routing.gaps import sample_rests
from ivr.routing.residual import mean_residual, sample_residuals


def free_times(
    worker: Worker, skills: Sequence[SkillFigures], row: Sequence[float], second: Sequence[float]
) -> Sequence[float]:
    """Return seconds from now, one for each uniform number of the row; the second row is for what follows the first."""
    if worker.talks is not None:
        skill, elapsed_s = worker.talks
        figures = skills[skill]
        rests = sample_residuals(figures.log_mean + worker.log_factor, figures.log_sigma, elapsed_s, row)
        gaps = figures.gaps_s
        return [worker.free_s + rest + gaps[int(u * len(gaps))] for rest, u in zip(rests, second, strict=True)]
    if worker.wraps_up is not None:
        skill, elapsed_s = worker.wraps_up
        return [min(rest, worker.free_s) for rest in sample_rests(skills[skill].gaps_s, elapsed_s, row)]
    return [worker.free_s] * len(row)


def expected_free_s(t: float, agent: Agent, experience: Experience) -> float | None:
    """Return in how many seconds an agent who talks or wraps up is expected to take another call, None for others."""
    if agent.skill is None or agent.state not in (AgentState.ON_CALL, AgentState.WRAP_UP):
        return None
    times, gaps = experience.handle_times.of(agent.skill), experience.gaps.sample(agent.skill)
    since = agent.since if agent.answered_at is None else agent.answered_at
    if agent.state is AgentState.ON_CALL:
        log_mean = times.log_mean + experience.handle_times.log_factor(agent.id)
        return mean_residual(log_mean, sqrt(times.log_variance), t - since) + sum(gaps) / len(gaps)
    if agent.wake_at is not None:
        return max(0.0, agent.wake_at - t)
    longer = [gap - (t - agent.since) for gap in gaps if gap > t - agent.since]
    return sum(longer) / len(longer) if longer else sum(gaps) / len(gaps)
