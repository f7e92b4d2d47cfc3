"""A client's month says the same on the page, on paper, in the workbook and in the file."""

import base64
import csv
import io
import re
import zlib
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from html.parser import HTMLParser
from random import Random

import pytest
from openpyxl import load_workbook

from ivr.access.role import Role
from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import AgentConnected, AgentLegEnded, CallEnded, CallQueued, CallStarted, Direction, VisitEnded
from ivr.printing.pdf import client_pdf
from ivr.printing.workbook import client_workbook
from ivr.reports.client_csv import client_csv
from ivr.reports.client_tables import Cell, Kind, client_tables, shown
from ivr.reports.client_words import Words
from ivr.reports.period import period_of
from ivr.store import call_events, projects, queues
from ivr.store.client_reports import read_report
from ivr.store.folding import refresh
from ivr.store.projects import Project

WORDS = Words("en")
MONTH = "2026-10"
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
DRAWN = re.compile(rb"\(((?:\\.|[^\\()])*)\) Tj", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
NOT_PLAIN = re.compile(r"[^\x21-\x7e]+")  # blanks of all kinds, and what has codes of its own on paper
OF_DAY = 8  # calls


class Rows(HTMLParser):
    """The cells of every row of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._is_cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        """A row or a cell begins."""
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")
            self._is_cell = True

    def handle_endtag(self, tag: str) -> None:
        """A cell ends."""
        self._is_cell = self._is_cell and tag not in {"td", "th"}

    def handle_data(self, text: str) -> None:
        """What stands in a cell."""
        if self._is_cell:
            self.rows[-1][-1] += text.strip()


def call(day: int, place: int, chance: Random) -> list:
    """One caller of October, who was answered or gave up."""
    call_id = f"019aaaaa-0000-7000-8000-{day:04d}{place:08d}"
    at = datetime(2026, 10, day, 7 + place, 5 * (day % 10), tzinfo=UTC)
    wait_s, is_served = chance.uniform(1, 90), chance.random() < 0.9
    leg = {"visit_id": f"{call_id}-v", "leg_id": f"{call_id}-1", "agent": "agent-anna"}
    rang = {"direction": Direction.INBOUND, "entry": "menu:main", "caller_id": None, "dialled": "1", "channel": "c",
            "linkedid": "1.1", "leg_id": f"{call_id}-0"}  # fmt: skip
    queue = "reception" if place % 3 else "nurse"
    joined = {"visit_id": f"{call_id}-v", "queue": queue, "skill": queue, "min_level": 1, "priority": 0}
    outcome = VisitOutcome.ANSWERED if is_served else VisitOutcome.ABANDONED
    ended = {"disposition": Disposition.SERVED if is_served else Disposition.ABANDONED, "hung_up_by": Party.CALLER}
    steps = [(0, CallStarted, rang), (0, CallQueued, joined)]
    steps += [(wait_s, AgentConnected, leg)] if is_served else []
    steps += [(wait_s, VisitEnded, {"visit_id": f"{call_id}-v", "outcome": outcome})]
    steps += [(wait_s + 100, AgentLegEnded, leg | {"hung_up_by": Party.CALLER})] if is_served else []
    return [
        kind(event_id=f"{call_id}-{number}", call_id=call_id, at=at + timedelta(seconds=after_s), **more)
        for number, (after_s, kind, more) in enumerate([*steps, (wait_s + 100, CallEnded, ended)])
    ]


@pytest.fixture
def month(database, centre, clock):
    chance = Random(7)
    with database.write() as connection:
        projects.create(connection, Project("", "Spring", "Bank"))
        for name in ("reception", "nurse"):
            queues.change(connection, replace(queues.of(connection, name), project="spring"))
        for day in range(1, 29):
            call_events.append(connection, [one for place in range(OF_DAY) for one in call(day, place, chance)])
    refresh(database)
    with database.read() as connection:
        return read_report(connection, "spring", period_of(MONTH), clock())


def on_paper(report) -> str:
    """Every text of the paper in the order it is drawn, without blanks and what is not ASCII."""
    found = []
    for stream in STREAM.findall(client_pdf(report, WORDS)):
        try:
            content = zlib.decompress(base64.a85decode(stream.strip().removesuffix(b"~>")))
        except (ValueError, zlib.error):
            continue  # a font, a picture
        found += [ESCAPED.sub(_unescaped, one).decode("latin-1") for one in DRAWN.findall(content)]
    return "|".join(NOT_PLAIN.sub("", one) for one in found)


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8)]) if found[1].isdigit() else found[1]


def test_the_page_says_every_row_as_paper_does(month, as_role) -> None:
    page = Rows(as_role(Role.ADMINISTRATOR).get(f"/client-reports?project=spring&period={MONTH}").text).rows
    paper = on_paper(month)
    for table in client_tables(month, WORDS):
        for row in table.rows:
            said = [shown(cell, WORDS) for cell in row]
            if table.id == "heat":
                said = [said[0], *("" if one.value is None else f"{100 * one.value:.0f}" for one in row[1:])]
                assert said in page
                said = [one for one in said if one]
            else:
                assert said in page, table.id
            if not any(len(one) > 30 for one in said):  # longer ones are broken into lines
                assert "|".join(NOT_PLAIN.sub("", one) for one in said) in paper, (table.id, said)


def test_the_workbook_has_every_value_of_every_table(month) -> None:
    book = load_workbook(io.BytesIO(client_workbook(month, WORDS)))
    for table in client_tables(month, WORDS):
        sheet = next(one for one in book.worksheets if table.title.startswith(one.title))
        rows = list(sheet.iter_rows(min_row=2, max_row=1 + len(table.rows)))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, kept in zip(row, cells, strict=True):
                value = kept.value.date() if cell.kind is Kind.DAY else kept.value
                assert shown(Cell(value, cell.kind), WORDS) == shown(cell, WORDS), (table.id, kept.coordinate)


def test_the_half_hours_of_the_file_sum_up_to_the_headline_and_are_those_of_the_workbook(month) -> None:
    head, *lines = csv.reader(io.StringIO(client_csv(month, WORDS).decode("utf-8-sig")))
    total = {
        name: sum(float(line[head.index(name)] or 0) for line in lines) for name in ("Calls", "Answered", "In time")
    }
    waited = sum(float(line[head.index("ASA (s)")] or 0) * float(line[head.index("Answered")]) for line in lines)
    assert (total["Calls"], total["Answered"]) == (28 * OF_DAY, month.total.answered)
    assert total["In time"] == month.total.answered_within
    assert waited / total["Answered"] == pytest.approx(month.total.answered_wait_s / month.total.answered, abs=1e-3)
    sheet = load_workbook(io.BytesIO(client_workbook(month, WORDS)))["Half hours"]
    assert [one.value for one in sheet[1]] == head
    for line, row in zip(lines, sheet.iter_rows(min_row=2), strict=True):
        assert [_as_file(one.value) for one in row] == [_as_number(one) for one in line]


def _as_file(value: object) -> object:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return None if value is None else round(float(value), 4)


def _as_number(text: str) -> object:
    if not text:
        return None
    return text if "-" in text or ":" in text else float(text)
