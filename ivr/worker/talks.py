"""Recorded talks: taken over from Asterisk's folder when they are over, kept as long as their queue says, removed.

Each step is done again when a worker was killed in it: the files Asterisk wrote go last.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ivr.calls.events import CallEnded, CallEvent
from ivr.calls.ids import call_of
from ivr.reports.tapes import TalkTape, tapes
from ivr.speech.two_sided import join_sides
from ivr.store import call_events, talk_recordings
from ivr.store.database import Database
from ivr.store.talk_recordings import RETENTION, TalkRecording, file_of

SIDES = ("caller", "agent")
QUIET_S = 3.0  # Asterisk writes several times a second while it writes, silence too
FORGOTTEN_S = 3600.0  # so long after its last sound nobody is going to tell of a talk any more
AT_ONCE = 20
CHUNK = 1 << 20

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Talks:
    """`spool` is where Asterisk writes, `home` the installation's folder."""

    database: Database
    spool: Path
    home: Path

    def round(self, now: datetime) -> int:
        """Take over what is finished and remove what is not kept any more: how many files came or went."""
        return self._take_over(now) + self._expire(now) + self._remove()

    def _take_over(self, now: datetime) -> int:
        quiet = self._quiet_since(now)
        if not quiet:
            return 0
        with self.database.read() as connection:
            told = call_events.of_calls(connection, sorted({call_of(leg_id) or "" for leg_id in quiet}))
        return sum(
            self._settle(leg_id, silent_s, told.get(call_of(leg_id) or "", [])) for leg_id, silent_s in quiet.items()
        )

    def _quiet_since(self, now: datetime) -> dict[str, float]:
        """For how many seconds nothing was written, by the legs of files Asterisk has closed."""
        written: dict[str, float] = {}
        for path in self.spool.glob("*.wav"):
            leg_id, _, side = path.stem.rpartition(".")
            if side in SIDES and call_of(leg_id):
                written[leg_id] = max(written.get(leg_id, 0.0), path.stat().st_mtime)
        silent = {leg_id: now.timestamp() - at for leg_id, at in written.items()}
        return {leg_id: silent[leg_id] for leg_id in sorted(silent) if silent[leg_id] >= QUIET_S}

    def _settle(self, leg_id: str, silent_s: float, events: list[CallEvent]) -> bool:
        tape = tapes(events).get(leg_id)
        if tape is not None and (tape.is_over or silent_s > FORGOTTEN_S):
            self._keep(tape)
        elif tape is not None or (silent_s < FORGOTTEN_S or not _is_over(events)):
            return False  # the talk goes on, or the engine has yet to tell of it
        for side in SIDES:
            (self.spool / f"{leg_id}.{side}.wav").unlink(missing_ok=True)
        return True

    def _keep(self, tape: TalkTape) -> None:
        target = file_of(self.home, tape.leg_id)
        target.parent.mkdir(mode=0o700, exist_ok=True)
        fresh = target.with_suffix(".new")
        caller, agent = (self.spool / f"{tape.leg_id}.{side}.wav" for side in SIDES)
        seconds = join_sides(caller, agent, fresh)
        recording = TalkRecording(
            leg_id=tape.leg_id,
            call_id=tape.call_id,
            queue=tape.queue,
            agent=tape.agent,
            began_at=tape.connected_at,
            seconds=round(seconds, 2),
            pauses=tape.pauses_until(seconds),
            sha256=_sha256(fresh),
            bytes=fresh.stat().st_size,
            keep_until=tape.keep_until,
        )
        fresh.replace(target)
        with self.database.write() as connection:
            known = not talk_recordings.add(connection, recording)
        log.info("the talk of %s in %s is kept%s", tape.agent, target.name, " already" if known else "")

    def _expire(self, now: datetime) -> int:
        with self.database.read() as connection:
            over = talk_recordings.outlived(connection, now, AT_ONCE)
        if over:
            with self.database.write() as connection:
                return talk_recordings.delete(connection, over, now, "worker", RETENTION)
        return 0

    def _remove(self) -> int:
        with self.database.read() as connection:
            gone = talk_recordings.to_remove(connection, AT_ONCE)
        for leg_id in gone:
            file_of(self.home, leg_id).unlink(missing_ok=True)
            with self.database.write() as connection:
                talk_recordings.removed(connection, leg_id)
        return len(gone)


def _is_over(events: list[CallEvent]) -> bool:
    return not events or any(isinstance(event, CallEnded) for event in events)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
