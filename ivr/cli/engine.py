"""`engine` (started by the keeper): calls, routing, dialling."""

import asyncio
import resource
import sys

import uvloop

from ivr.app import run_engine
from ivr.cli.log_format import log_to_stderr
from ivr.cli.precedence import go_at_once, go_first
from ivr.config import load_settings

OPEN_FILES = 8192  # each caller is one; a shell's usual 1024 would be full of them
SWITCH_S = 0.0005  # after each system call the loop may wait so long for another thread; Python's own is 5 ms
NICE = -10  # a caller waits for the engine, everything else on the machine can wait a little


def main() -> None:
    """Run the engine until it is asked to stop."""
    log_to_stderr()
    sys.setswitchinterval(SWITCH_S)
    go_first(NICE)
    go_at_once()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run_engine(load_settings()))
