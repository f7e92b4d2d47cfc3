"""Recording of talks: what a queue's rule asks for, and what the caller's word leaves of it. At first nothing is."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

HUNDRED = 100


class RecordingMode(StrEnum):
    """Which talks of a queue are recorded."""

    NEVER = "never"
    ALL = "all"
    SHARE = "share"  # so many in a hundred
    ON_DEMAND = "on_demand"  # those in which the agent or a supervisor asks for it


class Consent(StrEnum):
    """What a caller knows of being recorded, and said to it; it holds for the whole call."""

    NOT_ASKED = "not_asked"
    HEARD = "heard"  # the announcement, to its end
    REFUSED = "refused"


class TapeStart(StrEnum):
    """Whether and when the recording of a talk begins."""

    NEVER = "never"
    AT_ONCE = "at_once"  # when both are connected
    WHEN_ASKED = "when_asked"


@dataclass(frozen=True, slots=True)
class RecordingRule:
    """A queue's rule: callers may refuse by `refusal_key` ("": by none); a pause ends by itself after `pause_s`."""

    mode: RecordingMode = RecordingMode.NEVER
    percent: int = 10  # of SHARE
    refusal_key: str = ""
    keep_days: int = 30
    pause_s: int = 120

    def may_record(self, call_id: str) -> bool:
        """Whether talks of this call may be recorded, so that the caller has to be told; the same for ever."""
        if self.mode is RecordingMode.SHARE:
            return lot(call_id) < self.percent
        return self.mode is not RecordingMode.NEVER

    def start(self, call_id: str, consent: Consent) -> TapeStart:
        """When the recording of a talk begins: never, unless the caller heard the announcement and did not refuse."""
        if consent is not Consent.HEARD or not self.may_record(call_id):
            return TapeStart.NEVER
        return TapeStart.WHEN_ASKED if self.mode is RecordingMode.ON_DEMAND else TapeStart.AT_ONCE


class TapedLine(Protocol):
    """What a phone line can do about recording its talks."""

    async def tape(self, caller: Path, agent: Path) -> bool:
        """Write each side of the next talk into a WAV file of its own, in one time: whether that can be done."""

    async def stop_tape(self) -> None:
        """Write no more of talks."""


NO_RECORDING = RecordingRule()


def lot(call_id: str) -> int:
    """The call's number from 0 to 99, evenly spread and always the same."""
    return int.from_bytes(hashlib.sha256(call_id.encode()).digest()[:8], "big") % HUNDRED
