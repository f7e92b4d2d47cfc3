import pytest

from ivr.errors import AuthorError
from ivr.menus.definition import MenuTree
from ivr.menus.simulated_call import act, begin, passing_time


def after(tree: MenuTree, *doings: str) -> tuple[str, ...]:
    call = begin(tree)
    for doing in doings:
        call = act(call, doing)
    return call.told


def test_first_words_are_heard_when_the_call_is_answered(tree: MenuTree) -> None:
    assert begin(tree).told == ("hear en: welcome; ask",)


def test_known_language_is_heard(tree: MenuTree) -> None:
    assert begin(tree, "hu").told == ("hear hu: welcome; ask",)


def test_keys_pressed_quickly_are_one_choice(tree: MenuTree) -> None:
    assert after(tree, "press 12") == ("reach number +3612345678",)


def test_key_that_begins_another_choice_is_taken_when_nothing_follows(tree: MenuTree) -> None:
    assert after(tree, "press 1") == ("reach queue reception, skill reception, level 2",)


def test_keys_pressed_ahead_go_to_the_next_menu(tree: MenuTree) -> None:
    assert after(tree, "press 21") == ("hear en: ask_more", "hear en: <opening_hours>; please_note")


def test_key_cuts_information_short(tree: MenuTree) -> None:
    assert after(tree, "press 3", "press 9") == ("hear en: ask",)


def test_waiting_shorter_than_the_menu_changes_nothing(tree: MenuTree) -> None:
    assert after(tree, "wait 3") == ()


def test_waiting_adds_up_to_silence(tree: MenuTree) -> None:
    assert after(tree, "wait 3", "wait 1") == ("hear en: silent_1; ask_again",)


def test_long_waiting_is_silence_again_and_again(tree: MenuTree) -> None:
    assert after(tree, "wait 60")[-1] == "reach queue reception, skill reception, level 2"


def test_transfer_and_queue_end_as_told(tree: MenuTree) -> None:
    assert after(tree, "press 12", "unconnected")[-1].startswith("reach queue")
    assert after(tree, "press 12", "connected") == ("end",)
    assert after(tree, "press 1", "served") == ("end",)
    assert after(tree, "press 1", "unserved", "listen") == ("end not_served",)


def test_language_changes_what_is_heard(tree: MenuTree) -> None:
    assert after(tree, "press #") == ("hear hu: ask",)


@pytest.mark.parametrize("doing", ["dance", "press", "press x", "listen", "served", "connected", "wait long"])
def test_doing_that_is_impossible_is_named(tree: MenuTree, doing: str) -> None:
    with pytest.raises(AuthorError):
        act(begin(tree), doing)


def test_no_key_means_anything_in_a_queue(tree: MenuTree) -> None:
    with pytest.raises(AuthorError, match="the caller waits"):
        after(tree, "press 1", "press 1")


def test_time_passes_as_the_moment_has_it(tree: MenuTree) -> None:
    call = begin(tree)
    assert passing_time(call) == "silence"
    assert passing_time(act(call, "press 3")) == "listen"
    assert passing_time(act(call, "press 1")) == "unserved"
    assert passing_time(act(call, "press 12")) == "unconnected"


def test_what_is_heard_while_waiting_keeps_the_place(waiting: MenuTree) -> None:
    assert after(waiting, "press 1") == ("hear en: please_note",)
    assert after(waiting, "press 1", "press 1") == ("hear en: please_note",)
    assert after(waiting, "press 1", "served") == ("end",)


def test_a_callback_agreed_on_ends_the_wait_and_one_declined_does_not(waiting: MenuTree) -> None:
    assert after(waiting, "press 2") == ("ask for a callback from queue reception",)
    assert after(waiting, "press 2", "agreed") == ("hear en: goodbye",)
    assert after(waiting, "press 2", "declined", "served") == ("end",)


def test_a_callback_may_be_asked_for_without_waiting(waiting: MenuTree) -> None:
    assert after(waiting, "unserved") == ("ask for a callback from queue nurse",)
    assert after(waiting, "unserved", "declined") == ("speak into box reception",)
    assert after(waiting, "unserved", "declined", "spoken") == ("hear en: goodbye",)


def test_other_keys_give_up_the_place(waiting: MenuTree) -> None:
    assert after(waiting, "press *") == ("hear en: welcome",)
    with pytest.raises(AuthorError, match="no key means anything here: the caller waits"):
        after(waiting, "press 9")
