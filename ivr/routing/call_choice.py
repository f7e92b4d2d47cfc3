"""Which caller a freed agent takes among the heads of line: by wait, level and service class (docs/waiting.md)."""

HEAD_START_S = 10.0
PER_LEVEL = 0.15
MIDDLE_LEVEL = 5
MISSED = 0.1  # mode sla: who is over the target already yields to those who still can be in time
MISSED_UNTIL_S = 120.0


def call_score(  # noqa: PLR0913, PLR0917 - scalars: a drain asks ten thousand times
    wait_s: float, bonus_s: float, pressure_s: float, level: int, target_s: float, sla: bool
) -> float:
    """Return how urgent a caller is for an agent of this level, higher first.

    `wait_s` counts from the (virtual) entry, `bonus_s` is the priority, `pressure_s` is callers waiting for the skill
    times their handle time over its staff, `target_s` the queue's; `sla` is the mode.
    """
    due = (wait_s + bonus_s + HEAD_START_S + pressure_s) * (1.0 + PER_LEVEL * (level - MIDDLE_LEVEL)) / target_s
    return due * MISSED if sla and target_s < wait_s < MISSED_UNTIL_S else due
