"""One child of the keeper: started, looked at four times a second, killed when it hangs, started again after a rest.

resting ──its time has come──> starting ──ready──> up
   ^                              │ died, or not ready in time
   └──────── died, hung ──────────┴───────────────┘
"""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from ivr.bringup import process
from ivr.bringup.child import Child
from ivr.errors import IllegalTransition

QUICK_S = 30.0  # who dies sooner after his start rests longer before the next
LOG_BYTES = 20_000_000
KILL_S = 5.0


class Phase(Enum):
    """Where a child is in its life."""

    RESTING = "resting"
    STARTING = "starting"
    UP = "up"


TRANSITIONS = {
    Phase.RESTING: {"started": Phase.STARTING},
    Phase.STARTING: {"ready": Phase.UP, "ended": Phase.RESTING},
    Phase.UP: {"ended": Phase.RESTING},
}


def rest_s(quick_deaths: int, longest_s: float) -> float:
    """How long to rest before the next start: not at all after the first quick death, then doubling."""
    return 0.0 if quick_deaths <= 1 else min(longest_s, 0.25 * 2 ** min(quick_deaths - 2, 10))


@dataclass(slots=True)
class Watch:
    """A child and its present life."""

    child: Child
    log: Path
    phase: Phase = Phase.RESTING
    process: subprocess.Popen[bytes] | None = None
    since: str | None = None
    restarts: int = -1
    quick_deaths: int = 0
    rest_until: float = 0.0
    started: float = 0.0
    logs_from: dict[Path, int] = field(default_factory=dict)  # how long its logs were when it was started
    beat: tuple[int, float] = field(default=(0, 0.0))  # the heartbeat's last time stamp, and when we saw it change

    def start(self) -> None:
        """Start the program afresh."""
        if self.child.heartbeat is not None:
            self.child.heartbeat.unlink(missing_ok=True)
        bound_log(self.log, LOG_BYTES)
        self.logs_from = {file: _size(file) for file in (self.log, *self.child.own_logs)}
        self.process = process.start(self.child.argv, self.log)
        self.started = time.monotonic()
        self.beat = (0, self.started)
        self.since = datetime.now(UTC).isoformat(timespec="seconds")
        self.restarts += 1
        self._move("started")

    def look(self) -> str | None:
        """Take one step; what is worth a line in the log, if anything."""
        if self.phase is Phase.RESTING:
            if time.monotonic() < self.rest_until:
                return None
            self.start()
            return "started"
        if self.process is not None and self.process.poll() is not None:
            return self._ended(f"ended with code {self.process.returncode}")
        if self.phase is Phase.STARTING and self.child.is_ready():
            self._move("ready")
            return f"ready after {time.monotonic() - self.started:.1f} s"
        wrong = self._what_is_wrong()
        if wrong is None:
            return None
        self.kill()
        return self._ended(wrong)

    def stop(self) -> None:
        """End the program in order, and by force after its time."""
        if self.process is not None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(self.child.stop_s)
            self.kill()
        if self.child.after_stop is not None:
            self.child.after_stop()

    def kill(self) -> None:
        """End the program and all of its process group now."""
        if self.process is None:
            return
        signal_group(self.process.pid)
        with suppress(subprocess.TimeoutExpired):  # in the kernel's hands: we cannot do more
            self.process.wait(KILL_S)

    def _what_is_wrong(self) -> str | None:
        now = time.monotonic()
        if self.phase is Phase.STARTING:
            late = now - self.started > self.child.start_s
            return f"not ready within {self.child.start_s:.0f} s" if late else None
        if self.child.heartbeat is None or self.child.hung_s is None:
            return None
        stamp = _stamp(self.child.heartbeat)
        if stamp != self.beat[0]:
            self.beat = (stamp, now)  # its change counts, not its age: the wall clock may be set
        return f"no heartbeat for {self.child.hung_s:.0f} s" if now - self.beat[1] > self.child.hung_s else None

    def _ended(self, reason: str) -> str:
        now = time.monotonic()
        self.quick_deaths = self.quick_deaths + 1 if now - self.started < QUICK_S else 1
        pause = rest_s(self.quick_deaths, self.child.longest_rest_s)
        self.rest_until = now + pause
        self.kill()  # what it left behind in its group
        if self.child.after_stop is not None:
            self.child.after_stop()
        self.process = None
        self._move("ended")
        return f"{reason}; next start in {pause:.2f} s"

    def _move(self, event: str) -> None:
        try:
            self.phase = TRANSITIONS[self.phase][event]
        except KeyError:
            raise IllegalTransition(f"watch of {self.child.name}", self.phase, event) from None


def signal_group(pid: int, number: int = signal.SIGKILL) -> None:
    """Signal a child's whole process group; a child is the leader of its own."""
    with suppress(ProcessLookupError):
        os.killpg(pid, number)


def bound_log(log: Path, most: int) -> None:
    """Keep at most two files of this size; emptied in place, for the program may have it open for appending."""
    if log.exists() and log.stat().st_size > most:
        shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)


def _stamp(heartbeat: Path) -> int:
    try:
        return heartbeat.stat().st_mtime_ns
    except OSError:
        return 0


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
