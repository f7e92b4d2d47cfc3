"""Every chore of the worker, built and named; one that waits for somebody else does so on a thread of its own."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from ivr.config import Settings
from ivr.messaging.webhook import Reach
from ivr.speech.prompts_folder import PromptsFolder
from ivr.speech.wanted import take
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.worker.alerts import AlertWatch, house_of
from ivr.worker.announcement_board import AnnouncementBoard
from ivr.worker.calibration import Calibrations
from ivr.worker.clips import clip_cache, render
from ivr.worker.erasing import ErasureDesk, eraser_of
from ivr.worker.expiry import expire_levels, expire_statements
from ivr.worker.mail import Mailroom, mail_server
from ivr.worker.prompt_board import PromptBoard
from ivr.worker.record_reader import RecordReader, records_of
from ivr.worker.recordings import Recordings
from ivr.worker.report_desk import ReportDesk
from ivr.worker.talks import Talks
from ivr.worker.webhooks import Courier
from ivr.worker.what_if_desk import WhatIfDesk
from ivr.worker.witness import Witness


def chores(
    settings: Settings, prompts: PromptsFolder, now: Callable[[], datetime]
) -> Mapping[str, Callable[[], object]]:
    """What the worker does each second; the console knows each name (worker_report)."""
    database = Database(settings.database_url)
    cache = clip_cache(settings, prompts)
    witness = Witness(database, settings.asterisk_dir / "log" / "cel.csv", settings.spool_dir)
    others = [RecordReader(database, record) for record in records_of(settings)]
    board = PromptBoard(database, cache, settings.languages)
    calibrations = Calibrations(database)
    talks = Talks(database, settings.talks_dir, settings.home)
    recordings = Recordings(database, cache, settings.home, board.round)
    what_ifs = WhatIfDesk(database)
    reports = ReportDesk(database, settings.home)
    mailroom = Mailroom(database, settings.home, mail_server(settings), now)
    return {
        "calls the engine did not live to tell": lambda: witness.round(now()),
        "what Asterisk's other records say": lambda: [record.round(now()) for record in others],
        "talks that were recorded": lambda: talks.round(now()),
        "recordings people hand in": lambda: recordings.round(now()),
        "clips that callers needed": lambda: render(cache, take(settings.home)),
        "what speaks each prompt": board.round,
        "what waiting callers are told": AnnouncementBoard(database, cache, settings.languages).round,
        "calls, legs and visits out of the history": partial(refresh, database),
        "levels that have ended": lambda: expire_levels(database, now()),
        "what Asterisk's records said long ago": lambda: expire_statements(database, settings.witness_days, now()),
        "whether announced times hold": lambda: calibrations.round(now()),
        "what would be otherwise": lambda: what_ifs.round(now()),
        "reports that are due or asked for": lambda: reports.round(now()),
        "mails to be sent": mailroom.round,
        "persons to be erased": ErasureDesk(eraser_of(settings, database, now)).round,
        "alerts": AlertWatch(database, house_of(settings), now).round,
        "webhooks to be told": Courier(database, Reach(settings.webhook_private), now).round,
    }
