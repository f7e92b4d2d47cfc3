"""Which level a waiting caller needs: the queue's steps ask for less the longer he waits (docs/waiting.md)."""

import re
from collections.abc import Callable, Iterator

from ivr.errors import Misuse
from ivr.routing.rules import Step, check_steps

WRITTEN = re.compile(r"(\d{1,5}):([1-9])(?:>(\d{1,3}))?")

Idle = Callable[[int], int]  # how many idle agents have the skill at this level or a higher one


def levels(asked: int, steps: tuple[Step, ...]) -> Iterator[Step]:
    """Yield from when on which level will do, beginning at 0 seconds; later levels are lower."""
    first = asked
    if steps and steps[0].after_s == 0:
        first, steps = max(asked, steps[0].min_level), steps[1:]
    yield Step(0.0, first)
    for step in steps:
        if step.min_level < first:
            yield step


def nobody(_level: int) -> int:
    """Return that nobody is idle."""
    return 0


def needed_level(asked: int, steps: tuple[Step, ...], wait_s: float, best: int, idle: Idle = nobody) -> int:
    """Return the level needed after `wait_s` seconds when `best` is the highest level anybody logged in has.

    A level nobody logged in could ever match is passed over at once, and so is one below which more are idle than the
    next step asks for; the last step is never passed.
    """
    if not steps:
        return asked
    widening = levels(asked, steps)
    needed = next(widening).min_level
    for step in widening:
        if step.after_s > wait_s and needed <= best and not _has_idle(step, idle):
            break
        needed = step.min_level
    return needed


def _has_idle(step: Step, idle: Idle) -> bool:
    return step.idle_over is not None and idle(step.min_level) > step.idle_over


def next_widening_s(asked: int, steps: tuple[Step, ...], wait_s: float) -> float | None:
    """Return after how many seconds of waiting the next step comes, None when none does."""
    return next((step.after_s for step in levels(asked, steps) if step.after_s > wait_s), None)


def lowest_level(asked: int, steps: tuple[Step, ...]) -> int:
    """Return the level that will do for a caller who has waited long enough."""
    return min(step.min_level for step in levels(asked, steps))


def step_of(asked: int, steps: tuple[Step, ...], needed: int) -> int:
    """Return how many steps were passed when this level is needed: 0 is the level to begin with."""
    return next((number for number, step in enumerate(levels(asked, steps)) if step.min_level == needed), 0)


def steps_of(text: str) -> tuple[Step, ...]:
    """Return steps written as seconds:level with spaces or commas between, such as "0:6 10:4"; Misuse otherwise.

    Written 10:4>2 a step comes at once, too, while more than two agents of level 4 are idle.
    """
    found = [WRITTEN.fullmatch(one) for one in text.replace(",", " ").split()]
    steps = tuple(Step(float(one[1]), int(one[2]), int(one[3]) if one[3] else None) for one in found if one)
    if len(steps) < len(found):
        raise Misuse(f"widening is written as seconds:level, such as 0:6 10:4, not {text!r}")
    check_steps(steps)
    return steps
