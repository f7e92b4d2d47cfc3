"""Processes of ours: born with a mark, dying with their parent, found again by the mark and by nothing else.

A process id may be given to a stranger after its owner died, so a recorded id alone never justifies a kill. Every
process the keeper starts inherits IVR_RUN, a value made anew for each keeper: whoever has it there is ours.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1
RUN_MARK = "IVR_RUN"


def export(**variables: str) -> None:
    """Give variables to every program started from here on (only ivr.config reads them)."""
    for name, value in variables.items():
        os.putenv(name, value)


def die_with_parent() -> Callable[[], None]:
    """What a child runs before exec: its own session, no blocked signals, SIGKILL as soon as its parent is gone."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def prepare() -> None:
        os.setsid()
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died between fork and prctl
            os.kill(os.getpid(), signal.SIGKILL)

    return prepare


def unwind_on_signals() -> None:
    """From here on TERM and a closed terminal unwind like Ctrl-C, so that nothing of ours is left."""

    def unwind(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, unwind)


def start(argv: Sequence[str], log: Path) -> subprocess.Popen[bytes]:
    """Start a program that cannot outlive us, its output appended to a log."""
    with log.open("ab") as output:
        return subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(),  # noqa: PLW1509 - keeper and `up` have one thread
        )


def marked(run: str) -> list[int]:
    """Ids of the living processes that carry this run's mark, ourselves excepted."""
    return carrying(RUN_MARK, run)


def carrying(variable: str, value: str) -> list[int]:
    """Ids of the living processes that were started with this in their environment, ourselves excepted."""
    mark = f"{variable}={value}".encode()
    pids = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [pid for pid in pids if pid != os.getpid() and mark in _environ(pid)]


def carries(pid: int, run: str) -> bool:
    """Is this process alive and of this run?"""
    return f"{RUN_MARK}={run}".encode() in _environ(pid)


def kill_marked(run: str, number: int = signal.SIGKILL, within_s: float = 3.0) -> bool:
    """Signal every process of a run until none is left; False when some survived."""
    end = time.monotonic() + within_s
    while pids := marked(run):
        for pid in pids:
            signal_marked(pid, run, number)
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def signal_marked(pid: int, run: str, number: int) -> bool:
    """Signal one process if it still carries the mark; the descriptor keeps its id from being given away meanwhile."""
    try:
        descriptor = os.pidfd_open(pid)
    except OSError:
        return False
    try:
        if not carries(pid, run):
            return False
        signal.pidfd_send_signal(descriptor, number)
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def _environ(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:  # gone, or not ours to look at
        return []
