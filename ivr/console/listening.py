"""Listening in on a talk: who may, on which telephone of ours, and the wish that is written down for the engine."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ivr.access.account import PrincipalKind
from ivr.access.role import Permission
from ivr.calls.ids import fresh_id
from ivr.calls.intentions import ListenIn
from ivr.calls.listening import LONGEST_REASON, ListeningRule, ListenMode, listening_leg
from ivr.console.call_hang_up import in_reach
from ivr.console.catalogue import _l
from ivr.console.changes import Changed, Deed
from ivr.console.gate import principal
from ivr.console.live_calls import live_call
from ivr.console.people_scope import covers, skills_of
from ivr.console.wishes import wished
from ivr.errors import FieldError
from ivr.reports.live_rows import LiveCall
from ivr.store import accounts, agents, queues
from ivr.store.agents import Agent
from ivr.store.queues import Queue

ON_CALL = "on_call"
# Written in English where they arise; shown by `_(sentence)`.
REFUSALS = (
    _l("Talks of this queue may not be listened in on: its settings say so."),
    _l("Say why, in at most 200 characters of one line."),
    _l("Name the extension of the telephone that is to ring."),
    _l("No agent you may see has this extension."),
    _l("This is the telephone of the talk itself."),
    _l("Choose listen, whisper or barge."),
    _l("The talk is over."),
    _l("The telephone that should ring is in use."),
)


class TalkIsOver(Exception):
    """Nobody talks on this call now."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for: a mode, why, and the extension that rings ("": of his own telephone)."""

    mode: str
    reason: str
    extension: str = ""


def may_listen(call: LiveCall, seen: Iterable[Queue]) -> bool:
    """Whether who asks may listen in on talks of this call's queue, should the queue allow it at all."""
    return in_reach(call, seen, Permission.LISTEN_IN)


def is_offered(call: LiveCall, seen: Iterable[Queue]) -> bool:
    """Whether there is a talk just now whose queue allows it, for one who may."""
    queues_seen = tuple(seen)
    rule = next((one.listening for one in queues_seen if one.id == call.queue), ListeningRule.NEVER.value)
    return call.state == ON_CALL and rule != ListeningRule.NEVER and may_listen(call, queues_seen)


def own_extension(connection: Any) -> str:
    """The extension of the agent who asks is himself, empty where he is none."""
    agent = _own(connection)
    return agent.extension if agent else ""


def listening_deed(call_id: str, asked: Asked, ids: list[str]) -> Deed:
    """The deed of wishing it, which raises TalkIsOver or a FieldError; the wish's id is put into `ids`."""
    empty = ListenIn(call_id, "", "", "", "", "", "")

    def act(connection: Any) -> Changed:
        wish = _wish(connection, call_id, asked)
        return wished("call", call_id, wish, ids).act(connection)

    return replace(wished("call", call_id, empty, ids), act=act, reason=asked.reason)


def _wish(connection: Any, call_id: str, asked: Asked) -> ListenIn:
    live = live_call(connection, call_id)
    if live is None or live.state != ON_CALL or live.agent is None:
        raise TalkIsOver
    if asked.mode not in set(ListenMode):
        raise FieldError("mode", "Choose listen, whisper or barge.")
    if not asked.reason or len(asked.reason) > LONGEST_REASON or not asked.reason.isprintable():
        raise FieldError("reason", "Say why, in at most 200 characters of one line.")
    queue = queues.of(connection, live.queue or "")
    if queue is None or queue.listening == ListeningRule.NEVER:
        raise FieldError("mode", "Talks of this queue may not be listened in on: its settings say so.")
    phone = _phone(connection, asked.extension)
    if phone.id == live.agent:
        raise FieldError("extension", "This is the telephone of the talk itself.")
    leg_id = listening_leg(call_id, fresh_id())
    return ListenIn(call_id, leg_id, live.agent, phone.id, asked.mode, principal().signature, queue.listening)


def _phone(connection: Any, extension: str) -> Agent:
    """The agent whose telephone rings: his own whoever he is, else one whom the reader may see."""
    own = _own(connection)
    if own is not None and extension in ("", own.extension):
        return own
    if not extension:
        raise FieldError("extension", "Name the extension of the telephone that is to ring.")
    found = next((one for one in agents.everyone(connection) if one.active and one.extension == extension), None)
    if found is None or not covers(skills_of(connection, principal().scope), found):
        raise FieldError("extension", "No agent you may see has this extension.")
    return found


def _own(connection: Any) -> Agent | None:
    if principal().kind is not PrincipalKind.ACCOUNT:
        return None
    account = accounts.of_id(connection, principal().id)
    agent = agents.of(connection, account.agent) if account and account.agent else None
    return agent if agent and agent.active else None
