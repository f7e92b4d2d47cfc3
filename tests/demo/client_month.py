"""A month of a made-up clinic as its client's report: docs/client-month.pdf, and its first page as a picture.

    .ivr/venv/bin/python tests/demo/client_month.py docs [CHROMIUM]

No call in it was ever made: callers, waits and hang-ups are drawn by a seed. The picture needs a Chromium.
"""

import math
import random
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ivr.calls.disposition import Disposition, VisitOutcome
from ivr.hours.zone import day_start, zone
from ivr.printing.pdf import client_pdf
from ivr.reports.call_record import Visit
from ivr.reports.callbacks import Asked
from ivr.reports.client_report import Asking, ClientReport, Found, ProjectQueue, client_report
from ivr.reports.client_words import Words
from ivr.reports.counts import Thresholds, ended_counts, total
from ivr.reports.menu_share import StaySum
from ivr.reports.menu_stays import REACHED
from ivr.reports.period import period_of
from ivr.reports.promises import Promise
from ivr.reports.quarters import Quarter, quarter_of
from ivr.reports.waits import Percentile

SEED = 20261001
WHERE = zone("Europe/Budapest")
QUEUES = (ProjectQueue("reception", "Reception", 20, 5, 80), ProjectQueue("nurse", "Nurse", 20, 5, 80))
A_DAY = {"reception": 190, "nurse": 110}
OPEN, SHUT = 8 * 60, 18 * 60  # minutes of the day


def report_of(month: str) -> ClientReport:
    """The report of a month of the clinic."""
    period, chance = period_of(month), random.Random(SEED)
    before = _quarters(visits_of(period.before().days, chance))
    visits = visits_of(period.days, chance)
    waits = sorted(one.wait_s for one in visits if one.connected_at and one.wait_s is not None)
    percentiles = (Percentile(waits[len(waits) // 2]), Percentile(waits[len(waits) * 9 // 10]))
    served = StaySum("main", "", Disposition.SERVED, "", REACHED, len(visits))
    menus = [served, StaySum("main", "", Disposition.SELF_SERVED, "", "", len(visits) // 6)]
    made_at = day_start(period.after, WHERE) + timedelta(hours=7)
    asking = Asking("clinic", "Városi Rendelő – telefonos előjegyzés", "Városi Rendelő Kft.", QUEUES, period, WHERE,
                    made_at)  # fmt: skip
    asked = [Asked(*one) for one in _callbacks(chance)]
    blind = [(datetime(2026, 10, 14, 9, 12, 5, tzinfo=UTC), datetime(2026, 10, 14, 9, 12, 51, tzinfo=UTC))]
    quarters = _quarters(visits)
    promises = _promises(visits, chance)
    return client_report(asking, Found(quarters, quarters, before, percentiles, promises, asked, 11, blind, menus))


def visits_of(days: list[date], chance: random.Random) -> list[Visit]:
    """Every caller of these days."""
    return [visit for day in days for queue in A_DAY for visit in _day(day, queue, chance)]


def _day(day: date, queue: str, chance: random.Random) -> list[Visit]:
    if day.weekday() == 6 or (day.month, day.day) == (10, 23):  # Sunday, and a holiday
        return []
    size = A_DAY[queue] * (1.35 if day.weekday() == 0 else 0.35 if day.weekday() == 5 else 1)
    shut = SHUT if day.weekday() < 5 else 13 * 60
    bad_day = day.weekday() == 0 or chance.random() < 0.08
    calls = [chance.triangular(OPEN, shut, OPEN + 95) for _ in range(round(chance.gauss(size, math.sqrt(size))))]
    return [_visit(day_start(day, WHERE) + timedelta(minutes=at), at, queue, bad_day, chance) for at in sorted(calls)]


def _visit(joined: datetime, at: float, queue: str, bad_day: bool, chance: random.Random) -> Visit:
    rush = 9 * 60 <= at < 10.5 * 60 or 13 * 60 <= at < 13.5 * 60
    busy = chance.random() < (0.52 if rush and bad_day else 0.3 if rush else 0.14 if bad_day else 0.09)
    wait_s = chance.expovariate(1 / 55) + 18 if busy else chance.expovariate(1 / 6) + 2
    patience_s = chance.expovariate(1 / 900)
    joined_at = joined.astimezone(UTC)
    name = f"{joined_at:%Y%m%d%H%M%S%f}-{queue}"
    end = joined_at + timedelta(seconds=min(wait_s, patience_s))
    if patience_s < wait_s:
        return Visit(name, name, queue, joined_at, left_at=end, outcome=VisitOutcome.ABANDONED)
    talk = end + timedelta(seconds=chance.lognormvariate(5, 0.5))
    wrap = talk + timedelta(seconds=chance.uniform(5, 40))
    ends = {"connected_at": end, "left_at": end, "talk_ended_at": talk, "wrap_ended_at": wrap}
    return Visit(name, name, queue, joined_at, outcome=VisitOutcome.ANSWERED, **ends)


def _quarters(visits: list[Visit]) -> list[Quarter]:
    groups: dict[tuple[str, datetime], list[Visit]] = {}
    for visit in visits:
        groups.setdefault((visit.queue, quarter_of(visit.joined_at)), []).append(visit)
    return [
        Quarter(queue, start, total([ended_counts(one, Thresholds()) for one in found]), Thresholds())
        for (queue, start), found in groups.items()
    ]


def _promises(visits: list[Visit], chance: random.Random) -> list[Promise]:
    told = [one for one in visits if (one.wait_s or 0) > 15]
    return [
        Promise(one.visit_id, one.call_id, one.queue, one.joined_at + timedelta(seconds=10),
                chance.choice((60, 120, 120, 180)), None, None, one.connected_at, one.left_at)
        for one in told
    ]  # fmt: skip


def _callbacks(chance: random.Random) -> list[tuple[str, int, float | None]]:
    ends = ("connected",) * 34 + ("merged",) * 4 + ("unreached",) * 3
    return [(end, 1, chance.uniform(240, 2400) if end == "connected" else None) for end in ends]


def main(folder: Path) -> None:
    """Write the paper."""
    paper = folder / "client-month.pdf"
    paper.write_bytes(client_pdf(report_of("2026-10"), Words("en")))
    print(f"{paper}: {paper.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
