"""Where a call stands, read from what was written down of it: what one must know who walks with its caller again."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ivr.calls.call import Progress
from ivr.calls.events import (
    AgentConnected,
    CallEvent,
    CallQueued,
    CallStarted,
    Direction,
    LanguageChosen,
    NodeEntered,
    PromptPlayed,
    ReminderResponded,
    VisitEnded,
    WaitAnnounced,
)
from ivr.calls.ids import is_agent
from ivr.calls.recording import Consent
from ivr.calls.recording_events import RecordingAnnounced
from ivr.calls.transfer_events import CallSentOn, CallTransferred, Manner

CALLBACK_OFFER = "callback_offer"  # the words that offer a callback


@dataclass(frozen=True, slots=True)
class Standing:
    """The way a call has come; `menu` and `node` are those of the visit still open, `legs` the last leg's number."""

    call_id: str
    started: CallStarted | None = None
    language: str = ""
    menu: str = ""
    node: str = ""
    queued: CallQueued | None = None
    told: WaitAnnounced | None = None  # last, in the visit still open; `apologised` when that was ever done in it
    callback_offered: bool = False  # in the visit still open
    progress: Progress = field(default_factory=Progress)
    legs: int = 0
    visited: CallQueued | None = None  # the last visit, also when it is over
    agent: str | None = None  # whom the caller talked with last
    consent: Consent = Consent.NOT_ASKED

    @property
    def order(self) -> tuple[bool, float]:
        """The sort key of several calls: who waits in a queue comes before the others, the longest waiting first."""
        since = self.queued or self.started
        return self.queued is None, since.at.timestamp() if since else math.inf


def standing(call_id: str, events: Iterable[CallEvent]) -> Standing:
    """Where the call stands after these events, which are in order."""
    found = Standing(call_id)
    for event in events:
        number = str(getattr(event, "leg_id", "")).removeprefix(f"{call_id}-")
        legs = max(found.legs, int(number)) if number.isdecimal() else found.legs
        found = replace(_after(found, event), legs=legs)
    return found


def _after(found: Standing, event: CallEvent) -> Standing:  # noqa: PLR0911, PLR0912 - one line a kind of event
    progress = found.progress
    match event:
        case CallStarted():
            outbound = replace(progress, outbound=event.direction is Direction.OUTBOUND)
            return replace(found, started=found.started or event, progress=outbound)
        case LanguageChosen(language=language):
            return replace(found, language=language)
        case NodeEntered(menu=menu, node=node, node_kind=kind):
            if found.queued is None:  # who waits may hear more, and keeps his place
                found = replace(found, menu=menu, node=node)
            return replace(found, progress=progress.entered(kind))
        case CallQueued():
            waits = replace(progress, queued=True, waiting=True)
            return replace(found, queued=event, visited=event, told=None, callback_offered=False, progress=waits)
        case PromptPlayed(prompts=prompts) if CALLBACK_OFFER in prompts:
            return replace(found, callback_offered=True)
        case WaitAnnounced():
            before = found.told is not None and found.told.apologised
            return replace(found, told=replace(event, apologised=event.apologised or before))
        case AgentConnected(agent=agent):
            return replace(found, queued=None, agent=agent, progress=replace(progress, served=True, waiting=False))
        case VisitEnded():
            return replace(found, queued=None, progress=replace(progress, waiting=False))
        case CallTransferred(connected=connected, destination=destination):
            talked = destination if connected and is_agent(destination) else found.agent
            return replace(found, agent=talked, progress=replace(progress, transferred=connected))
        case CallSentOn(manner=Manner.ATTENDED, target=target):
            return replace(found, agent=target.partition(":")[2])
        case RecordingAnnounced(consent=consent):
            return replace(found, consent=Consent(consent))
        case ReminderResponded(response=response):
            return replace(found, progress=replace(progress, response=response))
    return found
