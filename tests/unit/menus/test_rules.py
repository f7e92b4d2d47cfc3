import pytest

from ivr.calls.commands import (
    ALL_KEYS,
    CallbackAsked,
    Collect,
    Collected,
    Command,
    EnterQueue,
    HangUp,
    Heard,
    MessageTaken,
    Note,
    Play,
    Played,
    QueueLeft,
    RequestCallback,
    Respond,
    Result,
    Say,
    SetLanguage,
    Started,
    TakeMessage,
    Transfer,
    TransferEnded,
)
from ivr.calls.disposition import Disposition
from ivr.errors import IllegalTransition
from ivr.graph.limits import STEPS_PER_CALL
from ivr.graph.run import Run as Place
from ivr.menus.definition import MenuTree
from ivr.menus.rules import Facts, Rules
from ivr.menus.run import receive, start


def answer(tree: MenuTree, facts: Facts, *results: Result) -> tuple[Command, ...]:
    """Commands after the last result of a call."""
    run = start(tree, None, facts)
    commands: tuple[Command, ...] = ()
    for result in (Started(), *results):
        run, commands = receive(run, result)
    return commands


def said(command: Command) -> list[str]:
    assert isinstance(command, Play | Collect)
    return [say.prompt for say in command.says]


def press(*keys: str) -> list[Result]:
    return [Collected(key) for key in keys]


def test_first_words_are_in_the_first_language(tree: MenuTree, facts: Facts) -> None:
    language, note, collect = answer(tree, facts)
    assert (language, note) == (SetLanguage("en"), Note("demo", "main", "menu"))
    assert said(collect) == ["welcome", "ask"]


def test_what_a_menu_wishes_of_the_keys_is_asked_for(tree: MenuTree, facts: Facts) -> None:
    collect = answer(tree, facts)[-1]
    assert isinstance(collect, Collect)
    assert (collect.choices, collect.terminator) == (("1", "12", "2", "3", "#"), "")
    assert (collect.timeout_s, collect.between_s, collect.interruptible) == (4, 2, True)


def test_key_that_is_the_beginning_of_another_waits_for_more(tree: MenuTree, facts: Facts) -> None:
    collect = answer(tree, facts)[-1]
    assert isinstance(collect, Collect)
    assert (collect.wants_more("1"), collect.wants_more("12"), collect.wants_more("2")) == (True, False, False)


def test_right_key_leads_on(tree: MenuTree, facts: Facts) -> None:
    assert answer(tree, facts, *press("1")) == (
        Heard("main", "1", "match"),
        Note("demo", "desk", "queue"),
        EnterQueue("reception", "reception", min_level=2, priority=0),
    )


def test_second_try_is_asked_with_the_second_prompts(tree: MenuTree, facts: Facts) -> None:
    heard, collect = answer(tree, facts, *press("7"))
    assert heard == Heard("main", "7", "no_match")
    assert said(collect) == ["wrong", "ask_again"]


def test_silence_has_words_of_its_own_for_each_attempt(tree: MenuTree, facts: Facts) -> None:
    assert said(answer(tree, facts, *press(""))[-1]) == ["silent_1", "ask_again"]
    assert said(answer(tree, facts, *press("", ""))[-1]) == ["silent_2", "ask_again"]


def test_silence_and_wrong_keys_are_counted_together(tree: MenuTree, facts: Facts) -> None:
    commands = answer(tree, facts, *press("", "7", ""))
    assert commands[0] == Heard("main", "", "no_input")
    assert isinstance(commands[-1], EnterQueue)


def test_menu_without_words_for_failures_asks_again(tree: MenuTree, facts: Facts) -> None:
    assert answer(tree, facts, *press("2", "7"))[-1] == EnterQueue("reception", "reception", 2)


def test_information_is_said_from_the_facts_and_any_key_ends_it(tree: MenuTree, facts: Facts) -> None:
    assert answer(tree, facts, *press("3"))[-1] == Play(
        (Say("open_today"), Say("closed_on"), Say("please_note")), ALL_KEYS
    )


def test_after_information_the_caller_is_back_without_a_second_welcome(tree: MenuTree, facts: Facts) -> None:
    note, collect = answer(tree, facts, *press("3"), Played())
    assert note == Note("demo", "main", "menu")
    assert said(collect) == ["ask"]


def test_key_pressed_in_information_is_in_the_history(tree: MenuTree, facts: Facts) -> None:
    assert answer(tree, facts, *press("3"), Played("5", completed=False))[0] == Heard("hours", "5", "match")


def test_information_leads_back_to_the_menu_it_was_asked_in(tree: MenuTree, facts: Facts) -> None:
    assert answer(tree, facts, *press("2", "1"), Played())[0] == Note("demo", "more", "menu")


def test_back_from_a_menu_leads_to_the_one_before(tree: MenuTree, facts: Facts) -> None:
    assert answer(tree, facts, *press("2", "*"))[1] == Note("demo", "main", "menu")


