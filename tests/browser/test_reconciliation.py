"""Reconciliation: a day's books, saved as a file; refused to whom reports are not for."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from house import House, eventually
from playwright.sync_api import Page, expect
from sqlalchemy import update

from ivr.reports.statement import Kind, Statement, Witness
from ivr.store import rollups, witness_statements


def button(page: Page, name: str) -> Any:
    return page.locator(f"[data-test={name}]")


def test_a_supervisor_looks_whether_a_days_books_balance(desk: Any, lived_in: None) -> None:
    page = desk.window("supervisor")
    page.goto("/reconciliation")
    expect(page.get_by_role("heading", name="The books")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Reception")).to_be_visible()
    with page.expect_download() as saved:
        button(page, "discrepancies-csv").click()
    assert "check" in Path(saved.value.path()).read_text(encoding="utf-8-sig")
    button(page, "day-before").click()
    expect(page.get_by_text("Nobody joined a queue on this day")).to_be_visible()
    button(page, "day-after").click()
    expect(page.get_by_role("rowheader", name="Reception")).to_be_visible()


def test_a_disputed_call_leads_to_its_journey(desk: Any, house: House, lived_in: None) -> None:
    call = next(row for row in house.calls() if row["ended_at"])
    began, ended = datetime.fromisoformat(call["started_at"]), datetime.fromisoformat(call["ended_at"])
    earlier = Statement(Witness.CDR, "browser.1", call["call_id"], Kind.CALL, began - timedelta(minutes=1), ended)
    database = house.database()
    with database.write() as connection:
        witness_statements.keep(connection, {"cdr:browser:0": earlier})
    database.close()
    page = desk.window("supervisor")
    eventually(lambda: page.goto("/reconciliation") and button(page, "disputed-call").count() > 0)
    button(page, "disputed-call").first.click()
    expect(page).to_have_url(re.compile(f"/calls/{call['call_id']}$"))


def test_counts_that_do_not_fit_lead_to_the_visits_of_their_quarter(desk: Any, house: House, lived_in: None) -> None:
    page = desk.window("supervisor")
    with timed_out_more(house, 7):
        eventually(lambda: page.goto("/reconciliation") and button(page, "disputed-visits").count() > 0)
        button(page, "disputed-visits").first.click()
        expect(page).to_have_url(re.compile("/reports/behind"))


@contextmanager
def timed_out_more(house: House, more: int) -> Iterator[None]:
    """Counts that no visit bears out, for a while."""
    database, timed_out = house.database(), rollups.rollups.c.timed_out
    with database.write() as connection:
        connection.execute(update(rollups.rollups).values(timed_out=timed_out + more))
    try:
        yield
    finally:
        with database.write() as connection:
            connection.execute(update(rollups.rollups).values(timed_out=timed_out - more))
        database.close()


def test_agents_see_no_reconciliation(desk: Any) -> None:
    page = desk.window("agent")
    assert page.goto("/reconciliation").status == 403
    expect(page.get_by_role("link", name="Reconciliation", exact=True)).to_have_count(0)
    desk.expect_refusal()
