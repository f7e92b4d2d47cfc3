"""`worker` (started by the keeper): everything slow."""

import signal
import threading
from functools import partial

from ivr.app import now, prompts_folder
from ivr.cli.log_format import log_to_stderr
from ivr.cli.precedence import give_way
from ivr.config import load_settings
from ivr.worker.chores import chores
from ivr.worker.clips import render_ahead
from ivr.worker.loop import Round

NICE = 5  # calls come before books: on a busy machine a caller must not wait for a fold


def main() -> None:
    """Run the worker until it is asked to stop."""
    log_to_stderr()
    give_way(NICE)
    settings = load_settings()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    prompts = prompts_folder(settings.home)
    speak = partial(render_ahead, settings, prompts, settings.languages)
    ahead = threading.Thread(target=speak, daemon=True)
    ahead.start()  # takes seconds at the first start, and the round must not wait for it
    Round(chores(settings, prompts, now), settings.worker_heartbeat_path, now).run(stop)
