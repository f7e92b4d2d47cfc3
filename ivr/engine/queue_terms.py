"""What each queue asks for now: its terms for the router, whom it lets in and prefers, where it is open."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from ivr.calls.admission import EVERYBODY, Refusal
from ivr.calls.commands import EnterQueue
from ivr.calls.recording import NO_RECORDING, RecordingRule
from ivr.hours.schedule import Schedule, is_open
from ivr.routing.rules import Terms

SEND_ON = "send_on"


@dataclass(frozen=True, slots=True)
class QueueRules:
    """What a queue adds to the wish of each of its callers, and its own door; `closing`: ivr.store.queues.CLOSINGS."""

    priority_s: int = 0
    same_agent: bool = False
    capacity: int | None = None
    closing: str = ""
    recording: RecordingRule = NO_RECORDING

    def refusal(self, *, waiting: int, is_open: bool) -> Refusal | None:
        """Why one more call is not let in, None when it is."""
        if self.closing and not is_open:
            return Refusal.CLOSED
        if self.capacity is not None and waiting >= self.capacity:
            return Refusal.FULL
        return None


NONE = QueueRules()


@dataclass(slots=True)
class QueueTerms:
    """What each queue asks for now; `usual` for one that asks for nothing of its own; `skills` is queue -> skill."""

    own: Mapping[str, Terms]
    usual: Terms
    skills: Mapping[str, str] = field(default_factory=dict)
    schedule: Schedule | None = None  # None: always open
    rules: Mapping[str, QueueRules] = field(default_factory=dict)

    def use(self, fresh: "QueueTerms") -> list[str]:
        """From now on ask for what these ask for: the queues there are no more."""
        gone = [queue for queue in self.own if queue not in fresh.own]
        self.own, self.usual, self.skills, self.schedule = fresh.own, fresh.usual, fresh.skills, fresh.schedule
        self.rules = fresh.rules
        return gone

    def is_open(self, now: datetime) -> bool:
        """Whether that is within opening hours."""
        return self.schedule is None or is_open(self.schedule, now)

    def of(self, queue: str) -> Terms:
        """The terms of a queue."""
        return self.own.get(queue, self.usual)

    def rules_of(self, queue: str) -> QueueRules:
        """Whom a queue lets in and prefers."""
        return self.rules.get(queue, NONE)

    def recording_of(self, queue: str) -> RecordingRule:
        """Which of its talks are recorded."""
        return self.rules_of(queue).recording

    def sent_home(self) -> list[str]:
        """The queues whose callers are sent on at closing time."""
        return [queue for queue, rules in self.rules.items() if rules.closing == SEND_ON]

    def wish(self, queue: str, before: EnterQueue) -> EnterQueue | None:
        """What somebody asks of another queue who waited in one before; None when there is no such queue."""
        skill = self.skills.get(queue)
        if skill is None:
            return None
        return replace(
            before, queue=queue, skill=skill, min_level=before.min_level if skill == before.skill else 1, door=EVERYBODY
        )
