"""What a drain needs to know, as plain rows: lanes of waiting calls, agents who work through them, learned times."""

from collections.abc import Hashable
from dataclasses import dataclass

from ivr.routing.rules import Step

NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Lane:
    """Calls that the same agents may take, first in, first out: a skill, its level and its bonus.

    `waited_s` is how long each has waited (by its virtual entry), `rate` is calls a second still to come, `theta`
    hang-ups a second of a waiting caller.
    """

    skill: int
    min_level: int
    steps: tuple[Step, ...]
    best_level: int  # of those logged in
    bonus_s: float
    target_s: float
    theta: float
    rate: float
    calls: tuple[Hashable, ...]
    waited_s: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SkillFigures:
    """What is learned of a skill: log talk, gaps after a call (sorted, seconds); calls waiting, seconds over staff."""

    log_mean: float
    log_sigma: float
    learned: int  # from so many calls
    gaps_s: tuple[float, ...]
    waiting: int
    advance_s: float  # handle time over agents at work: what one caller ahead costs


@dataclass(frozen=True, slots=True)
class Worker:
    """An agent: the lanes he serves with his level, and when he will be free.

    `away_s` is from when to when he will be gone. `talks` and `wraps_up` are (skill, seconds so far) of what he does.
    `free_s` is when his wrap-up ends at the latest, his pause ends, or the phone that rings will have been answered.
    """

    lanes: tuple[tuple[int, int], ...]
    log_factor: float
    away_s: tuple[float, float]
    talks: tuple[int, float] | None = None
    wraps_up: tuple[int, float] | None = None
    free_s: float = 0.0


@dataclass(frozen=True, slots=True)
class DrainTask:
    """One connected group of skills at one moment; plain, so that another process can do it.

    `sought` are the calls whose waits are wanted; the drain stops when it has them.
    """

    lanes: tuple[Lane, ...]
    skills: tuple[SkillFigures, ...]
    workers: tuple[Worker, ...]
    sought: frozenset[Hashable]
    sla: bool
    paths: int
    seed: int
