"""A second router in a process of its own: it is told what the first is told, and plays it forward while calls go on.

The first router decides and may not be kept waiting; a drain takes a tenth of a second. Both hear the same steps at the
same times, so both know the same. Frames over plain pipes, each a pickle after its length; at the end of its input the
child is gone, and so it never outlives the engine.
"""

import json
import os
import pickle
import signal
import struct
import sys
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from ivr.routing.acd import Acd
from ivr.routing.wait_estimate import Estimate

NICE = 5
LENGTH = struct.Struct(">I")
FED = "fed"  # the step in which the first router took over what was found last

Step = tuple[str, float, tuple[Any, ...], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Round:
    """What the first router was told since the last round, and what is wanted now; `snapshot` begins anew."""

    steps: list[Step]
    t: float
    wants_learned: bool = False
    snapshot: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The waits of all who wait; events ignored so far, by which both routers see that they agree; what was learned."""

    estimates: Mapping[Hashable, Estimate]
    ignored: int
    learned: str | None


@dataclass(slots=True)
class Second:
    """The second router."""

    acd: Acd = field(default_factory=lambda: Acd({"skills": ()}))
    found: Mapping[Hashable, Estimate] = field(default_factory=dict)

    def play(self, asked: Round) -> Found:
        """Take in what happened and look ahead."""
        if asked.snapshot is not None:
            self.acd = Acd.restore(asked.snapshot)
        for name, t, args, named in asked.steps:
            if name == FED:
                self.acd.feed_estimates(t, self.found)
            else:
                getattr(self.acd, name)(t, *args, **named)
        self.found = self.acd.drained(asked.t)
        learned = json.dumps(self.acd.learned(), separators=(",", ":")) if asked.wants_learned else None
        return Found(self.found, self.acd.ignored, learned)


def frame(value: object) -> bytes:
    """A value with its length before it."""
    body = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(body)) + body


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """Answer each round until the input ends."""
    second = Second()
    while head := asked.read(LENGTH.size):
        (length,) = LENGTH.unpack(head)
        wanted: Round = pickle.loads(asked.read(length))  # noqa: S301 - written by our own engine into our own pipe
        told.write(frame(second.play(wanted)))
        told.flush()


def main() -> None:
    """Run until the engine is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the engine's end is ours
    os.setpriority(os.PRIO_PROCESS, 0, max(NICE, os.getpriority(os.PRIO_PROCESS, 0)))  # only root may go forward
    serve(sys.stdin.buffer, sys.stdout.buffer)
