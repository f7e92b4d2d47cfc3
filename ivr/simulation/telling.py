"""An answer as plain data: for programs, for the console, for a table (docs/what-if.md)."""

from collections.abc import Callable, Mapping
from typing import Any

from ivr.reports.counts import Counts
from ivr.reports.ratios import ratio, service_level
from ivr.reports.tables import plain
from ivr.simulation.compare import Answer
from ivr.simulation.figures import worst_skill
from ivr.simulation.question import Question
from ivr.simulation.staffing import Shortfall, StaffRow, shortfalls
from ivr.simulation.trial import Trial

Clock = Callable[[float], str]  # seconds of the day as the time of day


def told(question: Question, found: Answer, clock: Clock) -> dict[str, Any]:
    """The question and its answer as JSON values: shares from 0 to 1, times in seconds, no value as null."""
    answer = {
        "question": question.to_plain(),
        "calls": found.calls,
        "trials": [_trial(trial) for trial in found.trials],
        "one_more": [_lift(trial, found.base) for trial in found.one_more],
        "staffing": [_staffing(row, clock) for row in found.staffing],
        "shortfalls": [_shortfall(one, clock) for one in shortfalls(found.staffing)],
        "gaps": {gap.value: count for gap, count in found.gaps.items()},
    }
    return {name: _rounded(value) for name, value in answer.items()}


def _trial(trial: Trial) -> dict[str, Any]:
    worst = worst_skill(trial.by_skill)
    judged = trial.kept + trial.broken
    return {
        "kind": trial.setting.kind,
        "detail": trial.setting.detail,
        "mode": trial.setting.mode,
        "agents": trial.agents,
        **_figures(trial.counts),
        "worst_skill": worst[0] if worst else None,
        "worst_level": worst[1] if worst else None,
        "occupancy": trial.occupancy,
        "spread": trial.spread,
        "wait_error_s": trial.wait_error_s,
        "promises": judged,
        "kept": trial.kept / judged if judged else None,
        "skills": [{"skill": skill, **_figures(counts)} for skill, counts in trial.by_skill.items()],
    }


def _figures(counts: Counts) -> dict[str, Any]:
    return {
        "offered": counts.offered,
        "answered": counts.answered,
        "abandoned": counts.abandoned,
        "service_level": service_level(counts),
        "asa_s": ratio("asa_s", counts),
        "abandon_rate": ratio("abandon_rate", counts),
    }


def _lift(trial: Trial, base: Trial) -> dict[str, Any]:
    skill = trial.setting.detail
    now, then = base.by_skill.get(skill, Counts()), trial.by_skill.get(skill, Counts())
    return {
        "skill": skill,
        "service_level": service_level(trial.counts),
        "lift": _difference(service_level(trial.counts), service_level(base.counts)),
        "skill_level": service_level(then),
        "skill_lift": _difference(service_level(then), service_level(now)),
    }


def _difference(then: float | None, now: float | None) -> float | None:
    return None if then is None or now is None else then - now


def _staffing(row: StaffRow, clock: Clock) -> dict[str, Any]:
    return {
        "skill": row.skill,
        "from": clock(row.from_s),
        "calls": row.calls,
        "handle_s": row.handle_s,
        "load": row.load,
        "there": row.there,
        "needed": row.needed,
        "needed_if_patient": row.needed_if_patient,
        "missing": row.missing,
        "service_level": row.expected.service_level,
    }


def _shortfall(one: Shortfall, clock: Clock) -> dict[str, Any]:
    told = {"skill": one.skill, "half_hours": one.half_hours, "of": one.of, "missing": one.missing}
    return told | {"from": clock(one.from_s)}


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _rounded(part) for name, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list | tuple) else plain(value)
