"""Messages callers leave, kept as sound files by box; one already spoken is never lost."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ivr.calls.commands import ALL_KEYS, HungUp, Say, Voice
from ivr.calls.ids import fresh_id
from ivr.calls.waiting_events import MessageLeft
from ivr.engine.history import History
from ivr.engine.visit import Speaks
from ivr.errors import IvrError
from ivr.speech.audio import decode, wav
from ivr.speech.level import levelled

PREFIX = "message."
FORMAT = "wav16"  # wide where the telephone is
STOP_KEY = "#"
LONGEST_S = 180

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MessageDesk:
    """`folder` is one that Asterisk may write into as well, `kept` holds a folder of sound files for each box."""

    folder: Path
    kept: Path
    beep: Path

    def spoken(self, box: str, message_id: str) -> Path:
        """Where Asterisk is to write a message, without ending."""
        return self.folder / f"{PREFIX}{box}.{message_id}"

    async def keep(self, box: str, message_id: str) -> float:
        """Put a message into its box: its length in seconds, 0 when nothing is to be heard in it."""
        return await asyncio.to_thread(self._keep, self.spoken(box, message_id))

    def take_up(self) -> int:
        """Keep what an engine left that was killed meanwhile: how many messages."""
        left = sorted(self.folder.glob(f"{PREFIX}*.{FORMAT}"))
        return sum(self._keep(path.with_name(path.name.removesuffix(f".{FORMAT}"))) > 0 for path in left)

    def _keep(self, spoken: Path) -> float:
        _, box, message_id = spoken.name.split(".", 2)
        file = spoken.with_name(f"{spoken.name}.{FORMAT}")
        sound = None
        try:
            sound = levelled(decode(file.read_bytes()))
            target = self.kept / box / f"{message_id}.wav"
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            target.write_bytes(wav(sound))
        except OSError as error:
            log.error("a message for %s could not be kept, it may be in %s: %s", box, self.folder, error)  # noqa: TRY400
            return 0.0
        except IvrError as error:
            log.info("nothing was to be heard in a message for %s: %s", box, error)
        with suppress(OSError):
            file.unlink()
        return sound.seconds if sound else 0.0


async def take_message(desk: MessageDesk, box: str, speaks: Speaks, voice: Voice, history: History) -> float:
    """Let the caller speak after a tone: how many seconds were kept; HungUp afterwards when he leaves in between."""
    message_id = fresh_id()
    await speaks.say((Say("leave_message"),), ALL_KEYS)
    await voice.play((desk.beep,), "")
    try:
        await voice.record(desk.spoken(box, message_id), STOP_KEY, LONGEST_S)
    except HungUp:
        await _kept(desk, box, message_id, history)
        raise
    seconds = await _kept(desk, box, message_id, history)
    await speaks.say((Say("message_kept" if seconds else "message_failed"),))
    return seconds


async def _kept(desk: MessageDesk, box: str, message_id: str, history: History) -> float:
    seconds = await desk.keep(box, message_id)
    if seconds:
        history.add(MessageLeft, message_id=message_id, box=box, seconds=round(seconds, 1))
    return seconds
