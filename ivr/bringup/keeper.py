"""The keeper: the one long-lived process that `up` leaves; it starts, watches and restarts all others.

    starting ──all ready──> ready <──all ready / one is not──> degraded
        │                     │                                   │
        └──one failed, TERM───┴────────────── TERM ───────────────┴──> stopping ──> gone

It is gone without leaving a process, port, lock or report. Until all are ready it tells `up` on its standard output, a
line each: `step NAME SECONDS`, then `ready` or `failed SENTENCE`.
"""

import os
import re
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from ivr.bringup import process
from ivr.bringup.child import Child
from ivr.bringup.children import children_of, container_name
from ivr.bringup.environment import python_of
from ivr.bringup.lock import Lock, lock_path
from ivr.bringup.state import Report, children_part, write
from ivr.bringup.watch import LOG_BYTES, Phase, Watch, bound_log
from ivr.config import load_settings
from ivr.errors import IllegalTransition, SetupError

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
LOOK_S = 0.1
LOGS_EVERY_S = 60.0
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)


class State(Enum):
    """Where the keeper is in its life."""

    STARTING = "starting"
    READY = "ready"
    DEGRADED = "degraded"
    STOPPING = "stopping"


TRANSITIONS = {
    State.STARTING: {"all ready": State.READY, "stop": State.STOPPING},
    State.READY: {"one is not": State.DEGRADED, "stop": State.STOPPING},
    State.DEGRADED: {"all ready": State.READY, "stop": State.STOPPING},
    State.STOPPING: {},
}


@dataclass(slots=True)
class Keeper:
    """The children of one home and the report about them."""

    home: Path
    children: Sequence[Child]
    run: str
    lock: Lock
    container: str | None = None
    state: State = State.STARTING
    watches: list[Watch] = field(default_factory=list)
    since: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    written: Report | None = None
    logs_due: float = 0.0

    def __post_init__(self) -> None:
        logs = self.home / "logs"
        logs.mkdir(parents=True, exist_ok=True)
        self.watches = [Watch(child, logs / f"{child.name}.log") for child in self.children]

    def live(self) -> int:
        """Start all, keep all until told to stop, stop all; the exit code."""
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            if not self._start_all():
                return 1
            self._keep()
            return 0
        finally:
            self._stop_all()

    def _start_all(self) -> bool:
        for watch in self.watches:
            began = time.monotonic()
            while watch.phase is not Phase.UP:
                if self._is_told_to_stop(LOOK_S / 5):
                    return False
                self._look(watch)
                self._report()
                if watch.phase is Phase.RESTING:
                    tell(f"failed {watch.child.name} did not start: {last_words(watch)}")
                    return False
            tell(f"step {watch.child.name} {time.monotonic() - began:.1f}")
        self._move("all ready")
        self._report()
        tell("ready")
        leave_terminal(self.home / "logs" / "keeper.log")
        return True

    def _keep(self) -> None:
        while not self._is_told_to_stop():
            for watch in self.watches:
                self._look(watch)
            self._judge()
            self._report()
            self._bound_logs()

    def _stop_all(self) -> None:
        self._move("stop")
        self._report()
        for watch in reversed(self.watches):
            watch.stop()
            note(f"{watch.child.name}: stopped")
        if not process.kill_marked(self.run):
            note("some process survived SIGKILL")
        (self.home / "state.json").unlink(missing_ok=True)
        self.lock.release()

    def _look(self, watch: Watch) -> None:
        try:
            said = watch.look()
        except OSError as error:  # its program is gone, the disk is full: the others live on
            said = f"{error}"
            watch.rest_until = time.monotonic() + watch.child.longest_rest_s
        if said:
            note(f"{watch.child.name}: {said}")

    def _judge(self) -> None:
        all_up = all(watch.phase is Phase.UP for watch in self.watches)
        if all_up != (self.state is State.READY):
            self._move("all ready" if all_up else "one is not")

    def _is_told_to_stop(self, wait_s: float = LOOK_S) -> bool:
        """Wait a moment; a child's death ends the wait, a request to stop is the answer."""
        got = signal.sigtimedwait(SIGNALS, wait_s)
        return got is not None and got.si_signo in {signal.SIGTERM, signal.SIGINT}

    def _report(self) -> None:
        report = Report(
            self.state.value, self.run, os.getpid(), self.since, children_part(self.watches), self.container
        )
        if report != self.written:
            write(self.home / "state.json", report)
            self.written = report

    def _bound_logs(self) -> None:
        if time.monotonic() < self.logs_due:
            return
        self.logs_due = time.monotonic() + LOGS_EVERY_S
        with suppress(OSError):
            own_logs = [log for watch in self.watches for log in watch.child.own_logs]
            for log in (*(self.home / "logs").glob("*.log"), *own_logs):
                bound_log(log, LOG_BYTES)

    def _move(self, event: str) -> None:
        try:
            self.state = TRANSITIONS[self.state][event]
        except KeyError:
            raise IllegalTransition("keeper", self.state, event) from None


def tell(line: str) -> None:
    """A line for `up`, if it still listens."""
    with suppress(OSError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def note(line: str) -> None:
    """A line in the keeper's log."""
    with suppress(OSError):
        sys.stderr.write(f"{datetime.now(UTC).isoformat(timespec='milliseconds')} {line}\n")
        sys.stderr.flush()


def leave_terminal(log: Path) -> None:
    """Let go of `up`'s pipe: from here on there is only the log."""
    with suppress(OSError), log.open("ab") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())


def last_words(watch: Watch) -> str:
    """The lines of a child's logs, of this start only, that say why it died."""
    lines = [line for file, offset in watch.logs_from.items() for line in _lines_since(file, offset)]
    return "\n".join([f"see {watch.log}", *(f"    {line}" for line in telling_lines(lines))])


def telling_lines(lines: Sequence[str], most: int = 6) -> list[str]:
    """The last lines that speak of an error, or the last lines when none does."""
    words = ("error", "unable", "cannot", "failed", "no such", "denied", "refused", "in use", "full")
    matter = [line for line in lines if any(word in line.lower() for word in words)]
    return (matter or list(lines))[-most:]


def _lines_since(file: Path, offset: int) -> list[str]:
    with suppress(OSError), file.open("rb") as log:
        log.seek(offset)
        text = log.read(200_000).decode(errors="replace")
        return [line.strip()[:300] for line in COLOUR.sub("", text).splitlines() if line.strip()]
    return []


def main(home: Path, run: str, lock_descriptor: int) -> int:
    """What `up` starts in its own session: keep the children of this home."""
    settings = load_settings(home)
    python = python_of(settings.cache)
    if python is None:
        raise SetupError("the Python environment is gone: run `python3 -m ivr up`")
    container = container_name(home) if settings.asterisk == "docker" else None
    lock = Lock(lock_path(home), lock_descriptor)
    return Keeper(home, children_of(settings, python), run, lock, container).live()
