"""Who is let into a queue, and where those go who are not."""

from zoneinfo import ZoneInfo

from ivr.calls.admission import EVERYBODY, Admission, Refusal
from ivr.calls.commands import EnterQueue, HungUp, Say
from ivr.calls.events import PromptPlayed
from ivr.calls.scripted_voice import ScriptedVoice, holds, plays, sets
from ivr.calls.waiting_events import CallDiverted, QueueRefused
from ivr.engine.queue_door import QueueDoor, Refused
from ivr.engine.queue_terms import QueueRules
from ivr.hours.schedule import Schedule
from ivr.hours.week import Week
from ivr.routing.rules import Terms

CLOSED = Schedule(ZoneInfo("UTC"), Week.of({}))
STAFFED, ONE_ONLY = Admission(only_staffed=True), Admission(full_at=1)


def asks(door: Admission) -> EnterQueue:
    return EnterQueue("reception", "reception", door=door)


def test_a_queue_without_agents_or_out_of_hours_may_refuse(office) -> None:
    office.terms.schedule = CLOSED
    door, now = QueueDoor(office.dispatcher, office.terms), office.clock.now()
    assert door.refuses(asks(STAFFED), now) == Refused(Refusal.NOBODY)
    assert door.refuses(asks(Admission(only_open=True)), now) == Refused(Refusal.CLOSED)

    office.log_in("agent-anna")
    assert door.refuses(asks(STAFFED), now) is None


def test_who_left_makes_room(office) -> None:
    door, now = QueueDoor(office.dispatcher, office.terms), office.clock.now()
    with door.inside("reception"):
        assert door.refuses(asks(ONE_ONLY), now) == Refused(Refusal.FULL)
    assert door.refuses(asks(ONE_ONLY), now) is None


def test_a_queue_refuses_by_rules_of_its_own_and_says_so(office) -> None:
    office.terms.rules = {"reception": QueueRules(capacity=1, closing="serve")}
    door, now = QueueDoor(office.dispatcher, office.terms), office.clock.now()
    with door.inside("reception"):
        assert door.refuses(asks(EVERYBODY), now) == Refused(Refusal.FULL, (Say("queue_full"),))
    office.terms.schedule = CLOSED
    assert door.refuses(asks(EVERYBODY), now) == Refused(Refusal.CLOSED, (Say("closed_now"),))


def test_a_queue_that_sends_on_at_closing_time_says_so_only_then(office) -> None:
    door, now = QueueDoor(office.dispatcher, office.terms), office.clock.now()
    office.terms.rules = {"reception": QueueRules(closing="send_on"), "nurse": QueueRules(closing="serve")}
    assert door.closes("reception", now) == ()
    office.terms.schedule = CLOSED
    assert door.closes("reception", now) == (Say("closed_now"),)
    assert door.closes("nurse", now) == ()
    assert not door.closed_since("reception", now.timestamp() - 60, now)  # it was closed then too


async def test_who_comes_after_hours_hears_it_and_is_not_offered(office) -> None:
    office.terms.rules, office.terms.schedule = {"reception": QueueRules(closing="serve")}, CLOSED
    voice = ScriptedVoice(plays())

    left = await office.caller(voice)._queue(asks(EVERYBODY))

    voice.finish()
    assert not left.served
    assert (office.only(QueueRefused).cause, office.only(PromptPlayed).prompts) == ("closed", ("closed_now",))


async def test_who_is_refused_is_not_offered_and_his_menu_goes_on(office) -> None:
    voice = ScriptedVoice()
    caller = office.caller(voice)

    left = await caller._queue(asks(STAFFED))

    assert not left.served
    assert office.only(QueueRefused).cause == "nobody"
    assert "CallQueued" not in office.story


async def test_who_is_refused_goes_where_the_longest_wait_leads(office) -> None:
    office.terms.own = {"reception": Terms(overflow="queue:nurse")}
    office.terms.skills = {"nurse": "nurse"}
    voice = ScriptedVoice(sets({"IVR_QUEUE": "nurse"}), plays(), holds(HungUp()))
    caller = office.caller(voice)
    try:
        await caller._queue(asks(STAFFED))
    except HungUp:
        voice.finish()

    assert office.only(CallDiverted).target == "queue:nurse"
    assert caller.progress.waiting
