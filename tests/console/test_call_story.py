"""A call as the page tells it."""

from ivr.calls.disposition import Disposition
from ivr.calls.events import AttemptEnded, AttemptStarted
from ivr.console.call_story import MOST_STEPS, CallStory, Step, tell
from ivr.reports.fold import fold

NAMES = {"agent-anna": "Anna", "agent-bela": "Béla"}


def story(call) -> CallStory:
    return tell(fold(call.events), NAMES)


def test_prompts_and_keys_stand_in_the_order_they_came(served) -> None:
    assert story(served).steps == (Step(False, "welcome, main_menu (cut short)"), Step(True, "1"))


def test_a_wrong_key_is_told(past) -> None:
    call = past(1, 5)
    call.ring(None)
    call.press(2, "7", "no_match")
    call.press(4, "", "no_input")
    assert [step.text for step in story(call).steps] == ["7 no match", "no input"]


def test_each_leg_tells_how_it_ended(served) -> None:
    told = [(leg.kind, leg.who, leg.ending) for leg in story(served).legs]
    assert told == [
        ("caller", "+36201234567", "caller hung up"),
        ("agent", "Anna", "no answer"),
        ("agent", "Béla", "caller hung up"),
    ]


def test_the_wait_is_told(served) -> None:
    (wait,) = story(served).waits
    assert (wait.queue, wait.seconds, wait.outcome) == ("reception", 12.0, "answered")


def test_a_call_that_is_not_over_is_open(past) -> None:
    call = past(1, 1)
    call.ring(None)
    told = story(call)
    assert (told.disposition, told.mood, told.caller, told.legs[0].ending) == (
        "open",
        "open",
        "number withheld",
        "open",
    )


def test_a_very_long_call_is_cut(past) -> None:
    call = past(1, 60)
    call.ring(None)
    for second in range(MOST_STEPS + 5):
        call.press(second + 1, "5")
    assert (len(story(call).steps), story(call).steps_left_out) == (MOST_STEPS, 5)


def test_a_reminder_that_found_the_line_busy_is_told(past) -> None:
    call = past(1, 5)
    names = {"attempt_id": "a", "reminder_id": "r"}
    call.add(0, AttemptStarted, **names, number="+36301234567", leg_id=f"{call.call_id}-0")
    call.add(9, AttemptEnded, **names, disposition=Disposition.BUSY)
    told = story(call)
    assert (told.entry, told.caller, told.disposition) == ("reminder", "+36301234567", "busy")
    assert [leg.ending for leg in told.legs] == ["busy"]
