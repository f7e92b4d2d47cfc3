"""What the user sees while he waits: one line a step, with its seconds."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Say = Callable[[str], None]


def say(sentence: str) -> None:
    """A line for the user, at once."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def complain(sentence: str) -> None:
    """A line about what went wrong."""
    sys.stderr.write(f"ivr: {sentence}\n")
    sys.stderr.flush()


@contextmanager
def step(name: str, out: Say = say) -> Iterator[None]:
    """Say how long a step took, once it succeeded."""
    began = time.monotonic()
    yield
    out(line(name, time.monotonic() - began))


def line(name: str, seconds: float) -> str:
    """The line of a finished step."""
    return f"  {name:<52}{seconds:6.1f} s"
