"""What happened when a supervisor listened in: past-tense facts of the one history, beside those of `events`."""

from dataclasses import dataclass

from ivr.calls.events import CallEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningAsked(CallEvent):
    """A supervisor's telephone was asked to ring, that he may hear an agent's talk; told before Asterisk is asked."""

    leg_id: str
    agent: str  # who is listened to
    account: str  # who listens, as the audit names him
    phone: str  # the agent's telephone that rings for him
    mode: str
    rule: str  # of the queue, as it was then


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningBegan(CallEvent):
    """The supervisor's telephone was answered: he hears the talk."""

    leg_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningSwitched(CallEvent):
    """The supervisor pressed a key of his telephone: from now on others hear him, or no longer."""

    leg_id: str
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeningEnded(CallEvent):
    """The supervisor's leg is over: by himself or with the talk; `cause` says why where it was never answered."""

    leg_id: str
    cause: str | None = None
