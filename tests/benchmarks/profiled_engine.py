"""The engine under cProfile, and its time split into parts.

cProfile sees the loop's thread and makes Python's own calls look dearer than they are, so only shares are taken from
it. A built-in function counts where it was called from. The timer is the thread's own processor time: waiting is no
work; reading prompts at the start is no part of a call. The recorder's thread, which is the store, is measured by the
kernel instead.
"""

import cProfile
import pstats
import sys
import time
from collections import Counter
from pathlib import Path

PARTS = {
    "AMI": ("/ivr/asterisk/ami", "/panoramisk/", "/ivr/engine/switchboard", "/ivr/engine/dialer"),
    "AGI": ("/ivr/asterisk/",),
    "events": ("/ivr/calls/", "/ivr/engine/history", "/ivr/engine/recorder", "/ivr/engine/spool", "/json/", "live"),
    "menu": ("/ivr/", "/pathlib.py", "/dataclasses.py"),
    "loop": ("/asyncio/", "uvloop", "/selectors.py", "/socket.py"),
}
NO_WORK = ("/ruamel/",)


def shares(profile: Path) -> dict[str, float]:
    """What part of the loop's work each part has."""
    seconds: Counter[str] = Counter()
    for (file, _, name), (_, _, own, _, callers) in pstats.Stats(str(profile)).stats.items():  # type: ignore[attr-defined]
        if any(word in file + name for word in NO_WORK):
            continue
        if file != "~":
            seconds[_part(file)] += own
            continue
        for (caller, _, _), (_, _, its, _) in callers.items():
            seconds[_part(caller)] += its
    whole = sum(seconds.values())
    return {part: second / whole for part, second in seconds.most_common()}


def _part(file: str) -> str:
    return next((part for part, words in PARTS.items() if any(word in file for word in words)), "the rest")


if __name__ == "__main__":
    from ivr.cli.engine import main

    profiler = cProfile.Profile(time.thread_time)
    try:
        profiler.runcall(main)
    finally:
        profiler.dump_stats(sys.argv[1])
