"""Where a caller goes whom an agent sent on; a number that leads to nobody never loses him.

He waits again then, in the queue he had come from and with the time he had waited there before, and the agent who
sent him on is asked first.
"""

from dataclasses import replace

from ivr.calls.commands import EnterQueue
from ivr.calls.events import CallQueued
from ivr.calls.standing import Standing
from ivr.calls.transfer_events import CallSentOn
from ivr.engine.caller import Caller


async def go_on(caller: Caller, stood: Standing, dialled: str, target: str) -> bool:
    """Walk a caller whom an agent sent on: whether he talked or waited; a menu is the door's to follow."""
    caller.progress = replace(stood.progress, served=True, waiting=False)  # only an agent's phone leads here
    caller.write(CallSentOn, agent=stood.agent, dialled=dialled, target=target)
    kind, _, name = target.partition(":")
    if kind not in ("menu", "none") and await caller.put_through(name):
        return True
    if kind == "menu" or stood.visited is None:
        return False
    await caller.wait_again(_wish(stood.visited), stood.visited.entered_at or stood.visited.at, stood.agent)
    return True


def _wish(visited: CallQueued) -> EnterQueue:
    return EnterQueue(visited.queue, visited.skill, visited.min_level, visited.priority)
