"""What happened around queues to those they could not serve: past-tense facts of the one history, beside `events`."""

from dataclasses import dataclass

from ivr.calls.events import CallEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRefused(CallEvent):
    """The call was not let into a queue: no visit begins, and it is not offered (docs/metrics.md)."""

    queue: str
    skill: str
    cause: str  # closed | full | nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDiverted(CallEvent):
    """The call went on where its queue sends those whom it could not serve."""

    queue: str
    target: str  # queue:, voicemail:, number: or menu:, and an id


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLeft(CallEvent):
    """The caller left a message."""

    message_id: str
    box: str
    seconds: float
