"""One call as it can be told afterwards: its legs, visits, prompts and keys, and how it ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import Direction


class LegKind(StrEnum):
    """Whose part of the call a leg is."""

    CALLER = "caller"  # the outside person, also when we rang him
    AGENT = "agent"
    OUTSIDE = "outside"  # a number the caller was transferred to
    SUPERVISOR = "supervisor"  # who listened in on an agent's talk; counted in no figure of queues and agents


@dataclass(slots=True)
class Leg:
    """One party's part of a call; a moment that did not come is None."""

    leg_id: str
    kind: LegKind
    rang_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    agent: str | None = None  # of a supervisor's leg: who was listened to
    visit_id: str | None = None
    number: str | None = None
    cause: str | None = None  # why it was not answered
    hung_up_by: Party | None = None
    witness: str = "engine"
    account: str | None = None  # of a supervisor's leg: who listened, as the audit names him

    @property
    def disposition(self) -> str | None:
        """How it ended, in exactly one word: answered, or why not; None while it goes on."""
        if self.ended_at is None:
            return None
        was_connected = self.answered_at is not None or (self.kind is LegKind.OUTSIDE and self.cause is None)
        return "answered" if was_connected else self.cause or "not_answered"


@dataclass(slots=True)
class Visit:
    """One stay of a call in a queue."""

    visit_id: str
    call_id: str
    queue: str
    joined_at: datetime
    skill: str | None = None
    connected_at: datetime | None = None
    left_at: datetime | None = None  # stopped waiting, for the agent or otherwise
    talk_ended_at: datetime | None = None
    wrap_ended_at: datetime | None = None
    outcome: VisitOutcome | None = None  # None: still waiting
    agent: str | None = None
    fallback: bool = False  # Asterisk's own queue held the caller
    witness: str = "engine"
    callback_id: str | None = None  # the rest of a wait that began in another call: offered and counted there
    offers: int = 0  # agents' phones that rang for it
    not_taken: int = 0  # of them: nobody answered, busy or out of reach
    transferred: bool = False  # answered, and the call then went to another queue or to a number outside
    attended: bool = False  # transferred, after its agent had talked with the colleague

    @property
    def wait_s(self) -> float | None:
        """Seconds from joining to the agent or to leaving; None while waiting."""
        return _seconds(self.joined_at, self.left_at)

    @property
    def talk_s(self) -> float | None:
        """Seconds with the agent; None when there was none or they still talk."""
        return _seconds(self.connected_at, self.talk_ended_at)

    @property
    def wrap_s(self) -> float | None:
        """Seconds from the end of the talk until the agent was ready or gone; None when not known."""
        return _seconds(self.talk_ended_at, self.wrap_ended_at)


@dataclass(frozen=True, slots=True)
class HeardPrompts:
    """Prompts played to the caller."""

    at: datetime
    prompts: tuple[str, ...]
    language: str
    seconds: float
    completed: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys that came, or none, where some were asked for."""

    at: datetime
    node: str
    digits: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a waiting caller was told, and what was expected then, in seconds from that moment."""

    visit_id: str
    at: datetime
    less_than_s: int | None
    p50_s: float | None
    p80_s: float | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A queue the caller was not let into: no visit, and not offered."""

    call_id: str
    queue: str
    refused_at: datetime
    cause: str  # closed | full | nobody


class StayEnd(StrEnum):
    """How one stay at a menu ended."""

    CHOSEN = "chosen"  # a key that means something there
    SENT_ON = "sent_on"  # tried in vain as often as the menu lets one, and led on
    LEFT = "left"  # hung up
    CUT = "cut"  # ended otherwise than by the caller
    OPEN = ""  # not over


@dataclass(frozen=True, slots=True)
class MenuStay:
    """One stay of a caller at a menu, or (number 0) his whole call in the menu it came in to."""

    call_id: str
    number: int
    menu: str
    node: str  # empty of a whole call
    entered_at: datetime
    ended: str = StayEnd.OPEN.value  # of a whole call its disposition
    key: str = ""  # the one that was meant
    went: str = ""  # the node that came next; of a whole call whether it reached anybody
    timeouts: int = 0
    wrong: int = 0


@dataclass(slots=True)
class Attempt:
    """One try of a reminder."""

    attempt_id: str
    reminder_id: str
    number: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    disposition: Disposition | None = None
    response: str | None = None


@dataclass(slots=True)
class Kept:
    """A time the caller spent in Asterisk's own queue; `back_at` when we took him back."""

    entered_at: datetime
    back_at: datetime | None = None


@dataclass(slots=True)
class CallRecord:
    """Everything the history knows about one call; `disposition` None means it is not over."""

    call_id: str
    started_at: datetime
    direction: Direction | None = None
    entry: str | None = None
    caller_id: str | None = None
    dialled: str | None = None
    channel: str | None = None
    linkedid: str | None = None
    language: str | None = None
    legs: tuple[Leg, ...] = ()
    visits: tuple[Visit, ...] = ()
    prompts: tuple[HeardPrompts, ...] = ()
    keys: tuple[Keys, ...] = ()
    told: tuple[Told, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    stays: tuple[MenuStay, ...] = ()
    attempt: Attempt | None = None
    callback_id: str | None = None  # of the callback this call is an attempt of
    fallback: bool = False
    kept: tuple[Kept, ...] = ()
    ended_at: datetime | None = None
    disposition: Disposition | None = None
    hung_up_by: Party | None = None
    witness: str = "engine"  # who saw the end
    end_was_seen: bool = True  # False: of a call we placed, or were about to place; nobody here saw what became of it

    @property
    def is_open(self) -> bool:
        """Whether the end of the call is not in the history."""
        return self.disposition is None

    @property
    def seconds(self) -> float | None:
        """Length of the call; None while it is open."""
        return _seconds(self.started_at, self.ended_at)


def _seconds(since: datetime | None, until: datetime | None) -> float | None:
    return None if since is None or until is None else max((until - since).total_seconds(), 0.0)
