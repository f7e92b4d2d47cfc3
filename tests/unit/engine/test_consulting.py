"""An agent rings a colleague from his phone: a call of its own, in no queue."""

from ivr.calls.commands import Collected, DialEnded, DialOutcome, HungUp
from ivr.calls.disposition import Disposition
from ivr.calls.events import CallEnded, CallStarted
from ivr.calls.scripted_voice import ScriptedVoice, answers, collects, dials, hangs_up, plays, sets
from ivr.calls.transfer_events import AgentConsulted, CallTransferred
from ivr.reports.fold import fold

ANNA, BELA, CHANNEL, SECOND = "agent-anna", "agent-bela", "PJSIP/far-end-00000001", "PJSIP/agent-anna-0000000c"
ASKS = {"channel": SECOND, "linkedid": "2.1", "endpoint": ANNA, "dialled": "202", "caller_id": "201"}
TALKED = DialEnded(DialOutcome.ANSWERED)


def rings(office, ended: DialEnded, after_s: float = 3.0):
    async def ring() -> DialEnded:
        office.clock.forward(after_s)
        if ended is TALKED:
            office.answers.picked_up(SECOND, office.clock.now(), "PJSIP/agent-bela-0000000d")
        return ended

    return ring


async def test_it_rings_like_any_phone_and_never_leads_into_asterisks_queue(office) -> None:
    voice = ScriptedVoice(
        sets({"IVR_DONE": "1"}), dials(rings(office, TALKED), f"PJSIP/{BELA}", music=False), hangs_up()
    )
    await office.call(voice, **ASKS)

    record = fold(office.events)
    assert (record.entry, record.disposition, record.visits) == (f"agent:{BELA}", Disposition.INTERNAL, ())
    assert [(leg.agent, leg.disposition) for leg in record.legs] == [(ANNA, "answered"), (BELA, "answered")]


async def test_a_colleague_who_does_not_answer_has_a_leg_that_says_so(office) -> None:
    busy = rings(office, DialEnded(DialOutcome.BUSY))
    await office.call(ScriptedVoice(sets(), dials(busy), hangs_up()), **ASKS)

    assert not office.only(CallTransferred).connected
    assert office.only(CallEnded).disposition is Disposition.INTERNAL


async def test_both_calls_know_each_other_while_a_caller_waits_at_his_phone(office) -> None:
    async def asks_meanwhile() -> DialEnded:
        office.answers.picked_up(CHANNEL, office.clock.now(), "PJSIP/agent-anna-0000000b")
        await office.call(ScriptedVoice(sets(), dials(rings(office, TALKED)), hangs_up()), **ASKS)
        raise HungUp

    office.log_in(ANNA)
    first = ScriptedVoice(sets(), answers(), sets(), collects(Collected("1")), sets(), dials(asks_meanwhile))
    await office.call(first)

    ids = [event.call_id for event in office.events if isinstance(event, CallStarted)]
    told = {event.call_id: event.other_call for event in office.events if isinstance(event, AgentConsulted)}
    assert told == {ids[0]: ids[1], ids[1]: ids[0]}
    assert fold(office.events_of(ids[0])).visits[0].transferred is False
    assert office.house.transfers.lines == {}


async def test_an_extension_is_nothing_to_callers_from_outside(office) -> None:
    await office.call(ScriptedVoice(sets(), answers(), plays(["not_in_service"]), hangs_up()), dialled="202")
    assert office.only(CallStarted).entry == "none"
