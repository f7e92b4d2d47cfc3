"""Saved filters in the console: kept where one is, opened by whom they are shared with, written down in the audit."""

import pytest
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Role

WEEK = {"page": "reports", "query": "range=last7&period=60m&queue=nurse", "name": "Nurses, a week"}


@pytest.fixture
def kept(as_role, press) -> FlaskClient:
    """A planner's browser, after he saved one and shared it."""
    planner = as_role(Role.PLANNER)
    press(planner, "/saved-filters", {**WEEK, "shared": "yes"})
    return planner


def address_of(browser: FlaskClient, page: str = "/saved-filters") -> str:
    text = browser.get(page).text
    return text.split('data-test="filter-open"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")


def ours(page: str) -> str:
    return page.split('action="/saved-filters/')[1].split('"', maxsplit=1)[0]


def test_what_was_saved_is_a_step_away_and_shows_the_same(kept: FlaskClient) -> None:
    for page in ("/saved-filters", "/reports"):
        assert address_of(kept, page) == "/reports?range=last7&period=60m&queue=nurse"
    assert 'value="last7" selected' in kept.get(address_of(kept)).text


def test_one_comes_back_to_the_page_as_it_was(as_role, press) -> None:
    answer = press(as_role(Role.PLANNER), "/saved-filters", WEEK)
    assert answer.headers["Location"] == "/reports?range=last7&period=60m&queue=nurse"


def test_saving_is_in_the_audit_with_who_and_what(kept: FlaskClient, audited) -> None:
    entry = audited()[0]
    assert (entry.verb, entry.after["query"]["queue"]) == ("add saved filter", "nurse")


def test_a_shared_one_is_opened_by_others_and_changed_by_none_of_them(kept, as_role, press) -> None:
    supervisor = as_role(Role.SUPERVISOR)
    assert "Nurses, a week" in supervisor.get("/saved-filters").text
    mine = ours(kept.get("/saved-filters").text)
    assert press(supervisor, f"/saved-filters/{mine}", {"name": "Mine"}).status_code == 403
    assert press(supervisor, f"/saved-filters/{mine}/delete").status_code == 403
    assert press(as_role(Role.ADMINISTRATOR), f"/saved-filters/{mine}/delete").status_code == 303
    assert "Nurses, a week" not in kept.get("/saved-filters").text


def test_a_private_one_is_nobody_elses(kept, as_role, press) -> None:
    mine = ours(kept.get("/saved-filters").text)
    press(kept, f"/saved-filters/{mine}", {"name": "Only mine"})
    assert "Only mine" in kept.get("/saved-filters").text
    assert "Only mine" not in as_role(Role.SUPERVISOR).get("/saved-filters").text
    assert press(as_role(Role.ADMINISTRATOR), f"/saved-filters/{mine}/delete").status_code == 404


def test_it_widens_no_right(kept, as_role, press) -> None:
    held = as_role(Role.SUPERVISOR, scope=Scope(queues=frozenset({"reception"})))
    assert "Nurses, a week" not in held.get("/saved-filters").text
    assert held.get(address_of(kept)).status_code == 404
    press(kept, "/saved-filters", {"page": "agents", "query": "range=today", "name": "Agents", "shared": "yes"})
    client = as_role(Role.CLIENT, scope=Scope(projects=frozenset({"spring"})))
    assert "Agents" not in client.get("/saved-filters").text.split("</nav>")[-1]


def test_a_client_keeps_his_to_himself(as_role, press) -> None:
    client = as_role(Role.CLIENT)
    press(client, "/saved-filters", {"page": "reports", "query": "range=month", "name": "Ours", "shared": "yes"})
    assert "Ours" in client.get("/saved-filters").text
    assert "Ours" not in as_role(Role.ADMINISTRATOR).get("/saved-filters").text


def test_no_number_of_a_person_is_kept_nor_anything_unknown(kept, press) -> None:
    query = "number=36201234567&outcome=abandoned&before=x&range=last7"
    press(kept, "/saved-filters", {"page": "calls", "query": query, "name": "Lost"})
    assert address_of(kept) == "/calls?range=last7&outcome=abandoned"


def test_an_impossible_one_is_refused_with_a_sentence(kept, press) -> None:
    press(kept, "/saved-filters", WEEK)
    assert "You have a filter called Nurses, a week on this page already." in kept.get("/reports").text
    press(kept, "/saved-filters", {**WEEK, "page": "nowhere"})
    assert "Choose a page." in kept.get("/reports").text


def test_an_agent_is_refused(as_role, press) -> None:
    agent = as_role(Role.AGENT)
    assert agent.get("/saved-filters").status_code == 403
    assert press(agent, "/saved-filters", WEEK).status_code == 403
