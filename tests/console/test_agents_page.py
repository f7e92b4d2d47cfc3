"""The page of agents."""

import pytest

from ivr.access.role import Role
from ivr.console import agents_page
from ivr.console.live_view import Group
from ivr.reports.live_rows import LiveAgent, LiveChanges
from ivr.store import live


def test_agents_are_listed_with_what_they_do(signed_in, database, clock) -> None:
    with database.write() as connection:
        live.apply(connection, LiveChanges(agents=(LiveAgent("agent-bela", "on_call", None, clock()),)))
    page = signed_in.get("/agents").text
    assert 'id="state-agent-bela" class="row" data-state="on_call"' in page
    assert "On a call <strong>1</strong>" in page


def test_filters_narrow_the_list_and_the_file(signed_in) -> None:
    assert "Béla" not in signed_in.get("/agents?q=anna").text
    lines = signed_in.get("/agents?q=anna&format=csv").text.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Anna,200,")


@pytest.mark.parametrize("filters", ["team=none", "skill=nurse", "state=on_call", "use=out", "q=%25"])
def test_a_filter_that_nobody_fits_says_so(signed_in, filters: str) -> None:
    assert "Nothing matches" in signed_in.get(f"/agents?{filters}").text


def test_names_are_shown_as_text(signed_in, press) -> None:
    press(signed_in, "/agents/new", {"name": "<script>alert(1)</script>", "extension": "299", "team": ""})
    assert "<script>alert(1)" not in signed_in.get("/agents").text


def test_the_stream_brings_the_states_of_the_agents_shown(app, centre) -> None:
    with app.app_context(), app.test_request_context():
        html = agents_page.states(Group("agents", "en", "UTC", part="agent-anna,nobody"))
    assert html.count('hx-target="#state-') == 1
    assert 'hx-target="#state-agent-anna"' in html


def test_who_may_not_see_agents_is_refused(as_role) -> None:
    assert as_role(Role.PLANNER).get("/agents").status_code == 403
    assert as_role(Role.AGENT).get("/agents/live?of=agent-anna").status_code == 403


def test_a_supervisor_controls_and_does_not_edit(app, as_role) -> None:
    page = as_role(Role.SUPERVISOR).get("/agents").text
    assert 'data-test="agent-log-out"' in page
    assert 'data-test="agent-new"' not in page
