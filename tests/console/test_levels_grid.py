"""The grid of agents and skills."""

import json

from ivr.access.account import ALL, Scope
from ivr.console.agent_rows import Asked
from ivr.console.levels_grid import levels_grid, seen_of
from ivr.store import levels
from ivr.store.levels import Level


def test_a_cell_for_every_agent_and_skill(app, database, centre) -> None:
    with database.read() as connection:
        grid = levels_grid(connection, Asked(text="anna"), ALL, "")
    cells = grid.cells(grid.agents[0])
    assert [(cell.skill.id, cell.level.level, cell.open) for cell in cells] == [
        ("nurse", None, True),
        ("reception", 5, True),
    ]
    assert json.loads(seen_of(cells)) == {"nurse": None, "reception": 5}


def test_only_skills_of_ones_queues_are_open(app, database, centre) -> None:
    with database.write() as connection:
        levels.set_level(connection, Level("agent-anna", "nurse", None), 3)
        grid = levels_grid(connection, Asked(), Scope(queues=frozenset({"nurse"})), "")
    assert [agent.id for agent in grid.agents] == ["agent-anna"]
    assert [cell.open for cell in grid.cells(grid.agents[0])] == [True, False]


def test_one_skill_may_be_shown_alone(app, database, centre) -> None:
    with database.read() as connection:
        assert [one.id for one in levels_grid(connection, Asked(), ALL, "nurse").skills] == ["nurse"]
