"""What a notice says of a wish to the engine, and the way back where there is one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import url_for

from ivr.calls.intentions import (
    HangUpCall,
    Intention,
    ListenIn,
    LogOutAgent,
    Outcome,
    PauseAgent,
    PauseRecording,
    RecordTalk,
    UnpauseAgent,
)
from ivr.console.catalogue import _
from ivr.store import agents, live, pause_reasons
from ivr.store.intentions import IntentionRow

LATE = timedelta(seconds=1)  # the engine may write an outcome just as the time is over
ON_CALL = "on_call"


@dataclass(frozen=True, slots=True)
class Told:
    """What a notice says; without an outcome it is asked for again."""

    text: str
    outcome: Outcome | None
    undo: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def mood(self) -> str:
        """How the notice looks."""
        return {None: "calm", Outcome.DONE: "good"}.get(self.outcome, "bad")


def told(connection: Any, row: IntentionRow, again: str | None, now: datetime) -> Told:
    """What is to be said of a wish; `again` is the reason of the pause it ended."""
    outcome, name = row.outcome, _name(connection, row.wish)
    if has_expired(row, now):
        outcome = Outcome.EXPIRED
    if outcome is Outcome.DONE:
        return _done(connection, row.wish, name, again)
    if outcome is Outcome.REFUSED:
        return Told(f"{name}: {_(row.reason or '')}", outcome)
    if outcome is Outcome.EXPIRED:
        return Told(_("%(name)s: the engine did not answer in time. Nothing was done.", name=name), outcome)
    return Told(_("%(name)s: waiting for the answer …", name=name), None)


def has_expired(row: IntentionRow, now: datetime) -> bool:
    """Whether a wish came to nothing because nobody performed it in time, be it said or not."""
    return row.outcome is Outcome.EXPIRED or (row.outcome is None and now > row.expires_at + LATE)


def is_reason(connection: Any, reason: str | None) -> bool:
    """Whether an agent may be paused for this."""
    return any(one.id == reason and one.active for one in pause_reasons.everyone(connection))


def _done(connection: Any, wish: Intention | None, name: str, again: str | None) -> Told:  # noqa: PLR0911 - a line a wish
    match wish:
        case PauseAgent(agent=agent):
            later = any(one.agent == agent and one.state == ON_CALL for one in live.agents(connection))
            text = _("%(name)s: paused after this call.") if later else _("%(name)s: paused.")
            return Told(text % {"name": name}, Outcome.DONE, _address("unpause", agent))
        case UnpauseAgent(agent=agent):
            text = _("%(name)s takes calls again.", name=name)
            if not is_reason(connection, again):
                return Told(text, Outcome.DONE)
            return Told(text, Outcome.DONE, _address("pause", agent), {"reason": again or ""})
        case LogOutAgent():
            return Told(_("%(name)s: logged out. Only the agent can log in again.", name=name), Outcome.DONE)
        case HangUpCall():
            return Told(_("The call is ended."), Outcome.DONE)
        case RecordTalk():
            return Told(_("The talk is recorded."), Outcome.DONE)
        case PauseRecording():
            return Told(_("The recording is paused."), Outcome.DONE)
        case ListenIn():
            return Told(_("The telephone rings: answer it and you hear the talk."), Outcome.DONE)
        case _:
            return Told(_("Asterisk knows the telephones as they are now."), Outcome.DONE)


def _name(connection: Any, wish: Intention | None) -> str:
    match wish:
        case PauseAgent(agent=agent_id) | UnpauseAgent(agent=agent_id) | LogOutAgent(agent=agent_id):
            agent = agents.of(connection, agent_id)
            return agent.name if agent else agent_id
        case HangUpCall() | RecordTalk() | PauseRecording() | ListenIn():
            return str(_("Call"))
        case None:
            return str(_("Wish"))
        case _:
            return str(_("Telephones"))


def _address(view: str, agent: str) -> str:
    return url_for(f"agent_control.{view}", agent_id=agent)
