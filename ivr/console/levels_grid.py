"""The grid of agents and skills: who can do what, how well, and until when."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ivr.access.account import Scope
from ivr.calls.slug import slug
from ivr.console.agent_rows import Asked
from ivr.console.gate import principal
from ivr.console.levels_wish import last_day
from ivr.console.people_scope import covers, skills_of
from ivr.console.source import source
from ivr.store import levels, skills
from ivr.store.agent_search import search
from ivr.store.agents import Agent
from ivr.store.levels import Level
from ivr.store.skills import Skill


@dataclass(frozen=True, slots=True)
class Cell:
    """A level of one agent, and whether who asks may change it."""

    skill: Skill
    level: Level
    open: bool

    @property
    def last_day(self) -> str:
        """The day it ends on, in the centre's zone; empty when it does not end."""
        ends = self.level.expires_at
        return "" if ends is None else last_day(ends, source().settings.timezone)


@dataclass(frozen=True, slots=True)
class Grid:
    """Agents and skills, and the levels where they meet."""

    agents: Sequence[Agent]
    skills: Sequence[Skill]
    allowed: frozenset[str] | None  # skills that may be given; None: all
    ending: Mapping[tuple[str, str], Level]

    def cells(self, agent: Agent) -> list[Cell]:
        """The cells of one agent, one for each skill."""
        return [self._cell(agent, skill) for skill in self.skills]

    def _cell(self, agent: Agent, skill: Skill) -> Cell:
        level = self.ending.get((agent.id, skill.id)) or Level(agent.id, skill.id, agent.skills.get(skill.id))
        is_open = agent.active and skill.active and (self.allowed is None or skill.id in self.allowed)
        return Cell(skill, level, is_open)


def levels_grid(connection: Any, asked: Asked, scope: Scope, only: str) -> Grid:
    """The grid of the agents asked for; with `only` of one skill."""
    allowed = skills_of(connection, scope)
    columns = [one for one in skills.everyone(connection) if one.active and only in ("", one.id)]
    columns.sort(key=lambda one: slug(one.name))
    found = [agent for agent in search(connection, asked.wish).agents if covers(allowed, agent)]
    return Grid(found, columns, allowed, _ending(connection))


def agent_levels(connection: Any, agent: Agent) -> list[Cell]:
    """The cells of one agent, those he has first."""
    columns = [one for one in skills.everyone(connection) if one.active or one.id in agent.skills]
    columns.sort(key=lambda one: (one.id not in agent.skills, slug(one.name)))
    return Grid([agent], columns, skills_of(connection, principal().scope), _ending(connection)).cells(agent)


def seen_of(cells: Sequence[Cell]) -> str:
    """What a form of levels says that its reader saw: those that may be changed."""
    return json.dumps({cell.skill.id: cell.level.level for cell in cells if cell.open})


def _ending(connection: Any) -> dict[tuple[str, str], Level]:
    return {(one.agent, one.skill): one for one in levels.ending(connection)}
