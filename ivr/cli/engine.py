"""`engine` (started by the keeper): calls, routing, dialling."""

import asyncio

from ivr.app import run_engine
from ivr.cli.log_format import log_to_stderr
from ivr.config import load_settings


def main() -> None:
    """Run the engine until it is asked to stop."""
    log_to_stderr()
    asyncio.run(run_engine(load_settings()))