def test_failures_are_forgotten_when_the_menu_is_reached_again(tree: MenuTree, facts: Facts) -> None:
    commands = answer(tree, facts, *press("7", "7", "2", "*", "7"))
    assert said(commands[-1]) == ["wrong", "ask_again"]


def test_next_language_is_the_other_one_and_back_again(tree: MenuTree, facts: Facts) -> None:
    assert SetLanguage("hu") in answer(tree, facts, *press("#"))
    assert SetLanguage("en") in answer(tree, facts, *press("#", "#"))


def test_served_caller_is_hung_up_after_the_agent(tree: MenuTree, facts: Facts) -> None:
    assert answer(tree, facts, *press("1"), QueueLeft(served=True)) == (HangUp(),)


def test_unserved_caller_goes_on(tree: MenuTree, facts: Facts) -> None:
    commands = answer(tree, facts, *press("1"), QueueLeft(served=False))
    assert commands == (Note("demo", "bye", "hang_up"), Play((Say("goodbye"),)))


def test_last_words_are_followed_by_the_hang_up(tree: MenuTree, facts: Facts) -> None:
    commands = answer(tree, facts, *press("1"), QueueLeft(served=False), Played())
    assert commands == (HangUp(Disposition.NOT_SERVED),)


def test_transfer_that_fails_leads_on(tree: MenuTree, facts: Facts) -> None:
    assert answer(tree, facts, *press("12"))[-1] == Transfer("+3612345678")
    assert answer(tree, facts, *press("12"), TransferEnded(connected=False))[0] == Note("demo", "desk", "queue")
    assert answer(tree, facts, *press("12"), TransferEnded(connected=True)) == (HangUp(),)


def test_answer_to_a_reminder_is_noted_before_the_call_goes_on(tree: MenuTree, facts: Facts) -> None:
    commands = answer(tree, facts, *press("2", "2"))
    assert commands[1:] == (
        Note("demo", "confirm", "respond"),
        Respond("confirmed"),
        Note("demo", "done", "hang_up"),
        HangUp(),
    )


def test_call_without_end_is_led_to_a_person_and_then_ended(tree: MenuTree, facts: Facts) -> None:
    rounds = [result for _ in range(STEPS_PER_CALL // 2) for result in (*press("3"), Played())]
    assert isinstance(answer(tree, facts, *rounds)[-1], EnterQueue)
    assert answer(tree, facts, *rounds, QueueLeft(served=False)) == (HangUp(),)


def test_result_the_node_never_asked_for_is_refused(tree: MenuTree, facts: Facts) -> None:
    with pytest.raises(IllegalTransition, match="QueueLeft may not follow in state main"):
        Rules(tree, facts).resume(Place("demo", "v", "main", "collecting", "en"), QueueLeft(served=True))


def test_who_waits_is_told_his_keys_and_what_each_of_them_does(waiting: MenuTree, facts: Facts) -> None:
    wait = answer(waiting, facts)[-1]
    assert isinstance(wait, EnterQueue)
    assert wait.hint == (Say("ask"),)
    assert dict(wait.keys) == {
        "1": (
            Heard("desk", "1", "match"),
            Note("waits", "hours", "information"),
            Play((Say("please_note"),), ALL_KEYS),
        ),
        "2": (
            Heard("desk", "2", "match"),
            Note("waits", "call_back", "callback"),
            RequestCallback("reception", "reception", 2, 7),
        ),
        "3": (),
        "*": (),
    }


def test_a_key_that_ends_the_wait_is_in_the_history_and_leads_on(waiting: MenuTree, facts: Facts) -> None:
    heard, note, collect = answer(waiting, facts, QueueLeft(served=False, key="*"))
    assert (heard, note) == (Heard("desk", "*", "match"), Note("waits", "main", "menu"))
    assert said(collect) == ["welcome"]


def test_who_has_agreed_on_a_callback_while_waiting_goes_on_behind_it(waiting: MenuTree, facts: Facts) -> None:
    assert answer(waiting, facts, QueueLeft(served=False, key="2"))[-1] == Play((Say("goodbye"),))


def test_a_callback_that_is_not_wanted_leads_elsewhere(waiting: MenuTree, facts: Facts) -> None:
    unserved = QueueLeft(served=False)
    assert answer(waiting, facts, unserved)[-1] == RequestCallback("nurse", "nurse")
    assert answer(waiting, facts, unserved, CallbackAsked(agreed=True))[-1] == Play((Say("goodbye"),))
    assert answer(waiting, facts, unserved, CallbackAsked(agreed=False))[-1] == TakeMessage("reception")


def test_after_a_message_the_menu_goes_on(waiting: MenuTree, facts: Facts) -> None:
    results = (QueueLeft(served=False, key="3"), MessageTaken(4.0))
    assert answer(waiting, facts, *results)[-1] == Play((Say("goodbye"),))
