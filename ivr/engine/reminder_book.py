"""The reminders in the database, as the dialer works with them; every method blocks and belongs on a thread."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ivr.calls.call import Progress, disposition
from ivr.calls.disposition import Disposition
from ivr.calls.events import AttemptEnded, CallEvent, CallStarted, ReminderResponded
from ivr.calls.ids import fresh_id, leg_id
from ivr.contacts.number import phone_number, zones_of
from ivr.errors import AuthorError
from ivr.outbound.attempts import OUT_OF_HOURS, AttemptRule, Finished, first_attempt, next_attempt
from ivr.outbound.destination import allowed_destination
from ivr.store import attempts, call_events, reminders
from ivr.store.attempts import Attempt
from ivr.store.database import Database
from ivr.store.reminders import Reminder

CLAIM = timedelta(minutes=1)  # from the claim to the attempt: an engine that dies in between loses a minute
LEASE = timedelta(hours=2)  # longer than the longest call


@dataclass(frozen=True, slots=True)
class Call:
    """A reminder whose attempt is under way."""

    reminder: Reminder
    attempt: Attempt


@dataclass(frozen=True, slots=True)
class ReminderBook:
    """What is due, what was begun, what became of it."""

    database: Database
    rule: AttemptRule
    regions: tuple[str, ...]  # ISO regions that may be called

    def begin_due(self, now: datetime, limit: int) -> list[Call]:
        """Claim due reminders that may be called now and write each attempt down; the others wait or are refused."""
        with self.database.write() as connection:
            claimed = reminders.claim_due(connection, now, limit, now + CLAIM)
        return [call for reminder in claimed if (call := self._begin(reminder, now))]

    def of_call(self, call_id: str) -> Call | None:
        """The reminder an answered call tells, None when that call is none of ours or over."""
        with self.database.read() as connection:
            attempt = attempts.of_call(connection, call_id)
            reminder = reminders.load(connection, attempt.reminder_id) if attempt and not attempt.ended_at else None
        return Call(reminder, attempt) if reminder and attempt else None

    def respond(self, reminder_id: str, response: str) -> None:
        """Keep what the person answered, at once."""
        with self.database.write() as connection:
            reminders.respond(connection, reminder_id, response)

    def end(self, attempt: Attempt, ended: Disposition, now: datetime) -> bool:
        """Write how an attempt ended and what follows: False when that was written before."""
        with self.database.write() as connection:
            if not attempts.finish(connection, attempt.id, ended, now):
                return False
            reminder = reminders.load(connection, attempt.reminder_id)
            if reminder is None:
                return True
            tried = [past.disposition for past in attempts.of_reminder(connection, reminder.id) if past.disposition]
            decision = next_attempt(tried, now, _zones(reminder), self.rule)
            if isinstance(decision, Finished):
                reminders.close(connection, reminder.id, decision.disposition)
            else:
                reminders.put_back(connection, reminder.id, decision.at)
        return True

    def lost(self, living: Collection[str]) -> list[tuple[Attempt, Disposition]]:
        """Attempts of a dead engine whose channel is no more, with what is known of their end; none is rung again."""
        with self.database.read() as connection:
            gone = [attempt for attempt in attempts.left_open(connection) if attempt.leg_id not in living]
            return [(attempt, _known_end(call_events.of_call(connection, attempt.call_id))) for attempt in gone]

    def _begin(self, reminder: Reminder, now: datetime) -> Call | None:
        with self.database.write() as connection:
            if refusal := self._refusal(reminder.number):
                reminders.refuse(connection, reminder.id, refusal)
                return None
            decision = first_attempt(now, now, _zones(reminder), self.rule)
            if isinstance(decision, Finished):
                reminders.refuse(connection, reminder.id, OUT_OF_HOURS)
                return None
            if decision.at > now:
                reason = "outside the calling window of a zone this number may be in"
                reminders.put_back(connection, reminder.id, decision.at, reason)
                return None
            call_id = fresh_id()
            number = reminder.attempts_made + 1  # as it was claimed: whoever was too slow finds it taken
            attempt = Attempt(fresh_id(), reminder.id, number, call_id, leg_id(call_id, 0), now)
            reminders.extend_lease(connection, reminder.id, now + LEASE)
            return Call(reminder, attempt) if attempts.begin(connection, attempt) else None

    def _refusal(self, number: str) -> str | None:
        try:
            allowed_destination(number, self.regions)
        except AuthorError as refusal:
            return str(refusal)
        return None


def _zones(reminder: Reminder) -> tuple[str, ...]:
    own = reminder.message.get("timezone")
    return (str(own),) if own else zones_of(phone_number(reminder.number))


def _known_end(events: Iterable[CallEvent]) -> Disposition:
    """Who had picked up was told something; else Asterisk's own word if it is there, or nobody answered."""
    progress = Progress(outbound=True)
    answered, unanswered = False, Disposition.NO_ANSWER
    for event in events:
        unanswered = event.disposition if isinstance(event, AttemptEnded) else unanswered
        answered = answered or isinstance(event, CallStarted)
        if isinstance(event, ReminderResponded):
            progress = replace(progress, response=event.response)
    return disposition(progress) if answered else unanswered
