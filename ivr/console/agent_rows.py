"""Agents as pages show them: who they are, and what they do just now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.access.account import Scope
from ivr.console.catalogue import _, _l
from ivr.console.people_scope import covers, skills_of
from ivr.console.source import source
from ivr.console.table import Column
from ivr.reports.live_rows import LiveAgent
from ivr.store import live, pause_reasons, teams
from ivr.store.agent_search import AgentWish, search
from ivr.store.agents import Agent

EVERYONE = 10_000
LOGGED_OUT, PAUSED = "logged_out", "paused"
STATES: dict[str, Any] = {
    "available": _l("Available"),
    "ringing": _l("Ringing"),
    "on_call": _l("On a call"),
    "wrap_up": _l("After-call work"),
    PAUSED: _l("Paused"),
    LOGGED_OUT: _l("Logged out"),
}
MOODS = {"available": "good", "ringing": "calm", "on_call": "calm", "wrap_up": "calm", PAUSED: "warn"}
# Why the engine pauses by itself, or the telephone's own code.
ENGINES_OWN: dict[str, Any] = {
    "asked": _l("by telephone"),
    "busy": _l("the telephone is busy"),
    "no-answer": _l("did not answer"),
    "unreachable": _l("the telephone cannot be reached"),
}


@dataclass(frozen=True, slots=True)
class AgentRow:
    """One agent, with what he does."""

    agent: Agent
    team: str | None  # its name
    doing: LiveAgent | None
    reason: str | None  # of his pause, as people call it
    now: datetime

    @property
    def id(self) -> str:
        """The agent's id."""
        return self.agent.id

    @property
    def state(self) -> str:
        """One of STATES."""
        return self.doing.state if self.doing else LOGGED_OUT

    @property
    def since(self) -> datetime | None:
        """Since when he does it."""
        return self.doing.since if self.doing and self.state != LOGGED_OUT else None

    @property
    def mood(self) -> str:
        """How it looks."""
        return "bad" if self.too_long else MOODS.get(self.state, "off")

    @property
    def too_long(self) -> bool:
        """Whether a pause lasts longer than it may."""
        return self.doing is not None and self.doing.overruns(self.now)

    @property
    def says(self) -> str:
        """What he does, in words."""
        word = str(STATES.get(self.state, self.state))
        said = f"{word}: {self.reason}" if self.state == PAUSED and self.reason else word
        return str(_("%(state)s, too long", state=said)) if self.too_long else said


COLUMNS: Sequence[Column[AgentRow]] = (
    Column("name", _l("Name"), lambda one: one.agent.name),
    Column("extension", _l("Extension"), lambda one: one.agent.extension),
    Column("team", _l("Team"), lambda one: one.team),
    Column("skills", _l("Skills"), lambda one: len(one.agent.skills), numeric=True),
    Column("state", _l("State"), lambda one: one.says if one.agent.active else str(_("out of use"))),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which agents a page asks for."""

    text: str = ""
    team: str = ""
    skill: str = ""
    state: str = ""
    use: str = ""  # empty: in use, else `out` or `all`

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Asked":
        """What an address asks for."""
        text, team, skill, state, use = (args.get(key, "")[:200] for key in ("q", "team", "skill", "state", "use"))
        return cls(text.strip(), team, skill, state, use)

    @property
    def kept(self) -> dict[str, str]:
        """The parts that an address must name."""
        named = {"q": self.text, "team": self.team, "skill": self.skill, "state": self.state, "use": self.use}
        return {key: value for key, value in named.items() if value}

    @property
    def wish(self) -> AgentWish:
        """The same for the store."""
        active = {"out": False, "all": None}.get(self.use, True)
        return AgentWish(self.text, self.team or None, self.skill or None, active, limit=EVERYONE)


def agent_rows(connection: Any, asked: Asked, scope: Scope) -> list[AgentRow]:
    """The agents asked for that are in a scope, by name."""
    allowed = skills_of(connection, scope)
    found = [agent for agent in search(connection, asked.wish).agents if covers(allowed, agent)]
    rows = _rows(connection, found)
    return [row for row in rows if asked.state in ("", row.state)]


def row_of(connection: Any, agent: Agent) -> AgentRow:
    """One agent with what he does."""
    return _rows(connection, [agent])[0]


def _rows(connection: Any, agents: Sequence[Agent]) -> list[AgentRow]:
    doing = {one.agent: one for one in live.agents(connection)}
    named = {one.id: one.name for one in teams.everyone(connection)}
    reasons = {one.id: one.name for one in pause_reasons.everyone(connection)}
    now, rows = source().now(), []
    for agent in agents:
        live_now = doing.get(agent.id)
        why = live_now.reason if live_now else None
        reason = reasons.get(why or "") or str(ENGINES_OWN.get(why or "", why or "")) or None
        rows.append(AgentRow(agent, named.get(agent.team or ""), live_now, reason, now))
    return rows
