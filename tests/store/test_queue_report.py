"""Every figure of a queue, each with its passport."""

from dataclasses import replace as other
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import Direction
from ivr.reports.call_record import CallRecord, Visit
from ivr.reports.figure_list import FIGURES
from ivr.reports.fractions import OF_TIME
from ivr.reports.service_level import Question
from ivr.store.database import Database
from ivr.store.folding import replace
from ivr.store.queue_report import queue_reports

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOW = NOON + timedelta(days=30)
ASKED = Question("nurse", NOON, NOON + timedelta(hours=1), NOW, ZoneInfo("UTC"))


def test_a_queue_has_every_figure_that_is_not_an_agents_or_a_menus(database: Database) -> None:
    left = NOON + timedelta(seconds=12)
    visit = Visit("v", "c", "nurse", NOON, connected_at=left, left_at=left, outcome=VisitOutcome.ANSWERED, agent="anna",
                  talk_ended_at=left + timedelta(seconds=60))  # fmt: skip
    waiting = Visit("w", "d", "nurse", NOON + timedelta(minutes=5))
    with database.write() as connection:
        for one in (visit, waiting):
            replace(connection, [CallRecord(one.call_id, NOON, Direction.INBOUND, caller_id="+3611", visits=(one,))])
        report, quiet = queue_reports(connection, [ASKED, other(ASKED, queue="night")])
    values = report.values
    assert set(values) | OF_TIME.keys() | {"without_agent_share"} == set(FIGURES)
    assert (values["p95_wait_s"], values["asa_s"], values["aht_s"], values["still_waiting"]) == (12, 12, 60, 1)
    assert values["longest_wait_s"] == (NOW - waiting.joined_at).total_seconds()
    assert report.again.answered == 1
    assert (quiet.values["offered"], quiet.values["asa_s"], quiet.values["p50_wait_s"]) == (0, None, None)
