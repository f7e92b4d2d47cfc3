"""Percentiles, first contact resolution and repeat callers stand beside the counts of queues where asked for."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from ivr.access.role import Role
from ivr.console.report_more import MORE
from ivr.store.folding import refresh

PAGE, BEHIND = "/reports/queues?more=yes", "/reports/behind?range=today&queue=reception"


@pytest.fixture
def folded(write, served, past, database) -> None:
    """Somebody who was answered after 12 s, and rings again."""
    again = past(2, minutes_ago=10)
    again.ring("+36201234567")
    again.wait(3, "reception")
    write(served, again)
    refresh(database)


def test_they_are_asked_for(signed_in: FlaskClient, folded) -> None:
    assert ">P95<" in signed_in.get(PAGE).text
    assert ">P95<" not in signed_in.get("/reports/queues").text


def test_they_are_in_the_file_too_by_queue_and_together(signed_in: FlaskClient, folded) -> None:
    text = signed_in.get(f"{PAGE}&format=csv").text.removeprefix("\ufeff")
    nurse, *others = csv.DictReader(io.StringIO(text))
    assert [nurse[name] for name in MORE] == [""] * 5
    for row in others:
        assert [row[name] for name in MORE] == ["12.0", "12.0", "12.0", "0.0", "1.0"]


@pytest.mark.parametrize("name", MORE)
def test_what_is_behind_them_makes_them(signed_in: FlaskClient, folded, name: str) -> None:
    cell = re.search(rf'queue=reception[^"]*figure={name}"[^>]*>([^<]*)<', signed_in.get(PAGE).text)
    behind = signed_in.get(f"{BEHIND}&figure={name}").text
    found = re.search(r"data-figure>([^<]*)<", behind)
    assert cell
    assert found
    assert found[1] == cell[1]
    assert "36201234567" not in behind


def test_without_any_queue_there_is_nothing_to_ask_for(as_role) -> None:
    assert as_role(Role.CLIENT).get(PAGE).status_code == 200
