"""The lanes of `test`: programs run side by side, those whose calls are heard undisturbed."""

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress

from ivr.bringup.testparts import Part
from ivr.config import PROJECT

GRACE_S = 20.0


class Lanes:
    """Runs programs of parts; while one is heard the others keep to half of the processors.

    Niceness would not do: Linux shares the processor out among sessions (autogroups), and each server is a session.
    """

    def __init__(self) -> None:
        self._cpus = sorted(os.sched_getaffinity(0))
        self._running: list[subprocess.Popen[str]] = []
        self._heard = 0
        self._lock = threading.Lock()

    def cpus(self, part: Part) -> list[int]:
        """The processors a part that begins now may use."""
        beside = self._heard and not part.is_heard
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
                self._heard -= part.is_heard
        return child.returncode, output, time.monotonic() - began

    def end(self) -> None:
        """End everything that runs: the user interrupted us."""
        for child in self._running:
            if child.poll() is None:
                _end(child)

    def _start(self, argv: list[str], part: Part) -> subprocess.Popen[str]:
        with self._lock:
            cpus = self.cpus(part)
            self._heard += part.is_heard
        child = subprocess.Popen(
            argv, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", start_new_session=True,
        )  # fmt: skip
        self._running.append(child)
        with suppress(ProcessLookupError):  # it is over already
            os.sched_setaffinity(child.pid, cpus)
        return child


def _end(child: subprocess.Popen[str]) -> None:
    """Ask a run to clean up what its tests started, then end it by force."""
    for number, wait_s in ((signal.SIGINT, GRACE_S), (signal.SIGKILL, GRACE_S)):
        with suppress(ProcessLookupError):
            os.killpg(child.pid, number)
        with suppress(subprocess.TimeoutExpired):
            child.wait(wait_s)
            return
