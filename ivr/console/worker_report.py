"""What the worker last wrote about its chores."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ivr.console.catalogue import _l


@dataclass(frozen=True, slots=True)
class Job:
    """One chore: when it was done last and in how many seconds, how often it failed, and why the last time."""

    name: str
    last_run: datetime | None
    seconds: float
    failures: int
    failure: str | None


def read(path: Path) -> tuple[Job, ...]:
    """The chores of the worker that runs; none while there is no report that can be read."""
    try:
        jobs = json.loads(path.read_text(encoding="utf-8"))["jobs"]
        return tuple(_job(name, told) for name, told in jobs.items())
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def _job(name: str, told: dict[str, Any]) -> Job:
    last_run = told["last_run"]
    when = None if last_run is None else datetime.fromisoformat(last_run)
    return Job(name, when, float(told["seconds"]), int(told["failures"]), told["failure"])


# The names of the chores, shown by `_(name)`.
CHORES = (
    _l("calls the engine did not live to tell"),
    _l("what Asterisk's other records say"),
    _l("talks that were recorded"),
    _l("recordings people hand in"),
    _l("clips that callers needed"),
    _l("what speaks each prompt"),
    _l("what waiting callers are told"),
    _l("calls, legs and visits out of the history"),
    _l("levels that have ended"),
    _l("what Asterisk's records said long ago"),
    _l("whether announced times hold"),
    _l("what would be otherwise"),
    _l("mails to be sent"),
    _l("persons to be erased"),
    _l("reports that are due or asked for"),
    _l("alerts"),
    _l("webhooks to be told"),
)
