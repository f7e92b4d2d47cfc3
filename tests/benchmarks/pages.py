"""What the pages ask of the database, each beside plain SQL that would answer the same from the visits and calls.

.ivr/venv/bin/python tests/benchmarks/centre_day.py sqlite:////tmp/day.sqlite 100000 900000
.ivr/venv/bin/python tests/benchmarks/pages.py sqlite:////tmp/day.sqlite
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from ivr.calls.disposition import Disposition
from ivr.store import call_search, journeys, queues, visits, wallboard
from ivr.store.call_search import CallWish
from ivr.store.columns import Utc
from ivr.store.database import Database
from ivr.store.queues import Queue

TIMES = 15
FIGURES = (
    "SELECT queue, count(*), sum(CASE WHEN outcome = 'answered' THEN 1 ELSE 0 END), min(joined_at), max(left_at)"
    " FROM visits WHERE joined_at >= :since GROUP BY queue"
)
NEWEST = " ORDER BY started_at DESC LIMIT 51"
BY_NUMBER = "SELECT * FROM calls WHERE number LIKE '%' || :part || '%'" + NEWEST
BY_QUEUE = "SELECT * FROM calls WHERE call_id IN (SELECT call_id FROM visits WHERE queue = :queue)" + NEWEST
BY_AGENT = "SELECT * FROM calls WHERE call_id IN (SELECT call_id FROM visits WHERE agent = :agent)" + NEWEST
BY_ENDING = "SELECT * FROM calls WHERE disposition = :ending" + NEWEST


@dataclass(frozen=True)
class Asked:
    """One question of a page, and the plain SQL beside it."""

    name: str
    ours: Callable[[Connection], object]
    plain: str
    values: dict[str, Any] = field(default_factory=dict)


def questions(now: datetime, queue: Queue, call_id: str) -> list[Asked]:
    """What pages ask at this moment."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    common = CallWish(number="4567"), CallWish(queue="queue-03"), CallWish(agent="agent-007")
    scope = frozenset({"queue-18", "queue-19"})
    return [
        Asked("wallboard: 20 queues, 200 agents", lambda c: wallboard.read(c, now), FIGURES, {"since": midnight}),
        Asked("half hours of one queue", lambda c: wallboard.half_hours(c, queue, now), FIGURES, {"since": midnight}),
        Asked("calls: the latest", lambda c: call_search.search(c, CallWish()), "SELECT * FROM calls" + NEWEST),
        Asked("calls: end of a number", lambda c: call_search.search(c, common[0]), BY_NUMBER, {"part": "4567"}),
        Asked(
            "calls: part of no number",
            lambda c: call_search.search(c, CallWish(number="99999999")),
            BY_NUMBER,
            {"part": "99999999"},
        ),
        Asked(
            "calls: part of every number",
            lambda c: call_search.search(c, CallWish(number="3630")),
            BY_NUMBER,
            {"part": "3630"},
        ),
        Asked("calls: a queue", lambda c: call_search.search(c, common[1]), BY_QUEUE, {"queue": "queue-03"}),
        Asked("calls: an agent", lambda c: call_search.search(c, common[2]), BY_AGENT, {"agent": "agent-007"}),
        Asked(
            "calls: a rare ending",
            lambda c: call_search.search(c, CallWish(disposition=Disposition.NOT_SERVED)),
            BY_ENDING,
            {"ending": "not_served"},
        ),
        Asked(
            "calls: a number, two queues allowed",
            lambda c: call_search.search(c, CallWish(number="777", scope=scope)),
            BY_NUMBER,
            {"part": "777"},
        ),
        Asked(
            "calls: a number within a day",
            lambda c: call_search.search(c, CallWish(number="777", since=now - timedelta(days=1), until=now)),
            BY_NUMBER,
            {"part": "777"},
        ),
        Asked(
            "one call's journey",
            lambda c: journeys.read(c, call_id, now),
            "SELECT body FROM call_events WHERE call_id = :call",
            {"call": call_id},
        ),
    ]


def measured_ms(work: Callable[[], object]) -> tuple[float, float]:
    """The median and the longest of some runs, the first not counted."""
    work()
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took), max(took)


def main() -> None:
    """Print each question's times beside plain SQL's."""
    database, now = Database(sys.argv[1]), datetime.now(UTC)
    print(f"{'milliseconds, median and longest of ' + str(TIMES):40} {'ours':>15} {'plain SQL':>15}")
    with database.read() as connection:
        latest = select(visits.visits.c.call_id).order_by(visits.visits.c.call_id.desc()).limit(1)
        call_id = connection.execute(latest).scalar_one()
        queue = queues.everyone(connection)[3]
        for asked in questions(now, queue, call_id):
            plain = text(asked.plain)
            if "since" in asked.values:
                plain = plain.bindparams(bindparam("since", type_=Utc))
            ours = measured_ms(lambda asked=asked: asked.ours(connection))
            beside = measured_ms(lambda asked=asked, plain=plain: connection.execute(plain, asked.values).all())
            print(f"{asked.name:40} {ours[0]:7.1f} {ours[1]:7.1f} {beside[0]:7.1f} {beside[1]:7.1f}")


if __name__ == "__main__":
    main()
