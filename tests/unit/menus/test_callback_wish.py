"""The number a waiting caller wants to be called back at."""

import pytest

from ivr.calls.commands import CallbackAsked, Collect, Collected, Play, Played, Say, Started
from ivr.calls.values import Digits
from ivr.errors import IllegalTransition
from ivr.menus.callback_wish import (
    TRIES,
    CallbackKept,
    CallbackWish,
    Command,
    KeepCallback,
    LookedUp,
    LookUp,
    Result,
    receive,
)

MINE, OTHER = "+36301234567", "+3612345678"


def last(*results: Result, caller_id: str | None = MINE) -> Command:
    """The last command after these results."""
    wish = CallbackWish(caller_id)
    commands: tuple[Command, ...] = ()
    for result in (Started(), *results):
        wish, commands = receive(wish, result)
    return commands[-1]


def said(command: Command) -> list[str]:
    assert isinstance(command, Collect | Play)
    return [say.prompt for say in command.says]


def test_the_number_shown_is_said_and_confirmed_by_a_key() -> None:
    assert last() == LookUp(MINE)
    asked = last(LookedUp(MINE))
    assert isinstance(asked, Collect)
    assert asked.says[0] == Say("callback_number", (("number", Digits(MINE)),))
    assert last(LookedUp(MINE), Collected("1")) == KeepCallback(MINE)
    assert last(LookedUp(MINE), Collected("1"), CallbackKept(kept=True)) == CallbackAsked(agreed=True)


def test_another_number_is_entered_said_and_confirmed() -> None:
    entered = (LookedUp(MINE), Collected("2"), Collected("0612345678"))
    assert last(*entered) == LookUp("0612345678")
    assert last(*entered, LookedUp(OTHER), Collected("1")) == KeepCallback(OTHER)


@pytest.mark.parametrize(("caller_id", "results"), [(None, ()), ("100", (LookedUp(None),))])
def test_without_a_number_we_may_call_one_is_asked_for_at_once(caller_id, results) -> None:
    assert said(last(*results, caller_id=caller_id)) == ["callback_enter"]


def test_a_number_we_may_not_call_is_said_to_be_one() -> None:
    results = (LookedUp(MINE), Collected("2"), Collected("1"), LookedUp(None))
    assert said(last(*results)) == ["callback_bad_number", "callback_enter"]


@pytest.mark.parametrize("results", [(Collected("*"),), (Collected("2"), Collected("06*"))])
def test_star_goes_back_to_waiting(results) -> None:
    assert said(last(LookedUp(MINE), *results)) == ["callback_not_asked"]
    assert last(LookedUp(MINE), *results, Played()) == CallbackAsked(agreed=False)


@pytest.mark.parametrize(("digits", "sorry"), [("", "no_input_1"), ("7", "no_match_1")])
def test_who_never_answers_waits_on(digits: str, sorry: str) -> None:
    assert said(last(LookedUp(MINE), Collected(digits)))[0] == sorry
    assert said(last(LookedUp(MINE), *[Collected(digits)] * TRIES)) == ["callback_not_asked"]


def test_what_could_not_be_written_down_is_said() -> None:
    results = (LookedUp(MINE), Collected("1"), CallbackKept(kept=False))
    assert said(last(*results)) == ["callback_failed"]


def test_a_result_nobody_asked_for_is_refused() -> None:
    with pytest.raises(IllegalTransition):
        last(Played())
