"""The centre as commands on this machine change it: deed, audit and the engine's call to look, in one transaction."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from ivr.calls.intentions import ReloadPhones
from ivr.calls.phone_account import PhoneAccount
from ivr.cli.signature import signature
from ivr.config import Settings
from ivr.console.doorbell import ring
from ivr.errors import AuthorError, FieldError, SetupError
from ivr.store import agents, audit, centre_version, intentions, levels
from ivr.store.agents import Agent
from ivr.store.audit import AuditEntry
from ivr.store.database import Database
from ivr.store.levels import Level, LevelChange
from ivr.store.register import Change, plain


@dataclass(frozen=True, slots=True)
class CentreDesk:
    """The agents of one installation at one moment."""

    settings: Settings
    database: Database
    now: datetime

    def add_agent(self, wanted: Agent, skills: Mapping[str, int]) -> PhoneAccount:
        """Keep a new agent who has these skills: what his phone needs."""
        with self._changing() as connection:
            made = agents.create(connection, wanted)
            self._write_down(connection, "add agent", made)
            for skill, level in skills.items():
                self._set_level(connection, Level(made.after.id, skill, None), level)
            return self._phone(connection, made.after)

    def deactivate_agent(self, agent_id: str) -> None:
        """Take an agent out of use; his phone can register no more."""
        with self._changing() as connection:
            done = agents.deactivate(connection, _agent(connection, agent_id))
            assert isinstance(done, Change)  # read and changed in one transaction
            self._write_down(connection, "deactivate agent", done)

    def rotate_phone(self, agent_id: str) -> PhoneAccount:
        """Give an agent's phone a new secret: what the phone needs from now on."""
        with self._changing() as connection:
            done = agents.rotate_phone(connection, _agent(connection, agent_id).id)
            self._write_down(connection, "rotate phone", done)
            return self._phone(connection, done.after)

    def set_level(self, wanted: Level) -> None:
        """Give an agent a level of a skill, or take the skill from him."""
        with self._changing(phones=False) as connection:
            found = levels.level_of(connection, _agent(connection, wanted.agent).id, wanted.skill)
            self._set_level(connection, found, wanted.level, wanted.expires_at)

    @contextmanager
    def _changing(self, *, phones: bool = True) -> Iterator[Any]:
        try:
            with self.database.write() as connection:
                yield connection
                centre_version.bump(connection)
                if phones:
                    intentions.write(connection, ReloadPhones(), signature(), self.now)
        except FieldError as error:
            raise AuthorError(str(error), key=error.field) from None
        ring(self.settings)

    def _write_down(self, connection: Any, verb: str, done: Change[Agent]) -> None:
        before = None if done.before is None else plain(done.before)
        entry = AuditEntry(self.now, signature(), verb, "agent", done.after.id, before, plain(done.after))
        audit.append(connection, entry)

    def _set_level(self, connection: Any, seen: Level, level: int | None, until: datetime | None = None) -> None:
        done = levels.set_level(connection, seen, level, until)
        assert isinstance(done, LevelChange)  # read and changed in one transaction
        cell = f"{seen.agent} {seen.skill}"
        before, after = asdict(done.before), asdict(done.after)
        audit.append(connection, AuditEntry(self.now, signature(), "set level", "level", cell, before, after))

    def _phone(self, connection: Any, agent: Agent) -> PhoneAccount:
        secret = agents.phone_secret(connection, agent.id) or ""
        return PhoneAccount(agent.id, self.settings.sip_host, self.settings.sip_port, secret, agent.name)


def _agent(connection: Any, agent_id: str) -> Agent:
    found = agents.of(connection, agent_id)
    if found is None:
        raise SetupError(f"there is no agent {agent_id}: `python3 -m ivr agents list` shows them")
    return found
