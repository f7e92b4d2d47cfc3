"""The lanes of `test`: programs run side by side, those whose calls are heard undisturbed."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ivr.bringup import process
from ivr.bringup.testparts import Part
from ivr.config import PROJECT

GRACE_S = 20.0
MARK = "IVR_TEST_PART"  # in the environment of all that a part starts, servers too, whatever their session
LAST = 19  # of all niceness


class Lanes:
    """Runs programs of parts: those that only compute give way to all others, which keep clear of calls that are heard.

    While calls are heard other parts that do not give way keep to half of the processors: their servers are sessions of
    their own, and Linux shares the processors out among sessions (autogroups), whatever the niceness of a process.
    """

    def __init__(self) -> None:
        self._cpus = sorted(os.sched_getaffinity(0))
        self._running: dict[subprocess.Popen[str], Part] = {}
        self._heard = 0
        self._lock = threading.Lock()

    def cpus(self, part: Part) -> list[int]:
        """The processors a part may use now."""
        beside = self._heard and not part.is_heard and not part.gives_way
        return self._cpus[len(self._cpus) // 2 :] if beside else self._cpus

    def run(self, argv: list[str], part: Part) -> tuple[int, str, float]:
        """Exit code, output and seconds of one program, ended with all of its group when it takes too long."""
        began = time.monotonic()
        child = self._start(argv, part)
        try:
            output, _ = child.communicate(timeout=part.limit_s)
        except subprocess.TimeoutExpired:
            _end(child)
            output = f"{child.communicate()[0]}\nended by force: took over {part.limit_s} s"
        finally:
            with self._lock:
                del self._running[child]
                self._heard -= part.is_heard
                if part.is_heard and not self._heard:
                    self._spread()
        return child.returncode, output, time.monotonic() - began

    def end(self) -> None:
        """End everything that runs: the user interrupted us."""
        for child in list(self._running):
            if child.poll() is None:
                _end(child)

    def _start(self, argv: list[str], part: Part) -> subprocess.Popen[str]:
        with self._lock:
            self._heard += part.is_heard
            child = subprocess.Popen(
                ("env", f"{MARK}={part.name}", *argv), cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True,
            )  # fmt: skip
            self._running[child] = part
            if part.gives_way:
                _give_way(child.pid)
            with suppress(ProcessLookupError):  # it is over already
                os.sched_setaffinity(child.pid, self.cpus(part))
        return child

    def _spread(self) -> None:
        """No calls are heard any more: what kept to half of the processors may use all of them."""
        for part in self._running.values():
            for thread in _threads_of(part):
                with suppress(OSError):  # it is over already
                    os.sched_setaffinity(thread, self._cpus)


def _give_way(pid: int) -> None:
    """Put a process, and its session where sessions share the processors, behind all others."""
    with suppress(OSError):  # it is over already, or this system has no such groups
        os.setpriority(os.PRIO_PROCESS, pid, LAST)
        Path(f"/proc/{pid}/autogroup").write_text(str(LAST), encoding="ascii")


def _threads_of(part: Part) -> Iterator[int]:
    for pid in process.carrying(MARK, part.name):
        with suppress(OSError):  # it is over already
            yield from (int(thread.name) for thread in Path(f"/proc/{pid}/task").iterdir())


def _end(child: subprocess.Popen[str]) -> None:
    """Ask a run to clean up what its tests started, then end it by force."""
    for number, wait_s in ((signal.SIGINT, GRACE_S), (signal.SIGKILL, GRACE_S)):
        with suppress(ProcessLookupError):
            os.killpg(child.pid, number)
        with suppress(subprocess.TimeoutExpired):
            child.wait(wait_s)
            return
