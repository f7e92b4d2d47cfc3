"""Deeds on recordings of prompts: wishes that the worker takes up, each with what the audit is told."""

from pathlib import Path
from typing import IO, Any

from ivr.calls.ids import fresh_id
from ivr.console.catalogue import _l
from ivr.console.changes import Changed, Deed
from ivr.console.gate import principal
from ivr.console.source import source
from ivr.spoken.plan import LARGEST_RECORDING_BYTES
from ivr.store import recording_wishes
from ivr.store.prompt_clips import PromptClip
from ivr.store.recording_wishes import RecordingDeed, RecordingOutcome, RecordingWish

KIND = "recording"
REFUSALS = (
    _l("Too many recordings wait to be taken over. Try again in a minute."),
    _l("The file is larger than 20 MB."),
    _l("Choose a sound file: this one is empty."),
)
AT_ONCE = 1024 * 1024
MOST_WAITING = 20  # files of which each may have the largest size
VERBS = {
    RecordingDeed.HAND_IN: "hand in recording",
    RecordingDeed.REMOVE: "remove recording",
    RecordingDeed.PUT_BACK: "put back recording",
}


class RecordingRefused(Exception):
    """A recording cannot be taken in; the sentence is a key of the catalogue."""


def handed_in_by(prompt: PromptClip, file: IO[bytes]) -> Deed:
    """A recording kept for the worker, who is asked for it; RecordingRefused when it cannot be one."""
    wish = _wish(prompt, RecordingDeed.HAND_IN)

    def act(connection: Any) -> Changed:
        if len(recording_wishes.waiting(connection)) >= MOST_WAITING:
            raise RecordingRefused("Too many recordings wait to be taken over. Try again in a minute.")
        _write(recording_wishes.handed_in(source().settings.home, wish.id), file)
        return _asked(connection, wish)

    return Deed(VERBS[wish.deed], act, of_centre=False)  # the engine looks at the clips itself


def removed(prompt: PromptClip) -> Deed:
    """A voice again."""
    return _of(_wish(prompt, RecordingDeed.REMOVE))


def put_back(prompt: PromptClip, undone: RecordingWish) -> Deed:
    """What was there before an earlier wish."""
    return _of(_wish(prompt, RecordingDeed.PUT_BACK, undone.id))


def may_take_back(wish: RecordingWish) -> bool:
    """Whether there is, or will be, something to take back."""
    return wish.outcome is not RecordingOutcome.REFUSED


def _wish(prompt: PromptClip, deed: RecordingDeed, undone: str | None = None) -> RecordingWish:
    who, at = principal().signature, source().now()
    return RecordingWish(fresh_id(), prompt.name, prompt.language, deed, who, at, undone)


def _of(wish: RecordingWish) -> Deed:
    return Deed(VERBS[wish.deed], lambda connection: _asked(connection, wish), of_centre=False)


def _asked(connection: Any, wish: RecordingWish) -> Changed:
    recording_wishes.write(connection, wish)
    plain = {"prompt": wish.name, "language": wish.language, "wish": wish.id, "undone": wish.undone}
    return Changed(KIND, f"{wish.name} {wish.language}", None, plain)


def _write(place: Path, file: IO[bytes]) -> None:
    """Keep a file of bounded size, or nothing of it."""
    try:
        place.parent.mkdir(mode=0o700, exist_ok=True)
        with place.open("xb") as kept:
            _copy(file, kept)
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def _copy(file: IO[bytes], kept: IO[bytes]) -> None:
    size = 0
    while piece := file.read(AT_ONCE):
        size += len(piece)
        if size > LARGEST_RECORDING_BYTES:
            raise RecordingRefused("The file is larger than 20 MB.")
        kept.write(piece)
    if not size:
        raise RecordingRefused("Choose a sound file: this one is empty.")
