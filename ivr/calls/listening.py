"""Supervisors listening in on a talk: what a queue allows, the three modes, and the leg's own kind of id.

At first nobody may: who is listened to, and whether he knows, is for whoever answers for the queue to decide.
"""

import re
from enum import StrEnum

from ivr.calls.ids import ID

MARK = re.compile(r"[0-9a-f]{16}")
LEG = re.compile(rf"(?:{ID.pattern})-s{MARK.pattern}")
TIME_DIGITS = 12  # of a UUIDv7
MODE_KEYS = {"4": "listen", "5": "whisper", "6": "barge"}  # as ChanSpy has them
LONGEST_REASON = 200


class ListeningRule(StrEnum):
    """Whether talks of a queue may be listened in on."""

    NEVER = "never"
    TOLD = "told"  # the agent sees it on the wallboard while it lasts
    UNNOTICED = "unnoticed"


class ListenMode(StrEnum):
    """Who hears the supervisor."""

    LISTEN = "listen"  # nobody
    WHISPER = "whisper"  # the agent
    BARGE = "barge"  # both


def listening_leg(call_id: str, fresh: str) -> str:
    """Id of a supervisor's leg of a call, such legs in the order they were asked for; `fresh` is a new id of ours."""
    digits = fresh.replace("-", "")
    return f"{call_id}-s{digits[:TIME_DIGITS]}{digits[-4:]}"


def is_listening(identifier: str) -> bool:
    """Whether this is the id of a supervisor's leg."""
    return LEG.fullmatch(identifier) is not None


def mode_of_key(key: str) -> ListenMode | None:
    """The mode a key of the supervisor's telephone switches to; None for a key that does not."""
    return ListenMode(MODE_KEYS[key]) if key in MODE_KEYS else None
