"""`worker` (started by the keeper): everything slow."""

import os
import signal
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path

from ivr.app import now, prompts_folder
from ivr.cli.log_format import log_to_stderr
from ivr.config import load_settings
from ivr.worker.chores import chores
from ivr.worker.clips import render_ahead
from ivr.worker.loop import Round

NICE = 5  # calls come before books: on a busy machine a caller must not wait for a fold


def main() -> None:
    """Run the worker until it is asked to stop."""
    log_to_stderr()
    give_way()
    settings = load_settings()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    prompts = prompts_folder(settings.home)
    speak = partial(render_ahead, settings, prompts, settings.languages)
    ahead = threading.Thread(target=speak, daemon=True)
    ahead.start()  # takes seconds at the first start, and the round must not wait for it
    Round(chores(settings, prompts, now), settings.worker_heartbeat_path, now).run(stop)


def give_way() -> None:
    """Let calls go first; where Linux shares the processor out by session (autogroups), only that of ours counts."""
    os.setpriority(os.PRIO_PROCESS, 0, max(NICE, os.getpriority(os.PRIO_PROCESS, 0)))  # only root may go forward
    if os.getsid(0) == os.getpid():  # else it is the session of whoever started us
        with suppress(OSError):  # this Linux has none
            Path("/proc/self/autogroup").write_text(str(NICE))
