"""Agents are found by what people remember of them."""

from dataclasses import replace

import pytest

from ivr.errors import FieldError
from ivr.store.agent_search import AgentWish, search
from ivr.store.agents import Agent
from ivr.store.centre import Centre, Skill, save_centre
from ivr.store.database import Database
from ivr.store.teams import Team

CENTRE = Centre(
    skills=(Skill("nurse", "Nurse"),),
    teams=(Team("day", "Day"),),
    agents=(
        Agent("agent-anna", "Anna Nagy", "s", "203", {"nurse": 3}, "day"),
        Agent("agent-arpad", "Árpád Nagy", "s", "201"),
        Agent("agent-bela", "Béla Kis", "s", "202", {"nurse": 5}),
        Agent("agent-zoe", "Zoé", "s", "204", team="day", active=False),
    ),
)


@pytest.fixture
def centre(database: Database) -> Database:
    with database.write() as connection:
        save_centre(connection, CENTRE)
    return database


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (AgentWish(), ["anna", "arpad", "bela"]),
        (AgentWish("bela"), ["bela"]),
        (AgentWish("NAGY arp"), ["arpad"]),
        (AgentWish("203"), ["anna"]),
        (AgentWish(team="day"), ["anna"]),
        (AgentWish(skill="nurse"), ["anna", "bela"]),
        (AgentWish(active=None, order="-name"), ["zoe", "bela", "arpad", "anna"]),
        (AgentWish(active=False), ["zoe"]),
        (AgentWish(order="extension"), ["arpad", "bela", "anna"]),
        (AgentWish(offset=1, limit=1), ["arpad"]),
    ],
)
def test_agents_are_found(centre: Database, wish: AgentWish, found: list[str]) -> None:
    with centre.read() as connection:
        page = search(connection, wish)
        whole = search(connection, replace(wish, offset=0, limit=100))
    assert [agent.id.removeprefix("agent-") for agent in page.agents] == found
    assert page.total == whole.total == len(whole.agents)


def test_agents_are_put_in_order_by_known_columns_only() -> None:
    with pytest.raises(FieldError):
        AgentWish(order="phone_secret")
