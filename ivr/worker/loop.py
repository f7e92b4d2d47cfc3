"""The back room's round: one slow thing after the other, each of them safe to be killed at any moment."""

import json
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

log = logging.getLogger(__name__)

ROUND_S = 1.0


@dataclass(slots=True)
class Job:
    """What became of a chore so far: when it was done last, in how many seconds, and how often it failed."""

    last_run: str | None = None
    seconds: float = 0.0
    failures: int = 0
    failure: str | None = None  # of the last run; None: it went well


@dataclass(frozen=True, slots=True)
class Round:
    """All chores, and the file that tells of them and is the heart's beat."""

    chores: Mapping[str, Callable[[], object]]
    heartbeat: Path
    now: Callable[[], datetime]

    def run(self, stop: threading.Event) -> None:
        """Do every chore each second until told to stop; one that fails is logged and does not keep the others."""
        jobs = {name: Job() for name in self.chores}
        while not stop.is_set():
            self.heartbeat.touch()
            for name, chore in self.chores.items():
                self._do(name, chore, jobs[name])
            self._tell(jobs)
            stop.wait(ROUND_S)
        self.heartbeat.unlink(missing_ok=True)

    def _do(self, name: str, chore: Callable[[], object], job: Job) -> None:
        began = monotonic()
        try:
            chore()
            job.failure = None
        except Exception as error:
            log.exception("the chore %s failed and is tried again", name)
            job.failures += 1
            job.failure = type(error).__name__
        job.last_run, job.seconds = self.now().isoformat(), round(monotonic() - began, 3)

    def _tell(self, jobs: Mapping[str, Job]) -> None:
        beside = self.heartbeat.with_suffix(".new")  # whoever reads finds the old report or the new one
        beside.write_text(json.dumps({"jobs": {name: asdict(job) for name, job in jobs.items()}}) + "\n")
        beside.replace(self.heartbeat)
