"""What somebody does on a call at the far end, written as one line: `wait:3 2 silence:1 # hangup`. Pure."""

import re
from dataclasses import dataclass
from pathlib import Path

from ivr.errors import AuthorError

KEYS = re.compile(r"[0-9*#A-D]+")
SPOKEN = re.compile(r"say:(/\S+)")
TRANSFERRED = re.compile(r"transfer:([0-9*#]{1,20})")
CONSULTED = re.compile(r"consult:([0-9*#]{1,20})")
TIMED = re.compile(r"(wait|silence):(\d+(?:\.\d+)?)")
LONGEST_S = 600.0
MEANING = (
    "wait:SECONDS, silence:SECONDS (the other side said nothing for so long), keys 0-9 * #, hangup, "
    "say:/FILE (a sound file without ending), transfer:NUMBER (the telephone sends the other side there, and is out), "
    "consult:NUMBER (a second call of the telephone), drop (hang it up), join (connect both, and be out)"
)


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing for so long."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Silence:
    """Wait until the other side has said something and then nothing for so long."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Press:
    """Press keys, one after the other."""

    keys: str


@dataclass(frozen=True, slots=True)
class Speak:
    """Begin to say an audio file (its path without ending)."""

    speech: Path


@dataclass(frozen=True, slots=True)
class HangUp:
    """Hang up."""


@dataclass(frozen=True, slots=True)
class SendOn:
    """Press the telephone's transfer key and dial: the other side is asked to go there (a REFER)."""

    number: str


@dataclass(frozen=True, slots=True)
class Consult:
    """Ring a number by a second call of the same telephone."""

    number: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Hang the second call up."""


@dataclass(frozen=True, slots=True)
class Join:
    """Connect the other sides of both calls and be out (a REFER with Replaces)."""


Step = Wait | Silence | Press | Speak | HangUp | SendOn | Consult | Drop | Join
ALONE: dict[str, Step] = {"hangup": HangUp(), "drop": Drop(), "join": Join()}


def parse_script(text: str) -> tuple[Step, ...]:
    """The steps of a line like `wait:3 2`; AuthorError naming the word that means nothing."""
    return tuple(_step(word) for word in text.replace(",", " ").split())


def _step(word: str) -> Step:
    if word in ALONE:
        return ALONE[word]
    if KEYS.fullmatch(word):
        return Press(word)
    if spoken := SPOKEN.fullmatch(word):
        return Speak(Path(spoken[1]))
    if sent := TRANSFERRED.fullmatch(word):
        return SendOn(sent[1])
    if asked := CONSULTED.fullmatch(word):
        return Consult(asked[1])
    timed = TIMED.fullmatch(word)
    if timed is None or float(timed[2]) > LONGEST_S:
        raise AuthorError(f"{word!r} is nothing a caller can do; he can: {MEANING}")
    return Wait(float(timed[2])) if timed[1] == "wait" else Silence(float(timed[2]))
