"""Recording prompts by telephone, as a conversation: number, language, speak, listen, keep or speak again.

receive(dictation, result) -> (dictation, commands): the last of the commands brings the next result. Pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from ivr.calls.commands import ALL_KEYS, Collect, Collected, HangUp, Play, Played, Say, Started
from ivr.calls.values import Number
from ivr.errors import IllegalTransition
from ivr.spoken.plan import Recorded
from ivr.spoken.prompt_number import DIGITS

KEEP, AGAIN, LEAVE = "1", "2", "*"
TRIES = 3  # wrong or no answers in a row, then the call ends
THINKING_S, BETWEEN_S = 10.0, 4.0


class Step(Enum):
    """What the next result answers."""

    BEGIN = auto()
    NUMBER = auto()
    LANGUAGE = auto()
    TAKE = auto()
    REVIEW = auto()
    CHOICE = auto()
    KEEPING = auto()
    OVER = auto()


@dataclass(frozen=True, slots=True)
class PlayPresent:
    """Play what callers hear now; any key skips it."""

    place: Recorded


@dataclass(frozen=True, slots=True)
class RecordTake:
    """Beep, and record until `#`; the take before is forgotten."""


@dataclass(frozen=True, slots=True)
class TakeMade:
    """It is recorded; whether anything is to be heard in it."""

    audible: bool


@dataclass(frozen=True, slots=True)
class PlayTake:
    """Play the take as callers would hear it; any key ends it."""


@dataclass(frozen=True, slots=True)
class KeepTake:
    """From now on callers hear the take."""

    place: Recorded


@dataclass(frozen=True, slots=True)
class TakeKept:
    """Whether it could be written down."""

    kept: bool


Act = Play | Collect | PlayPresent | RecordTake | PlayTake | KeepTake
Command = Act | HangUp
Result = Started | Played | Collected | TakeMade | TakeKept


@dataclass(frozen=True, slots=True)
class Dictation:
    """Where the conversation is; `catalogue` is number -> what can be recorded under it, one a language."""

    catalogue: Mapping[str, tuple[Recorded, ...]]
    step: Step = Step.BEGIN
    offered: tuple[Recorded, ...] = ()
    place: Recorded | None = None
    failures: int = 0


Turn = tuple[Dictation, tuple[Command, ...]]


def receive(dictation: Dictation, result: Result) -> Turn:
    """What to do after a result; IllegalTransition for one nobody asked for."""
    match dictation.step, result:
        case Step.BEGIN, Started():
            return _ask_number(dictation)
        case Step.NUMBER | Step.LANGUAGE | Step.CHOICE, Collected(digits):
            return ANSWERED[dictation.step](dictation, digits)
        case Step.TAKE, TakeMade(audible):
            return _review(dictation) if audible else _failed(dictation, "record_nothing", _record)
        case Step.REVIEW, Played(key):
            return _choice(dictation, key) if key in (KEEP, AGAIN, LEAVE) else _ask_choice(dictation)
        case Step.KEEPING, TakeKept(kept):
            return _ask_number(dictation, "record_kept" if kept else "record_failed")
    raise IllegalTransition("dictation", dictation.step.name, type(result).__name__)


def _ask_number(dictation: Dictation, *before: str) -> Turn:
    says = tuple(map(Say, (*before, "record_number")))
    return replace(dictation, step=Step.NUMBER), (_keys(says, max_digits=DIGITS),)


def _number(dictation: Dictation, digits: str) -> Turn:
    if LEAVE in digits:
        return _leave(dictation)
    offered = dictation.catalogue.get(digits, ())
    if not offered:
        return _failed(dictation, "record_unknown" if digits else "no_input_1", _ask_number)
    chosen = replace(dictation, offered=offered, failures=0)
    return _present(chosen, offered[0]) if len(offered) == 1 else _ask_language(chosen)


def _ask_language(dictation: Dictation, *before: str) -> Turn:
    keys = _language_keys(dictation)
    offers = (Say(f"language_{place.language}", (("key", Number(int(key))),)) for key, place in keys.items())
    says = (*map(Say, (*before, "record_language")), *offers)
    return replace(dictation, step=Step.LANGUAGE), (_keys(says, (*keys, LEAVE)),)


def _language(dictation: Dictation, digits: str) -> Turn:
    if digits == LEAVE:
        return _leave(dictation)
    place = _language_keys(dictation).get(digits)
    if place is None:
        return _failed(dictation, "no_match_1" if digits else "no_input_1", _ask_language)
    return _present(dictation, place)


def _language_keys(dictation: Dictation) -> dict[str, Recorded]:
    return {str(key): place for key, place in enumerate(dictation.offered, start=1)}


def _present(dictation: Dictation, place: Recorded) -> Turn:
    chosen, commands = _record(replace(dictation, place=place, failures=0))
    return chosen, (Play((Say("record_present"),), ALL_KEYS), PlayPresent(place), *commands)


def _record(dictation: Dictation, *before: str) -> Turn:
    says = tuple(map(Say, (*before, "record_speak")))
    return replace(dictation, step=Step.TAKE), (Play(says, ALL_KEYS), RecordTake())


def _review(dictation: Dictation) -> Turn:
    heard = replace(dictation, step=Step.REVIEW, failures=0)
    return heard, (Play((Say("record_review"),), ALL_KEYS), PlayTake())


def _ask_choice(dictation: Dictation, *before: str) -> Turn:
    says = tuple(map(Say, (*before, "record_choice")))
    return replace(dictation, step=Step.CHOICE), (_keys(says, (KEEP, AGAIN, LEAVE)),)


def _choice(dictation: Dictation, key: str) -> Turn:
    if key == KEEP and dictation.place:
        return replace(dictation, step=Step.KEEPING, failures=0), (KeepTake(dictation.place),)
    if key == AGAIN:
        return _record(replace(dictation, failures=0))
    if key == LEAVE:
        return _leave(dictation, "record_discarded")
    return _failed(dictation, "no_match_1" if key else "no_input_1", _ask_choice, "record_discarded")


def _failed(dictation: Dictation, prompt: str, again: Callable[..., Turn], *lost: str) -> Turn:
    tried = replace(dictation, failures=dictation.failures + 1)
    return again(tried, prompt) if tried.failures < TRIES else _leave(tried, *lost)


def _leave(dictation: Dictation, *before: str) -> Turn:
    says = tuple(map(Say, (*before, "record_left")))
    return replace(dictation, step=Step.OVER), (Play(says), HangUp())


def _keys(says: tuple[Say, ...], choices: tuple[str, ...] = (), max_digits: int = 1) -> Collect:
    return Collect(says, choices, max_digits, timeout_s=THINKING_S, between_s=BETWEEN_S)


ANSWERED = {Step.NUMBER: _number, Step.LANGUAGE: _language, Step.CHOICE: _choice}
