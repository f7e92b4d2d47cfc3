"""`report listening`: which agents supervisors listened in on, and whom they never heard."""

import dataclasses
from datetime import UTC, datetime

from ivr.cli.report_options import Format as As
from ivr.cli.report_options import Since, Until, Written, opened, time_range
from ivr.cli.written import write_rows
from ivr.reports.quarters import quarter_of
from ivr.store.figures import Range
from ivr.store.folding import refresh
from ivr.store.listening import coverage


def report_listening(since: Since = None, until: Until = None, written: Written = As.TABLE) -> None:
    """Talks of each agent, how many supervisors listened in on, how long, and when last."""
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        start, end = time_range(since, until, own_zone, now)
        refresh(database)
        with database.read() as connection:
            rows = [dataclasses.asdict(one) for one in coverage(connection, Range(quarter_of(start), end))]
    for row in rows:
        row["last_listened_at"] = row["last_listened_at"] and row["last_listened_at"].astimezone(own_zone)
    write_rows(rows, written, "there are no agents")
