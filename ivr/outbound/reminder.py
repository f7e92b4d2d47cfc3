"""One thing to tell one person at one time, and how far it has come."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from ivr.calls.disposition import Disposition
from ivr.calls.values import TEXT_LENGTH
from ivr.contacts.contact import Contact
from ivr.errors import AuthorError, IllegalTransition, Misuse


class ReminderState(StrEnum):
    """How far a reminder has come."""

    SCHEDULED = "scheduled"
    DUE = "due"
    CALLING = "calling"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    CONNECTED = "connected"  # asked for somebody and talked
    HEARD = "heard"  # answered, and nothing decided
    EXHAUSTED = "exhausted"  # nobody reached, no attempt left
    REFUSED = "refused"  # destination or calling window forbids it
    WITHDRAWN = "withdrawn"  # taken back by us


class ReminderEvent(StrEnum):
    """What can happen to a reminder."""

    FALL_DUE = "fall_due"
    START = "start"
    RETRY = "retry"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    CONNECT = "connect"
    HEAR = "hear"
    EXHAUST = "exhaust"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


_S, _E = ReminderState, ReminderEvent
_ENDED: dict[ReminderEvent, ReminderState] = {}
_WAITING = {_E.START: _S.CALLING, _E.REFUSE: _S.REFUSED, _E.EXHAUST: _S.EXHAUSTED, _E.WITHDRAW: _S.WITHDRAWN}
TRANSITIONS: dict[ReminderState, dict[ReminderEvent, ReminderState]] = {
    _S.SCHEDULED: {_E.FALL_DUE: _S.DUE, **_WAITING},
    _S.DUE: {_E.RETRY: _S.SCHEDULED, **_WAITING},  # RETRY: due, but outside the calling window
    _S.CALLING: {
        _E.RETRY: _S.SCHEDULED,
        _E.CONFIRM: _S.CONFIRMED,
        _E.CANCEL: _S.CANCELLED,
        _E.CONNECT: _S.CONNECTED,
        _E.HEAR: _S.HEARD,
        _E.EXHAUST: _S.EXHAUSTED,
        _E.REFUSE: _S.REFUSED,
    },
    _S.CONFIRMED: _ENDED,
    _S.CANCELLED: _ENDED,
    _S.CONNECTED: _ENDED,
    _S.HEARD: _ENDED,
    _S.EXHAUSTED: _ENDED,
    _S.REFUSED: _ENDED,
    _S.WITHDRAWN: _ENDED,
}

_OUTCOMES = {
    Disposition.CONFIRMED: _E.CONFIRM,
    Disposition.CANCELLED: _E.CANCEL,
    Disposition.SERVED: _E.CONNECT,
    Disposition.TRANSFERRED: _E.CONNECT,
    Disposition.HEARD: _E.HEAR,
    Disposition.CUT_SHORT: _E.HEAR,
    Disposition.ABANDONED: _E.HEAR,
    Disposition.NOT_SERVED: _E.HEAR,
    Disposition.BUSY: _E.EXHAUST,
    Disposition.NO_ANSWER: _E.EXHAUST,
    Disposition.REJECTED: _E.EXHAUST,
    Disposition.FAILED: _E.EXHAUST,
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """A text or an appointment (or both) to be told from `due_at` on, an aware moment."""

    id: str
    contact: Contact
    due_at: datetime
    language: str
    text: str | None = None
    appointment_at: datetime | None = None
    state: ReminderState = ReminderState.SCHEDULED

    def __post_init__(self) -> None:
        if not (self.text or self.appointment_at):
            raise AuthorError("a reminder needs a text or an appointment", key="text")
        if self.text and (len(self.text) > TEXT_LENGTH or not self.text.isprintable()):
            raise AuthorError(f"a reminder's text is one line of at most {TEXT_LENGTH} characters", key="text")
        for key, moment in (("at", self.due_at), ("appointment", self.appointment_at)):
            if moment is not None and moment.tzinfo is None:
                raise AuthorError(f"the time {moment} needs an offset, such as +01:00", key=key)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return not TRANSITIONS[self.state]

    def is_due(self, now: datetime) -> bool:
        """Return whether it waits and its time has come."""
        return self.state in (ReminderState.SCHEDULED, ReminderState.DUE) and self.due_at <= now

    def after(self, event: ReminderEvent) -> "Reminder":
        """Return the reminder in the state that follows, or raise IllegalTransition."""
        following = TRANSITIONS[self.state].get(event)
        if following is None:
            raise IllegalTransition(f"reminder {self.id}", self.state.value, event.value)
        return replace(self, state=following)

    def retried_at(self, at: datetime) -> "Reminder":
        """Return the reminder scheduled again for this moment."""
        return replace(self.after(ReminderEvent.RETRY), due_at=at)


def final_event(disposition: Disposition) -> ReminderEvent:
    """Return how a reminder ends whose last call ended so."""
    event = _OUTCOMES.get(disposition)
    if event is None:
        raise Misuse(f"a reminder's call cannot end as {disposition}")
    return event
