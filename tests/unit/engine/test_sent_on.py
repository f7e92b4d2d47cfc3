"""A caller whom an agent sends on: the same call, whoever he reaches, and nobody is lost."""

import asyncio

import pytest

from ivr.calls.commands import Collected, DialEnded, DialOutcome, HungUp
from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import CallEnded, CallQueued, CallStarted
from ivr.calls.scripted_voice import ScriptedVoice, answers, collects, dials, hangs_up, holds, sets
from ivr.calls.transfer_events import CallSentOn, CallTransferred
from ivr.engine import transfers
from ivr.reports.fold import fold

ANNA, BELA = "agent-anna", "agent-bela"
TALKED = DialEnded(DialOutcome.ANSWERED)


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    monkeypatch.setattr(transfers, "COMES_S", 2.0)  # a full machine may be late


async def send_on(office, dialled: str, then: ScriptedVoice) -> None:
    """A caller talks with Anna, who presses the transfer key and dials."""
    office.log_in(ANNA)
    left: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def talks_and_leaves() -> DialEnded:
        left.set_result(office.only(CallStarted).call_id)
        return await office.picks_up(HungUp(), after_s=3)()

    async def comes_in_again() -> None:
        call_id = await left
        await asyncio.sleep(0.01)  # the dialplan's way: the talk before is told
        office.clock.forward(1)
        await office.call(then, door="transferred", sent_to=dialled, call_id=call_id)

    ringing = dials(talks_and_leaves, f"PJSIP/{ANNA}")
    first = ScriptedVoice(sets(), answers(), sets(), collects(Collected("1")), sets(), ringing)
    await asyncio.gather(office.call(first), comes_in_again())


def told(office) -> list:
    call_id = office.only(CallStarted).call_id
    return [event for event in office.events if getattr(event, "call_id", None) == call_id]


async def test_to_a_colleague_by_his_extension(office) -> None:
    then = ScriptedVoice(dials(office.picks_up(TALKED, after_s=3), f"PJSIP/{BELA}", music=True), hangs_up())
    await send_on(office, "202", then)

    assert office.only(CallSentOn).target == "agent:agent-bela"
    assert office.only(CallTransferred).connected
    assert office.only(CallEnded).disposition is Disposition.SERVED
    record = fold(told(office))
    assert [(leg.agent, leg.hung_up_by) for leg in record.legs] == [
        (None, Party.AGENT),
        (ANNA, Party.AGENT),
        (BELA, None),
    ]
    assert record.visits[0].transferred


async def test_to_a_menu_and_on(office) -> None:
    then = ScriptedVoice(sets(), collects(Collected("5")), dials(office.picks_up(TALKED, after_s=3)), hangs_up())
    await send_on(office, "100", then)

    assert office.only(CallTransferred).destination == "+3612345678"


async def test_to_a_number_outside_as_it_is_dialled_here(office) -> None:
    then = ScriptedVoice(dials(office.picks_up(TALKED, after_s=3), "PJSIP/+3612345678@carrier"), hangs_up())
    await send_on(office, "+3612345678", then)

    assert office.only(CallTransferred).connected


async def test_a_number_that_leads_nowhere_leads_back_with_the_time_waited(office) -> None:
    then = ScriptedVoice(sets(), holds(HungUp()))
    await send_on(office, "999", then)

    first, again = [event for event in office.events if isinstance(event, CallQueued)]
    assert (again.queue, again.entered_at) == (first.queue, first.at)
    assert office.only(CallEnded).disposition is Disposition.SERVED


async def test_who_comes_later_than_expected_is_no_call_that_ended_before(office) -> None:
    office.log_in(ANNA)
    first = ScriptedVoice(sets(), answers(), sets(), collects(Collected("1")), sets(), dials(office.picks_up(HungUp())))
    await office.call(first)
    office.clock.forward(2)
    call_id = office.only(CallStarted).call_id
    then = ScriptedVoice(dials(office.picks_up(TALKED, after_s=3)), hangs_up())
    await office.call(then, door="transferred", sent_to="202", call_id=call_id)

    record = fold(told(office))
    assert (record.disposition, record.ended_at) == (Disposition.SERVED, office.clock.at)


async def test_who_came_while_nobody_was_there_goes_on_where_he_rang_when_he_is_sent_to_nobody(
    office,
) -> None:
    busy = dials(DialEnded(DialOutcome.BUSY), f"PJSIP/{BELA}")
    voice = ScriptedVoice(sets(), answers(), busy, sets(), collects(HungUp()))
    await office.call(voice, door="transferred", sent_to="202")

    assert office.story[:2] == ["CallStarted", "CallTakenBack"]
    assert (office.only(CallStarted).entry, office.only(CallSentOn).dialled) == ("menu:main", "202")
    assert office.only(CallEnded).disposition is Disposition.SERVED
