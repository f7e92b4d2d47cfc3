"""`report menus`: how many callers needed nobody, by the menu they entered."""

import dataclasses
from datetime import UTC, datetime

from ivr.cli.report_options import Format as As
from ivr.cli.report_options import Since, Until, Written, opened, say_blind, time_range
from ivr.cli.written import write_rows
from ivr.reports.menu_share import menu_rows
from ivr.reports.quarters import quarter_of
from ivr.store import call_events, menu_stays
from ivr.store.folding import refresh


def report_menus(since: Since = None, until: Until = None, written: Written = As.TABLE) -> None:
    """Calls by the menu they entered: served without an agent, left, or on to a queue or number."""
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        start, end = time_range(since, until, own_zone, now)
        refresh(database)
        with database.read() as connection:
            rows = menu_rows(menu_stays.sums(connection, quarter_of(start), end))
            seen = call_events.asterisk_seen(connection, start, end)
    write_rows((dataclasses.asdict(row) for row in rows), written, "no calls entered a menu")
    say_blind(seen, (start, end), own_zone, written)
