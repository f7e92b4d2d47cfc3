"""The one place that builds dial strings: only from validated parts, only to destinations that are allowed."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from ivr.calls.ids import is_agent
from ivr.contacts.number import NO_REGION, NumberKind, PhoneNumber, phone_number
from ivr.errors import AuthorError, Misuse

DIAL_STRING = re.compile(r"PJSIP/(?:agent-[a-z0-9]+(?:-[a-z0-9]+)*|\+[1-9][0-9]{6,14}@[a-z][a-z0-9-]{0,30})")
LONGEST = 64
ALLOWED_KINDS = frozenset({NumberKind.FIXED_OR_MOBILE, NumberKind.FREEPHONE, NumberKind.INTERNET})


@dataclass(frozen=True, slots=True)
class DialString:
    """What Asterisk is asked to call; it cannot be made of anything else."""

    value: str

    def __post_init__(self) -> None:
        if len(self.value) > LONGEST or not DIAL_STRING.fullmatch(self.value):
            raise Misuse(f"{self.value!r} is not a dial string of ours")

    def __str__(self) -> str:
        return self.value


def dial_string(number: str, endpoint: str, allowed_regions: Collection[str]) -> DialString:
    """Return the dial string of an allowed number (E.164) over a trunk's endpoint, or raise AuthorError."""
    called = allowed_destination(number, allowed_regions)
    return DialString(f"PJSIP/{called.e164}@{endpoint}")


def agent_dial_string(agent_id: str) -> DialString:
    """Return the dial string of an agent's phone, or raise Misuse when the id is none."""
    if not is_agent(agent_id):
        raise Misuse(f"{agent_id!r} is not an agent id such as agent-anna")
    return DialString(f"PJSIP/{agent_id}")


def allowed_destination(number: str, allowed_regions: Collection[str]) -> PhoneNumber:
    """Return the number if we may call it, or raise AuthorError: by ISO region, and never premium or satellite."""
    called = phone_number(number)
    if called.region == NO_REGION or called.region not in allowed_regions:
        where = "no country" if called.region == NO_REGION else called.region
        allowed = ", ".join(sorted(allowed_regions)) or "none"
        raise AuthorError(f"{called.e164} is a number of {where}; allowed destinations: {allowed}", key="number")
    if called.kind not in ALLOWED_KINDS:
        raise AuthorError(f"{called.e164} is of a kind we never call ({called.kind.value})", key="number")
    return called
