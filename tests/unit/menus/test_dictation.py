"""A dictation, walked without a telephone."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.commands import Collect, Collected, HangUp, Play, Played, Say, Started
from ivr.calls.values import Number
from ivr.errors import IllegalTransition
from ivr.menus.dictation import (
    TRIES,
    Command,
    Dictation,
    KeepTake,
    PlayPresent,
    PlayTake,
    RecordTake,
    Result,
    TakeKept,
    TakeMade,
    receive,
)
from ivr.spoken.plan import Recorded

ENGLISH, HUNGARIAN = Recorded("welcome", "en", "Welcome."), Recorded("welcome", "hu", "Üdvözöljük!")
ALONE = Recorded("other", "hu", "Magyarul kilences.")


@dataclass
class Talk:
    """A conversation, and the commands of its last turn."""

    dictation: Dictation = field(default_factory=lambda: Dictation({"1234": (ENGLISH, HUNGARIAN), "5678": (ALONE,)}))
    commands: tuple[Command, ...] = ()

    def tell(self, *results: Result) -> "Talk":
        for result in results:
            self.dictation, self.commands = receive(self.dictation, result)
        return self

    @property
    def said(self) -> list[str]:
        """Ids of the prompts of the last turn."""
        return [say.prompt for each in self.commands if isinstance(each, Play | Collect) for say in each.says]


@pytest.fixture
def talk() -> Talk:
    return Talk().tell(Started())


@pytest.fixture
def recorded(talk: Talk) -> Talk:
    return talk.tell(Collected("5678"), TakeMade(audible=True), Played())


def test_the_number_is_asked_for_first(talk: Talk) -> None:
    assert talk.said == ["record_number"]


def test_the_language_is_asked_for_where_there_are_several(talk: Talk) -> None:
    (asked,) = talk.tell(Collected("1234")).commands
    assert isinstance(asked, Collect)
    assert asked.choices == ("1", "2", "*")
    assert asked.says[1:] == (
        Say("language_en", (("key", Number(1)),)),
        Say("language_hu", (("key", Number(2)),)),
    )


def test_what_callers_hear_now_is_played_before_the_beep(talk: Talk) -> None:
    talk.tell(Collected("1234"), Collected("2"))
    assert talk.said == ["record_present", "record_speak"]
    assert talk.commands[1] == PlayPresent(HUNGARIAN)
    assert talk.commands[-1] == RecordTake()


def test_one_language_is_not_asked_for(talk: Talk) -> None:
    assert PlayPresent(ALONE) in talk.tell(Collected("5678")).commands


def test_a_take_is_played_back_and_then_the_choice_is_asked(talk: Talk) -> None:
    assert talk.tell(Collected("5678"), TakeMade(audible=True)).commands[-1] == PlayTake()
    assert talk.tell(Played()).said == ["record_choice"]


def test_a_take_with_nothing_in_it_is_spoken_again(talk: Talk) -> None:
    assert talk.tell(Collected("5678"), TakeMade(audible=False)).said == ["record_nothing", "record_speak"]
    assert talk.commands[-1] == RecordTake()


def test_one_keeps_the_take_and_asks_for_the_next_number(recorded: Talk) -> None:
    assert recorded.tell(Collected("1")).commands == (KeepTake(ALONE),)
    assert recorded.tell(TakeKept(kept=True)).said == ["record_kept", "record_number"]


def test_a_take_that_could_not_be_kept_is_told(recorded: Talk) -> None:
    assert recorded.tell(Collected("1"), TakeKept(kept=False)).said == ["record_failed", "record_number"]


def test_two_records_again(recorded: Talk) -> None:
    assert recorded.tell(Collected("2")).commands[-1] == RecordTake()


def test_star_leaves_without_keeping(recorded: Talk) -> None:
    assert recorded.tell(Collected("*")).said == ["record_discarded", "record_left"]
    assert recorded.commands[-1] == HangUp()


def test_a_key_during_the_playback_is_the_choice(talk: Talk) -> None:
    talk.tell(Collected("5678"), TakeMade(audible=True), Played("1"))
    assert talk.commands == (KeepTake(ALONE),)


@pytest.mark.parametrize("digits", ["*", "12*"])
def test_star_leaves_instead_of_a_number(talk: Talk, digits: str) -> None:
    assert talk.tell(Collected(digits)).said == ["record_left"]


def test_star_leaves_instead_of_a_language(talk: Talk) -> None:
    assert talk.tell(Collected("1234"), Collected("*")).commands[-1] == HangUp()


@pytest.mark.parametrize(
    ("before", "wrong"),
    [
        ([], Collected("9999")),
        ([], Collected("")),
        ([Collected("1234")], Collected("")),
        ([Collected("5678")], TakeMade(audible=False)),
        ([Collected("5678"), TakeMade(audible=True), Played()], Collected("")),
    ],
)
def test_the_third_failure_in_a_row_ends_the_call(talk: Talk, before: list[Result], wrong: Result) -> None:
    talk.tell(*before, *[wrong] * (TRIES - 1))
    assert HangUp() not in talk.commands
    assert talk.tell(wrong).commands[-1] == HangUp()


def test_a_right_answer_forgives_the_wrong_ones(talk: Talk) -> None:
    talk.tell(Collected(""), Collected(""), Collected("1234"), Collected(""), Collected(""))
    assert talk.said[:2] == ["no_input_1", "record_language"]


RESULTS = st.sampled_from([Started(), Played(), Played("2"), TakeMade(audible=True), TakeKept(kept=True)])
KEYS = st.sampled_from(["", "1", "2", "*", "1234", "5678"]).map(Collected)


@given(st.lists(RESULTS | KEYS, max_size=30))
def test_only_what_was_asked_for_is_taken_and_each_turn_leads_on(results: list[Result]) -> None:
    talk = Talk()
    for result in results:
        try:
            talk.tell(result)
        except IllegalTransition:
            continue
        assert isinstance(talk.commands[-1], Collect | RecordTake | PlayTake | KeepTake | HangUp)


def test_nothing_may_follow_a_hang_up(talk: Talk) -> None:
    with pytest.raises(IllegalTransition, match="OVER"):
        talk.tell(Collected("*"), Played())
