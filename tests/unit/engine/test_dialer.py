"""The dialer: what is due rings once, and each attempt ends with what became of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from ivr.asterisk.ami_events import Hangup, OriginateResponse
from ivr.asterisk.originate import Originate
from ivr.calls.disposition import Disposition
from ivr.calls.events import AttemptEnded, AttemptStarted
from ivr.calls.ids import uuid7
from ivr.engine import dialer as module
from ivr.engine import outbound_legs
from ivr.engine.dialer import Dialer, Plan
from ivr.engine.doorbell import Bell
from ivr.engine.outbound_legs import OutboundLegs, Trunk
from ivr.engine.reminder_book import ReminderBook
from ivr.errors import ActionRefused, AsteriskError, ConnectionLost
from ivr.outbound.attempts import AttemptRule
from ivr.outbound.pacing import Pace
from ivr.outbound.reminder import Message
from ivr.store import attempts, reminders
from ivr.store.database import Database
from ivr.store.reminders import Reminder, ReminderState

BUSY, NORMAL = 17, 16


class Room:
    """A dialer at work; Asterisk is in our hands."""

    def __init__(self, database: Database, office, folder: Path) -> None:
        self.database, self.office = database, office
        self.book = ReminderBook(database, AttemptRule(retry_after=timedelta(minutes=15)), ("HU",))
        self.refusal: AsteriskError | None = None
        self.asked: asyncio.Queue[Originate] = asyncio.Queue()
        self.bell = Bell()
        self.may_dial = True
        self.legs, self.dialer = self.new_engine()

    def new_engine(self) -> tuple[OutboundLegs, Dialer]:
        legs = OutboundLegs(Trunk(("HU",), Pace(2, 50.0, kept=0), "+3612223333"), self.originate)
        return legs, Dialer(self.book, legs, Plan("reminder", "Europe/Budapest"), self.office.diary)

    async def originate(self, call: Originate) -> None:
        self.asked.put_nowait(call)
        if self.refusal:
            raise self.refusal

    def due(self, number: int = 1) -> str:
        now = self.office.clock.now()
        reminder = Reminder(uuid7(number, bytes(10)), "+36301234567", "hu", now, now, Message("Hello.").to_plain())
        with self.database.write() as connection:
            reminders.add(connection, reminder)
        return reminder.id

    async def rings(self) -> Originate:
        self.bell.pressed.set()
        return await asyncio.wait_for(self.asked.get(), 60)

    async def rounds(self, number: int = 2) -> None:
        """Let the dialer look into the book so many times."""
        for _ in range(number):
            self.bell.pressed.set()
            async with asyncio.timeout(60):
                while self.bell.pressed.is_set():  # noqa: ASYNC110 - the bell says when it rings, not when it is heard
                    await asyncio.sleep(0)

    async def ended(self, reminder_id: str) -> Disposition:
        """What the attempt of a reminder ended with, as soon as it has."""
        async with asyncio.timeout(60):
            while not self.over:  # noqa: ASYNC110 - the pen tells nobody
                await asyncio.sleep(0)
        with self.database.read() as connection:
            return attempts.of_reminder(connection, reminder_id)[-1].disposition

    @property
    def over(self) -> bool:
        return any(isinstance(event, AttemptEnded) for event in self.office.events)

    def reminder(self, reminder_id: str) -> Reminder:
        with self.database.read() as connection:
            return reminders.load(connection, reminder_id)


@pytest.fixture
async def room(database: Database, office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Room]:
    monkeypatch.setattr(outbound_legs, "CAUSE_S", 0)
    monkeypatch.setattr(module, "LOOK_S", 600)
    room = Room(database, office, tmp_path)
    running = asyncio.create_task(room.dialer.run(room.bell, lambda: room.may_dial))
    yield room
    running.cancel()


def unanswered(call: Originate) -> OriginateResponse:
    return OriginateResponse(call.channel_id, False, "", "<null>", 0)


def hangup(call: Originate, cause: int) -> Hangup:
    return Hangup("PJSIP/carrier-1", call.channel_id, call.channel_id, cause)


async def test_a_due_reminder_rings_over_the_carrier_under_its_own_ids(room: Room) -> None:
    reminder = room.due()

    call = await room.rings()

    started = room.office.only(AttemptStarted)
    assert (call.dial_string, call.caller_id) == ("PJSIP/+36301234567@carrier", "+3612223333")
    assert (call.context, call.exten, call.channel_id) == ("outbound", "answered", started.leg_id)
    assert call.variables == {"IVR_CALL": started.call_id, "IVR_ATTEMPT": started.attempt_id, "IVR_LANGUAGE": "hu"}
    assert started.reminder_id == reminder


async def test_it_rings_once_however_often_the_bell_does(room: Room) -> None:
    room.due()
    await room.rings()

    await room.rounds(3)

    assert room.asked.empty()


async def test_no_more_ring_at_once_than_the_trunk_carries(room: Room) -> None:
    for number in (1, 2, 3):
        room.due(number)

    first = await room.rings()
    await room.rings()
    await room.rounds()
    assert room.asked.empty()
    room.legs.responded(unanswered(first))

    await room.ended(room.office.events[0].reminder_id)
    assert (await room.rings()).channel_id != first.channel_id


async def test_the_cause_of_the_hangup_says_why_nobody_answered(room: Room) -> None:
    reminder = room.due()
    call = await room.rings()

    room.legs.responded(unanswered(call))
    room.legs.hung_up(hangup(call, BUSY))

    assert await room.ended(reminder) is Disposition.BUSY
    waiting = room.reminder(reminder)
    assert (waiting.state, waiting.next_attempt_at) == (
        ReminderState.WAITING,
        room.office.clock.now() + timedelta(minutes=15),
    )


async def test_an_originate_asterisk_refuses_is_a_failed_attempt_tried_again_soon(room: Room) -> None:
    room.refusal = ActionRefused()
    reminder = room.due()

    await room.rings()

    assert await room.ended(reminder) is Disposition.FAILED
    assert room.reminder(reminder).next_attempt_at == room.office.clock.now() + timedelta(minutes=1)


async def test_nothing_rings_while_the_manager_is_away(room: Room) -> None:
    room.may_dial = False
    room.due()

    await room.rounds()

    assert room.asked.empty()


async def test_without_a_carrier_reminders_wait(database: Database, office, tmp_path: Path) -> None:
    room = Room(database, office, tmp_path)
    dialer = Dialer(room.book, OutboundLegs(None, room.originate), Plan("reminder", "UTC"), office.diary)
    running = asyncio.create_task(dialer.run(room.bell, lambda: True))
    reminder = room.due()

    await room.rounds()
    running.cancel()

    assert room.reminder(reminder).state is ReminderState.WAITING


async def test_a_round_that_breaks_off_is_not_the_last(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(reminders, "claim_due", None)
        await room.rounds()
    room.due()

    assert await room.rings()


async def test_an_answered_call_learns_what_it_has_to_tell(room: Room) -> None:
    reminder = room.due()
    call = await room.rings()

    found = await room.dialer.of_call(call.variables["IVR_CALL"])

    assert (found.reminder_id, found.menu, found.language) == (reminder, "reminder", "hu")
    assert [say.prompt for say in found.facts["reminder"]] == ["reminder_greeting_unnamed", "reminder_text"]
    assert await room.dialer.of_call("unknown") is None


async def test_an_answered_call_ends_its_attempt_and_frees_the_trunk(room: Room) -> None:
    reminder = room.due()
    call = await room.rings()
    call_id = call.variables["IVR_CALL"]
    found = await room.dialer.of_call(call_id)

    room.legs.responded(OriginateResponse(call.channel_id, True, "x", call.channel_id, 4))
    room.legs.hung_up(hangup(call, NORMAL))
    await room.dialer.call_ended(found, call_id, Disposition.CONFIRMED)

    assert await room.ended(reminder) is Disposition.CONFIRMED
    assert room.reminder(reminder).state is ReminderState.DONE
    assert not room.legs._under_way


async def test_an_attempt_of_a_dead_engine_ends_without_ringing_again(room: Room) -> None:
    reminder = room.due()
    await room.rings()

    legs, _ = room.new_engine()
    await legs.take_up(living=set())

    assert await room.ended(reminder) is Disposition.NO_ANSWER
    assert not room.office.only(AttemptEnded).was_seen


async def test_a_call_of_a_dead_engine_that_still_lives_ends_when_it_hangs_up(room: Room) -> None:
    reminder = room.due()
    call = await room.rings()
    legs, _ = room.new_engine()

    await legs.take_up(living={call.channel_id, "1.1"})
    assert not room.over
    legs.hung_up(hangup(call, NORMAL))

    assert await room.ended(reminder) is Disposition.NO_ANSWER


async def test_what_was_asked_over_this_connection_is_not_taken_for_lost(room: Room) -> None:
    room.legs.asterisk_found()
    room.due()
    await room.rings()

    await room.legs.take_up(living=set())

    assert not room.over


async def test_what_ended_while_the_connection_was_lost_is_taken_up(room: Room) -> None:
    room.refusal = ConnectionLost()
    reminder = room.due()
    await room.rings()
    await room.rounds(1)
    assert not room.over

    room.legs.asterisk_found()
    await room.legs.take_up(living=set())

    assert await room.ended(reminder) is Disposition.NO_ANSWER
    assert not room.legs._under_way
