"""Recordings that people hand in, remove and put back in the console: taken over here, since converting is slow."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ivr.errors import AuthorError, IvrError
from ivr.speech.clip import ClipCache
from ivr.speech.upload import LARGEST_BYTES, keep_recording
from ivr.spoken.plan import Recorded, recordable
from ivr.store import recording_wishes
from ivr.store.database import Database
from ivr.store.recording_wishes import HANDED_IN, RecordingDeed, RecordingOutcome, RecordingWish, handed_in

BEFORE = "recordings-before"  # folder of what was there before each wish, to be put back
KEPT = timedelta(days=30)
ORPHANED_S = 3600.0  # a file so old that waits for no wish: its console died before it could ask
NOTHING_BEFORE = b""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recordings:
    """Takes up wishes one after the other; one that was begun by a killed worker is simply done again."""

    database: Database
    cache: ClipCache
    home: Path
    tell: Callable[[], object]  # what speaks each prompt, before anybody reads that a wish is done

    def round(self, now: datetime) -> int:
        """Do what is wished: how many wishes there were."""
        with self.database.read() as connection:
            waiting = recording_wishes.waiting(connection)
        for wish in waiting:
            outcome, reason = self._done(wish)
            self.tell()
            with self.database.write() as connection:
                recording_wishes.close(connection, wish.id, outcome, reason)
            handed_in(self.home, wish.id).unlink(missing_ok=True)
        if waiting:
            self._tidy(now)
        return len(waiting)

    def _done(self, wish: RecordingWish) -> tuple[RecordingOutcome, str | None]:
        try:
            self._perform(wish)
        except (IvrError, OSError) as error:
            self._before(wish.id).unlink(missing_ok=True)  # nothing was done that could be taken back
            log.warning("the recording %s in %s is refused: %s", wish.name, wish.language, error)
            return RecordingOutcome.REFUSED, str(error).removeprefix(f"key {wish.name}: ")
        return RecordingOutcome.DONE, None

    def _perform(self, wish: RecordingWish) -> None:
        self._keep_what_is(wish)
        if wish.deed is RecordingDeed.HAND_IN:
            self._take_over(wish, self._bytes(wish))
        elif wish.deed is RecordingDeed.REMOVE:
            self.cache.recordings.withdraw(wish.name, wish.language)
        else:
            self._put_back(wish)

    def _bytes(self, wish: RecordingWish) -> bytes:
        try:
            with handed_in(self.home, wish.id).open("rb") as file:
                return file.read(LARGEST_BYTES + 1)
        except FileNotFoundError:
            raise AuthorError("the file that was handed in is gone: hand it in again") from None

    def _take_over(self, wish: RecordingWish, file: bytes) -> None:
        kept = keep_recording(file, wish.name, wish.language, self.cache.recordings)
        self.cache.render(Recorded(kept.recording, kept.language, kept.text))  # so that no caller waits for it

    def _keep_what_is(self, wish: RecordingWish) -> None:
        place = self._before(wish.id)
        if place.exists():
            return  # by a worker who did not live to finish: what is there now may be the new one
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh, own = place.with_suffix(".new"), self.cache.recordings.own_recording(wish.name, wish.language)
        fresh.write_bytes(own.read_bytes() if own else NOTHING_BEFORE)
        fresh.replace(place)

    def _put_back(self, wish: RecordingWish) -> None:
        place = self._before(wish.undone or "")
        if not place.is_file():
            raise AuthorError("there is nothing to put back")
        before = place.read_bytes()
        if before == NOTHING_BEFORE:
            self.cache.recordings.withdraw(wish.name, wish.language)
            return
        self.cache.recordings.record(wish.name, wish.language, before)
        text = recordable(self.cache.recordings.book(), wish.language)[wish.name]
        self.cache.render(Recorded(wish.name, wish.language, text))

    def _before(self, wish_id: str) -> Path:
        return self.home / BEFORE / f"{wish_id}.wav"

    def _tidy(self, now: datetime) -> None:
        with self.database.write() as connection:
            forgotten = recording_wishes.forget(connection, now - KEPT)
        for wish_id in forgotten:
            self._before(wish_id).unlink(missing_ok=True)
        for file in (self.home / HANDED_IN).glob("*"):
            if file.stat().st_mtime < now.timestamp() - ORPHANED_S:
                file.unlink(missing_ok=True)
