"""An agent rings a colleague from his phone, most often while a caller waits at it: a call of its own, in no queue."""

from dataclasses import dataclass
from typing import Any

from ivr.asterisk.caller_line import phone_of
from ivr.calls.answering import PlacedVoice
from ivr.calls.call import Progress
from ivr.calls.events import CallAnswered
from ivr.calls.ids import leg_id
from ivr.calls.transfer_events import AgentConsulted
from ivr.engine.caller import Caller
from ivr.engine.history import History
from ivr.engine.house import House

AGENT = "agent:"  # what a colleague's extension leads to


@dataclass(frozen=True, slots=True)
class Wish:
    """Who rings whom."""

    agent: str
    colleague: str


async def consult(house: House, caller: Caller, voice: PlacedVoice, history: History, wish: Wish) -> None:
    """Ring the colleague until one of both hangs up; a phone that nobody takes is like any other."""
    caller.progress, call_id = Progress(internal=True), history.call_id
    pair: dict[str, Any] = {"agent": wish.agent, "colleague": wish.colleague}
    asked_for = _in_hand(house, wish.agent)
    own = leg_id(call_id, 0)
    history.add(AgentConsulted, **pair, other_call=asked_for, leg_id=own)
    if asked_for:
        history.diary.add(AgentConsulted, call_id=asked_for, **pair, other_call=call_id)
    # IVR_DONE: whatever becomes of the engine, a colleague is nobody to wait for in Asterisk's queue
    await voice.set_variables({"IVR_CALL": call_id, "CHANNEL(accountcode)": call_id, "IVR_DONE": "1"})
    await caller.put_through(wish.colleague, lambda at: history.add(CallAnswered, at=at, leg_id=own))
    await caller.end()


def _in_hand(house: House, agent: str) -> str | None:
    """The call whose caller waits at the agent's phone."""
    channels = [channel for channel, phone in house.answers.talks_on() if phone_of(phone) == agent]
    lines = [house.transfers.lines[channel] for channel in channels if channel in house.transfers.lines]
    return lines[0].call_id if lines else None
