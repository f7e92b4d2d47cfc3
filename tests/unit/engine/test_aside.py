"""Keys while waiting: what is heard and agreed on beside the wait, and what ends it."""

import pytest

from ivr.calls.commands import Collected, DialEnded, DialOutcome, EnterQueue, HungUp, Note, Played, SetLanguage
from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import CallQueued, KeysPressed, NodeEntered, VisitEnded, WaitAnnounced
from ivr.calls.scripted_voice import ScriptedVoice, answers, collects, dials, hangs_up, holds, plays, sets
from ivr.engine.aside import Aside, Done
from ivr.engine.history import History
from ivr.engine.place import Place
from ivr.engine.visit import Visit
from ivr.errors import Misuse

ANNA = "agent-anna"
SEATED = (sets(), answers(), sets({"IVR_LANGUAGE": "en"}), sets({"IVR_QUEUE": "reception"}))
TOLD = (plays(["no_agents"], interrupt_keys="23*D"), plays(["callback_offer", "waiting_keys"], interrupt_keys="23*D"))
TALKED = DialEnded(DialOutcome.ANSWERED)
CONFIRM = ["callback_number", "callback_confirm"]


def outcome(office) -> VisitOutcome:
    return office.only(VisitEnded).outcome


async def wait(office, *steps) -> None:
    await office.call(ScriptedVoice(*SEATED, *steps), dialled="101")


async def test_a_key_gives_information_and_the_place_is_kept(office) -> None:
    async def another_one_joins() -> Played:
        office.clock.forward(5)
        office.join("call-2")
        return Played()

    heard = plays(["opening_hours"], another_one_joins, interrupt_keys="0123456789*#D")
    await wait(
        office, *TOLD, holds("2"), heard, holds(lambda: anna_comes(office)), dials(office.picks_up(TALKED)), hangs_up()
    )

    keys, (node,) = (
        office.only(KeysPressed),
        [e for e in office.events if isinstance(e, NodeEntered) and e.node == "hours"],
    )
    assert (keys.node, keys.digits, node.node_kind) == ("reception", "2", "information")
    assert outcome(office) is VisitOutcome.ANSWERED
    assert office.acd.waiting() == ["call-2"]
    assert office.only(CallQueued)


async def test_who_is_assigned_while_he_listens_is_put_through(office) -> None:
    async def anna() -> Played:
        await anna_comes(office)
        return Played("D", 1.0, completed=False)

    await wait(office, *TOLD, holds("2"), plays(["opening_hours"], anna), dials(office.picks_up(TALKED)), hangs_up())

    assert outcome(office) is VisitOutcome.ANSWERED


async def test_a_key_of_the_queue_leads_on_from_the_middle_of_information(office) -> None:
    await wait(
        office, *TOLD, holds("2"), plays(reply=Played("*", 1.0, completed=False)), collects(HungUp(), ["welcome"])
    )

    assert outcome(office) is VisitOutcome.KEY_EXIT
    assert office.acd.waiting() == []


@pytest.mark.parametrize("told", [plays(["no_agents"], Played("*", 0.5, completed=False)), None])
async def test_a_key_counts_while_an_announcement_is_said(office, told) -> None:
    said = (told,) if told else (TOLD[0], plays(["callback_offer", "waiting_keys"], Played("*", 0.5, completed=False)))
    await wait(office, *said, collects(HungUp(), ["welcome"]))

    assert outcome(office) is VisitOutcome.KEY_EXIT
    assert ("WaitAnnounced" in office.story) is (told is None)


async def test_a_key_nobody_named_is_ignored(office) -> None:
    await wait(office, *TOLD, holds("7"), holds(HungUp()))

    assert outcome(office) is VisitOutcome.ABANDONED
    assert "KeysPressed" not in office.story


async def test_a_callback_is_agreed_on_and_ends_the_visit(office) -> None:
    agreed = (holds("3"), collects(Collected("1"), CONFIRM), plays(["goodbye"]), hangs_up())
    await wait(office, *TOLD, *agreed)

    (ask,) = office.asked
    assert (ask.number, ask.wish.queue, ask.seated.entered_at) == (
        "+36301234567",
        "reception",
        office.only(CallQueued).at,
    )
    assert outcome(office) is VisitOutcome.CALLBACK
    assert office.acd.waiting() == []


async def test_who_does_not_want_the_callback_after_all_keeps_his_place(office) -> None:
    declined = (holds("3"), collects(Collected("*")), plays(["callback_not_asked"]))
    await wait(office, *TOLD, *declined, holds(HungUp()))

    assert (office.asked, outcome(office)) == ([], VisitOutcome.ABANDONED)


async def test_who_is_assigned_while_he_agrees_is_put_through_and_not_called_back(office) -> None:
    async def anna() -> Collected:
        await anna_comes(office)
        return Collected("")

    await wait(office, *TOLD, holds("3"), collects(anna), dials(office.picks_up(TALKED)), hangs_up())

    assert (office.asked, outcome(office)) == ([], VisitOutcome.ANSWERED)


async def test_the_hint_is_said_after_an_announcement_heard_to_its_end(office) -> None:
    await wait(office, *TOLD, holds(HungUp()))

    assert office.only(WaitAnnounced)
    assert office.story.count("PromptPlayed") == 2


async def test_nothing_but_words_and_callbacks_belongs_beside_the_wait(office) -> None:
    voice = ScriptedVoice()
    caller, place = office.caller(voice), Place("PJSIP/x", office)
    visit = Visit("v", EnterQueue("reception", "reception"), voice, History("call-1", office.diary), caller, place)

    assert await Aside(None).perform(visit, (Note("waits", "hours", "information"),)) == Done()
    with pytest.raises(Misuse):
        await Aside(None).perform(visit, (SetLanguage("hu"),))


async def anna_comes(office) -> str:
    office.log_in(ANNA)
    return "D"
