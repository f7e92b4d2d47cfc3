"""A recording somebody hands in: bytes, the name it is played under, and the language spoken in it.

Nothing of it is trusted. Its kind is read from the bytes and not from a file's name; its place is one of those the
prompts have; its size, its length and the time it takes are bounded; and nothing is replaced before all of it was read.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.errors import AuthorError
from ivr.speech.audio import Sound, decode, wav
from ivr.speech.level import levelled
from ivr.speech.prompts_folder import PromptsFolder
from ivr.speech.voice import VoiceFailed
from ivr.spoken.plan import LARGEST_RECORDING_BYTES, recordable

LARGEST_BYTES = LARGEST_RECORDING_BYTES
LONGEST_S = 120  # nobody listens longer to one prompt


@dataclass(frozen=True, slots=True)
class Kept:
    """What callers hear from their next prompt on, and the words it should say."""

    recording: str
    language: str
    text: str
    sound: Sound


def keep_recording(file: bytes, recording: str, language: str, prompts: PromptsFolder) -> Kept:
    """Put a sound file of any kind in its place, levelled; AuthorError when it has no place or holds no sound."""
    places = recordable(prompts.book(), language)
    if recording not in places:
        meant = _meant(recording, places)
        raise AuthorError(f"no recording of this name is ever played in {language!r}{meant}", key=recording)
    sound = _heard(file, recording)
    prompts.record(recording, language, wav(sound))
    return Kept(recording, language, places[recording], sound)


def _heard(file: bytes, recording: str) -> Sound:
    if len(file) > LARGEST_BYTES:
        raise AuthorError(f"the file is larger than {LARGEST_BYTES // 1_000_000} MB", key=recording)
    try:
        sound = decode(file)
        if sound.seconds > LONGEST_S:
            raise AuthorError(f"{sound.seconds:.0f} s are too long, {LONGEST_S} s at most", key=recording)
        return levelled(sound)
    except VoiceFailed as error:
        raise AuthorError(str(error), key=recording) from error


def _meant(recording: str, places: Mapping[str, str]) -> str:
    """What may have been meant: the pieces of a prompt that holds values."""
    pieces = [f"{name} ({text})" for name, text in places.items() if name.startswith(f"{recording}.")]
    return f"; its fixed pieces are {', '.join(pieces)}" if pieces else ""
