"""Who goes first on a full machine: whoever a caller waits for, then what somebody waits for, then the rest.

Where Linux shares the processor out by session (autogroups) first, a process that leads one must weigh its session too.
"""

import os
from contextlib import suppress
from pathlib import Path

LOWEST_REAL_TIME = 1
AUTOGROUP = Path("/proc/self/autogroup")


def go_at_once() -> None:
    """Let this thread run the moment it has something to do, where we may; its children and other threads do not."""
    with suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_RR | os.SCHED_RESET_ON_FORK, os.sched_param(LOWEST_REAL_TIME))


def go_first(nice: int) -> None:
    """Go before others, by a niceness below 0, where we may: root does, and whom the service's unit allows it."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, nice)
        _weigh_session(nice)


def give_way(nice: int) -> None:
    """Let others go first, by a niceness above 0; whoever was started with a greater one keeps it."""
    wanted = max(nice, os.getpriority(os.PRIO_PROCESS, 0))  # only root may go forward again
    os.setpriority(os.PRIO_PROCESS, 0, wanted)
    with suppress(OSError):  # this Linux has no autogroups
        _weigh_session(wanted)


def _weigh_session(nice: int) -> None:
    if os.getsid(0) == os.getpid():  # else it is the session of whoever started us
        AUTOGROUP.write_text(str(nice))
