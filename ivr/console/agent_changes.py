"""Deeds on agents, their phones and their levels, each with what the audit is told."""

from dataclasses import asdict
from typing import Any

from ivr.calls.intentions import ReloadPhones
from ivr.console.changes import Changed, Deed, change
from ivr.console.gate import principal
from ivr.console.people_scope import require_skill
from ivr.console.row_changes import told
from ivr.console.source import source
from ivr.store import agents, intentions, levels
from ivr.store.levels import Level, LevelChange, LevelStale

AGENT, LEVEL = "agent", "level"


class LevelTaken(Exception):
    """Nothing was changed: somebody else had changed the level meanwhile."""

    def __init__(self, found: Level) -> None:
        super().__init__(found.agent)
        self.found = found


def rotated(agent_id: str) -> Deed:
    """Another secret of a phone."""
    return Deed("rotate phone", lambda connection: told(AGENT, agents.rotate_phone(connection, agent_id)))


def with_phones(deed: Deed) -> tuple[Deed, list[str]]:
    """A deed that Asterisk's phones follow: the wish for that is written with it, and its id put into the list."""
    wishes: list[str] = []

    def act(connection: Any) -> Changed:
        done = deed.act(connection)
        wishes.append(intentions.write(connection, ReloadPhones(), principal().signature, source().now()))
        return done

    return Deed(deed.verb, act, deed.reason), wishes


def change_with_phones(deed: Deed) -> tuple[Changed, str]:
    """Make a change that Asterisk's phones follow: what was changed, and the id of the wish."""
    whole, wishes = with_phones(deed)
    return change(whole), wishes[0]


def level_set(seen: Level, wanted: Level) -> Deed:
    """Another level, if the agent still has the one its reader saw."""

    def act(connection: Any) -> Changed:
        require_skill(connection, seen.skill)
        return _told(levels.set_level(connection, seen, wanted.level, wanted.expires_at))

    return Deed("set level", act)


def level_restored(done: LevelChange) -> Deed:
    """The way back from another level."""

    def act(connection: Any) -> Changed:
        require_skill(connection, done.after.skill)
        return _told(levels.restore(connection, done))

    return Deed("undo level", act)


def _told(done: LevelChange | LevelStale) -> Changed:
    if isinstance(done, LevelStale):
        raise LevelTaken(done.found)
    cell = f"{done.after.agent} {done.after.skill}"
    return Changed(LEVEL, cell, _plain(done.before), _plain(done.after))


def _plain(level: Level) -> dict[str, Any]:
    ends = level.expires_at
    return asdict(level) | {"expires_at": ends.isoformat() if ends else None}
