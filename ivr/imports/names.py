"""Ids of queues and agents made from what another system calls them: the same whatever was imported before."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from ivr.calls.slug import slug
from ivr.imports.rows import clean

AGENT_PREFIX = "agent-"
LONGEST = 20  # of what is made here: a visit's id holds a call's id and the queue's
MOST = 5_000  # names of either kind; a file with more is no telephone system's
INTERFACE = re.compile(
    r"(?:SIP|PJSIP|IAX2|DAHDI|Zap|Local|Agent|SCCP|H323|MGCP|USER|hint)[/:]([^@/]+?)(?:-[0-9a-f]{8})?(?:[@/].*)?",
    re.IGNORECASE,
)
NOBODY = frozenset({"", "NONE", "NULL", "\\N"})


@dataclass(slots=True)
class Names:
    """What queues and agents are called, by id; every name is asked for again and again, so answers are kept."""

    queues: dict[str, str] = field(default_factory=dict)
    agents: dict[str, str] = field(default_factory=dict)
    _queue_ids: dict[str, str] = field(default_factory=dict)
    _agent_ids: dict[str, str] = field(default_factory=dict)

    def queue(self, written: str) -> str | None:
        """The id of a queue, None where the row names none."""
        known = self._queue_ids.get(written)
        return known if known is not None else self._new(written, self._queue_ids, self.queues, _queue_name)

    def agent(self, written: str) -> str | None:
        """The id of an agent, None where the row names none."""
        known = self._agent_ids.get(written)
        if known is None:
            known = self._new(written, self._agent_ids, self.agents, agent_name)
        return known

    def _new(
        self, written: str, ids: dict[str, str], names: dict[str, str], name_of: Callable[[str], str]
    ) -> str | None:
        if written.strip() in NOBODY:
            return None
        name = name_of(written)
        made = _id(name)
        if ids is self._agent_ids:
            made = f"{AGENT_PREFIX}{made}"
        if len(ids) < MOST:
            ids[written] = made
            names.setdefault(made, name)
        return made


def agent_name(written: str) -> str:
    """The extension of an interface such as `PJSIP/101` or `Local/101@from-queue/n`, else the member's name."""
    found = INTERFACE.fullmatch(written.strip())
    return clean(found[1] if found else written) or "?"


def _queue_name(written: str) -> str:
    return clean(written) or "?"


def _id(name: str) -> str:
    """The name's slug; with a part of its hash where the slug says less than the name does."""
    made = slug(name)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    if made and plain.isascii() and len(made) <= LONGEST:
        return made
    part = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{made[: LONGEST - 9].strip('-')}-{part}".strip("-")
