"""`what_if` (started by the worker): answers one question of the console."""

import os
from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer

from ivr.cli.log_format import log_to_stderr
from ivr.cli.precedence import give_way
from ivr.config import load_settings
from ivr.store.database import Database
from ivr.worker.what_if import answer_one

NICE = 15  # whoever asks has time; calls have not


def main(what_if_id: Annotated[str, typer.Argument(help="id of the question")]) -> None:
    """Answer one question, unless whoever started us is gone."""
    log_to_stderr()
    give_way(NICE)
    settings, parent = load_settings(), os.getppid()
    with closing(Database(settings.database_url)) as database:
        answer_one(database, what_if_id, settings.timezone, datetime.now(UTC), lambda: os.getppid() == parent)
