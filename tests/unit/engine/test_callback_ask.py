"""A callback agreed on by a caller on the line."""

from ivr.calls.commands import Collected, Played, RequestCallback
from ivr.calls.scripted_voice import ScriptedVoice, collects, plays
from ivr.engine.callback_ask import Seated, agree
from ivr.engine.history import History

WISH = RequestCallback("reception", "reception")


def seated(office, *, is_called: bool = False) -> Seated:
    return Seated(History("call-1", office.diary), "visit-1", office.clock.now(), lambda: is_called)


async def agreed(office, *steps, caller_id: str | None = "+36301234567", desk=...) -> bool:
    voice = ScriptedVoice(*steps)
    caller = office.caller(voice)
    caller.caller_id = caller_id
    found = await agree(caller, WISH, seated(office), office.callbacks if desk is ... else desk)
    voice.finish()
    return found


async def test_another_number_is_entered_read_back_and_kept(office) -> None:
    steps = [
        collects(Collected("2"), ["callback_number", "callback_confirm"]),
        collects(Collected("0612345678"), ["callback_enter"]),
        collects(Collected("1"), ["callback_number", "callback_confirm"]),
    ]
    assert await agreed(office, *steps)
    assert [(ask.number, ask.language) for ask in office.asked] == [("+3612345678", "en")]


async def test_a_caller_without_a_number_is_asked_for_one(office) -> None:
    assert not await agreed(office, collects(Collected("*"), ["callback_enter"]), plays(), caller_id=None)


async def test_what_cannot_be_kept_is_said(office) -> None:
    office.can_keep_callbacks = False

    assert not await agreed(office, collects(Collected("1")), plays(["callback_failed"], Played()))


async def test_where_nobody_can_be_called_back_that_is_said(office) -> None:
    assert not await agreed(office, plays(["callback_failed"]), desk=None)


async def test_who_is_called_from_his_seat_is_asked_nothing_more(office) -> None:
    caller = office.caller(ScriptedVoice())

    assert not await agree(caller, WISH, seated(office, is_called=True), office.callbacks)
