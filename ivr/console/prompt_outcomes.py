"""What became of a recording, in the reader's language: the worker's sentences are English and may hold numbers."""

import re
from typing import Any

from ivr.console.catalogue import _, _l
from ivr.store.recording_wishes import RecordingDeed, RecordingOutcome, RecordingWish

DEEDS: dict[RecordingDeed, Any] = {
    RecordingDeed.HAND_IN: _l("Handed in"),
    RecordingDeed.REMOVE: _l("Removed"),
    RecordingDeed.PUT_BACK: _l("Put back"),
}
REASONS: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r"the clip holds nothing but silence"), _l("It holds nothing but silence.")),
    (re.compile(r"the sound cannot be read: it holds no sound"), _l("It holds no sound.")),
    (re.compile(r"the file is larger than (?P<size>\d+) MB"), _l("It is larger than %(size)s MB.")),
    (
        re.compile(r"(?P<seconds>\d+) s are too long, (?P<most>\d+) s at most"),
        _l("It is %(seconds)s s long; %(most)s s are allowed."),
    ),
    (re.compile(r"no recording of this name is ever played.*"), _l("This prompt is not played any more.")),
    (re.compile(r"the file that was handed in is gone.*"), _l("The file is gone: hand it in again.")),
    (re.compile(r"there is nothing to put back"), _l("There is nothing to put back.")),
    (re.compile(r"the sound cannot be read: ffmpeg says .*"), _l("This is no sound file that can be read.")),
)


def reason(wish: RecordingWish) -> str:
    """Why it was refused."""
    said = wish.reason or ""
    for pattern, sentence in REASONS:
        found = pattern.fullmatch(said)
        if found:
            return str(sentence) % found.groupdict() if found.groupdict() else str(sentence)
    return said


def state(wish: RecordingWish) -> tuple[str, str]:
    """The mood and the word of what became of it."""
    if wish.outcome is None:
        return "calm", str(_("being done"))
    if wish.outcome is RecordingOutcome.DONE:
        return "good", str(_("done"))
    return "bad", str(_("refused"))
