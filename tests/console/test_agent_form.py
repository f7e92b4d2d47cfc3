"""The form of an agent."""

from ivr.console.agent_form import AgentForm
from ivr.store import teams
from ivr.store.agents import Agent
from ivr.store.teams import Team


def test_a_form_shows_and_gives_back_the_same_agent(app, database) -> None:
    with database.write() as connection:
        teams.create(connection, Team("", "Night"))
    agent = Agent("agent-anna", "Anna", extension="200", team="night", skills={"nurse": 3}, version=4)
    with app.test_request_context():
        form = AgentForm(formdata=None)
        form.show(agent)
        assert form.applied(Agent("agent-anna", "", skills={"nurse": 3}, version=4)) == agent
        assert ("night", "Night") in form.team.choices


def test_an_extension_that_is_taken_is_said_beside_the_field(signed_in, press) -> None:
    answer = press(signed_in, "/agents/new", {"name": "Zoe", "extension": "200", "team": ""})
    assert answer.status_code == 400
    assert "Anna has this extension." in answer.text
