"""The page of menus: keys with their shares, where callers went, and the calls behind."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.calls.disposition import Disposition
from ivr.calls.events import NodeEntered
from ivr.console import report_menus
from ivr.store.database import Database
from ivr.store.folding import refresh

PAGE, BEHIND = "/reports/menus", "/reports/menus/behind?range=today&menu=main"


@pytest.fixture
def walked(write, past, database: Database) -> None:
    """One caller who pressed 7, then 1, and waits; one who heard the hours; one who hung up at the menu."""
    calls = [past(number, minutes_ago=20) for number in (1, 2, 3)]
    for call in calls:
        call.ring("+36201234567")
        call.add(1, NodeEntered, menu="main", node="main", node_kind="menu")
    waiting, informed, gone = calls
    waiting.press(3, "7", "no_match")
    waiting.press(5, "1")
    waiting.add(5, NodeEntered, menu="main", node="reception", node_kind="queue")
    waiting.wait(5, "reception")
    informed.press(4, "2")
    informed.add(4, NodeEntered, menu="main", node="hours", node_kind="information")
    informed.end(20, Disposition.SELF_SERVED)
    gone.press(6, "", "no_input")
    gone.end(8, Disposition.LEFT_MENU)
    write(*calls)
    refresh(database)


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def figure(page: str) -> str:
    found = re.search(r"data-figure>([^<]*)<", page)
    assert found
    return found[1]


def test_keys_and_where_they_lead_are_shown_with_their_shares(signed_in: FlaskClient, walked) -> None:
    page = signed_in.get(PAGE).text
    assert page.count("<kbd>") == 2
    assert "33.3\N{NO-BREAK SPACE}%" in page
    assert "reception" in page


def test_as_a_file_each_menu_and_each_key_has_a_line(signed_in: FlaskClient, walked) -> None:
    read = rows(signed_in.get(f"{PAGE}?format=csv").text)
    of_call, node, *keys = (dict(zip(read[0], line, strict=True)) for line in read[1:])
    assert (of_call["stays"], of_call["share"]) == ("3", "1.0")
    assert [node[name] for name in report_menus.OF_NODES] == ["3", "2", "0", "1", "0", "0", "1", "1"]
    assert [(key["key"], key["to"], key["stays"]) for key in keys] == [("1", "reception", "1"), ("2", "hours", "1")]


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("figure=menu_calls", "3"), ("figure=without_agent_share", "100.0\N{NO-BREAK SPACE}%"),
        ("figure=menu_stays&node=main", "3"), ("figure=menu_chosen&node=main", "2"),
        ("figure=menu_left&node=main", "1"), ("figure=menu_sent_on&node=main", "0"),
        ("figure=menu_timeouts&node=main", "1"), ("figure=menu_wrong&node=main", "1"),
        ("figure=choice_share&node=main&key=1", "33.3\N{NO-BREAK SPACE}%"),
    ],
)  # fmt: skip
def test_the_calls_behind_a_figure_make_it(signed_in: FlaskClient, walked, asked: str, value: str) -> None:
    assert figure(signed_in.get(f"{BEHIND}&{asked}").text) == value


def test_an_unknown_figure_is_not_there(signed_in: FlaskClient, walked) -> None:
    assert signed_in.get(f"{BEHIND}&figure=offered").status_code == 404


def test_menus_are_of_no_queue_so_one_who_is_held_to_some_does_not_see_them(as_role, walked) -> None:
    client = as_role(Role.CLIENT, scope=Scope(projects=frozenset({"spring"})))
    assert client.get(PAGE).status_code == client.get(f"{BEHIND}&figure=menu_calls").status_code == 404
    assert PAGE not in client.get("/reports").text


def test_a_day_without_calls_says_so(signed_in: FlaskClient) -> None:
    assert "No call came to a menu" in signed_in.get(PAGE).text
