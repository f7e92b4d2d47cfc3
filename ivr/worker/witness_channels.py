"""Rows of Asterisk's own record (CEL) of one call, read as the lives of its channels. Pure."""

import hashlib
import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ivr.asterisk.cel import CelRecord
from ivr.calls.events import CallEvent
from ivr.calls.ids import call_of, uuid7

WITNESS = "cel"
NAMESPACE = uuid.UUID("3d7c1a52-6a60-4c7b-9a52-0f3f6a2b9d11")
AGENT_CHANNEL = re.compile(r"PJSIP/(agent-[a-z0-9-]+)-[0-9a-f]{8}(?:;[12])?")


@dataclass(frozen=True, slots=True)
class Fallback:
    """Asterisk took the caller into its own queue; what the engine had written on the channel before."""

    at: datetime
    call_id: str | None
    queue: str | None
    joined_at: datetime | None
    skill: str | None


@dataclass(frozen=True, slots=True)
class Connected:
    """The caller was connected with an agent whose phone rang for somebody else: he talked with him from then on."""

    at: datetime
    until: datetime
    channel: str
    agent: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One channel's life in a call."""

    channel: str
    uniqueid: str
    started: CelRecord
    answered_at: datetime | None
    bridged_at: datetime | None
    ended_at: datetime
    cause: int
    ended_by: str  # name of the channel that hung up, else what did it

    @property
    def agent(self) -> str | None:
        """The agent whose phone this is."""
        found = AGENT_CHANNEL.fullmatch(self.channel)
        return found[1] if found else None


def event_id_of(linkedid: str, kind: type[CallEvent], subject: str = "") -> str:
    """The id of an event these rows tell: the same however often they are read."""
    return str(uuid.uuid5(NAMESPACE, f"{linkedid}|{kind.__name__}|{subject}"))


def call_id_of(rows: Sequence[CelRecord]) -> str:
    """Our id of the call these rows of one linkedid tell of; one made from them when it never reached us."""
    first = rows[0]
    made = hashlib.sha256(first.linkedid.encode()).digest()[:10]
    return named_call(rows) or uuid7(int(first.eventtime.timestamp() * 1000), made)


def named_call(rows: Sequence[CelRecord]) -> str | None:
    """Our id of the call as the rows themselves name it; None when its caller left before it was given one."""
    return next(iter(_names(rows)), None)


def is_named_by_one(rows: Sequence[CelRecord]) -> bool:
    """Whether the rows name one call: an agent who connects two of his calls brings channels of the other one in."""
    return len(set(_names(rows))) == 1


def _names(rows: Sequence[CelRecord]) -> list[str]:
    named = [call_of(row.accountcode) for row in rows] + [call_of(row.uniqueid) for row in rows]
    return [found for found in [*named, *(kept.call_id for kept in fallbacks_of(rows))] if found]


def channels_of(rows: Sequence[CelRecord]) -> list[Seen]:
    """The channels of a call in the order they began, the caller's first; none while the caller's is not over.

    Another one without an end was connected with another call, and left this one when it left its bridge.
    """
    starts = [row for row in rows if row.eventtype == "CHAN_START"]
    ordered = sorted(starts, key=lambda row: (row.uniqueid != row.linkedid, row.eventtime))
    lives = [_life(start, rows) for start in ordered]
    complete = [life for life in lives if life is not None]
    is_over = bool(lives) and lives[0] is not None and _end(ordered[0], rows) is not None
    return complete if is_over else []


def connected_of(rows: Sequence[CelRecord]) -> list[Connected]:
    """The agents an agent connected the caller with: their phones rang in another call.

    Either the caller came into the agent's bridge or the agent into his: the row says so of who came.
    """
    rang = {row.channame for row in rows if row.eventtype in {"CHAN_START", "ANSWER"}}
    began: dict[str, datetime] = {}
    ended: dict[str, datetime] = {}
    for row in rows:
        other = row.peer if row.uniqueid == row.linkedid else row.channame
        if other not in rang and AGENT_CHANNEL.fullmatch(other):
            if row.eventtype == "BRIDGE_ENTER":
                began.setdefault(other, row.eventtime)
            elif row.eventtype in {"BRIDGE_EXIT", "HANGUP"}:
                ended.setdefault(other, row.eventtime)
    return [Connected(at, ended.get(one, rows[-1].eventtime), one, _agent(one)) for one, at in began.items()]


def _agent(channel: str) -> str:
    return AGENT_CHANNEL.sub(r"\1", channel)


def _end(start: CelRecord, rows: Sequence[CelRecord]) -> CelRecord | None:
    own = {row.eventtype: row for row in reversed(rows) if row.uniqueid == start.uniqueid}
    return own.get("HANGUP") or own.get("CHAN_END")


def _left(start: CelRecord, rows: Sequence[CelRecord]) -> CelRecord | None:
    exits = [row for row in rows if row.eventtype == "BRIDGE_EXIT"]
    return next((row for row in exits if start.uniqueid == row.uniqueid or start.channame == row.peer), None)


def _life(start: CelRecord, rows: Sequence[CelRecord]) -> Seen | None:
    first = {row.eventtype: row for row in reversed(rows) if row.uniqueid == start.uniqueid}
    end = _end(start, rows) or _left(start, rows)
    if end is None:
        return None
    extra = _extra(end)
    return Seen(
        channel=start.channame,
        uniqueid=start.uniqueid,
        started=start,
        answered_at=first["ANSWER"].eventtime if "ANSWER" in first else None,
        bridged_at=first["BRIDGE_ENTER"].eventtime if "BRIDGE_ENTER" in first else None,
        ended_at=end.eventtime,
        cause=_whole(extra.get("hangupcause")),
        ended_by=str(extra.get("hangupsource", "")),
    )


def fallbacks_of(rows: Sequence[CelRecord]) -> list[Fallback]:
    """Each time Asterisk took the caller into its own queue."""
    return [_fallback(row) for row in rows if row.userdeftype == "FALLBACK"]


def _fallback(row: CelRecord) -> Fallback:
    call_id, queue, joined, skill, *_ = [*str(_extra(row).get("extra", "")).split("|"), "", "", "", ""]
    return Fallback(row.eventtime, call_of(call_id), queue or None, _epoch(joined), skill or None)


def _extra(row: CelRecord) -> dict[str, Any]:
    try:
        found = json.loads(row.eventextra or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _epoch(text: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(text), UTC)
    except (ValueError, OverflowError, OSError):
        return None
