"""Asking Asterisk to place a call: the action's headers, and how it ended. Pure.

    Originate(dial_string, channel_id, context, exten, caller_id, ring_s, variables).headers() -> AMI headers
    originate_end(response, hangup) -> OriginateOutcome

The channel id is our leg id, made and written down first; it is also the ActionID, so the OriginateResponse and the
Hangup of the channel are found by it. A failure is told twice: OriginateResponse with a reason that says little (0 for
busy and declined alike), then within milliseconds Hangup with uniqueid = channel_id and the cause that says why; a call
that could not be begun has no Hangup.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.asterisk.ami_events import Hangup, OriginateResponse
from ivr.asterisk.causes import OriginateOutcome, originate_outcome
from ivr.calls.ids import call_of
from ivr.errors import Misuse

MOST_RING_S = 300
PATTERNS = {
    "dial_string": re.compile(r"[A-Za-z]{2,16}/[A-Za-z0-9_.+*#:@/-]{1,200}"),
    "channel_id": re.compile(r"[0-9a-z-]{1,149}"),  # Asterisk keeps 149 characters
    "context": re.compile(r"[a-z_-]{1,79}"),
    "exten": re.compile(r"[A-Za-z0-9*#+]{1,79}"),
    "caller_id": re.compile(r"(\+?[0-9]{1,32})?"),
}
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,79}")
# Asterisk reads several variables out of one header: a comma, a quote or a backslash would make more of them.
VALUE = re.compile(r'[^,"\\\x00-\x1f\x7f]{0,500}')


@dataclass(frozen=True, slots=True)
class Originate:
    """A call to be placed; Misuse for a part that is not what it should be."""

    dial_string: str
    channel_id: str
    context: str
    exten: str
    caller_id: str
    ring_s: int
    variables: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, pattern in PATTERNS.items():
            if not pattern.fullmatch(getattr(self, name)):
                raise Misuse(f"{getattr(self, name)!r} is no {name} of an originate")
        if not 1 <= self.ring_s <= MOST_RING_S:
            raise Misuse(f"{self.ring_s} s is no time to ring")
        for name, value in self.variables.items():
            if not VARIABLE.fullmatch(name) or not VALUE.fullmatch(value):
                raise Misuse(f"{name}={value!r} cannot be given to an originate")

    def headers(self) -> dict[str, str | list[str]]:
        """The action as AMI headers."""
        return {
            "Action": "Originate",
            "ActionID": self.channel_id,
            "Channel": self.dial_string,
            "ChannelId": self.channel_id,
            "Context": self.context,
            "Exten": self.exten,
            "Priority": "1",
            "CallerID": self.caller_id,
            "Timeout": str(self.ring_s * 1000),
            "Account": call_of(self.channel_id) or "",
            "Async": "true",
            "Variable": [f"{name}={value}" for name, value in self.variables.items()],
        }


def originate_end(response: OriginateResponse, hangup: Hangup | None) -> OriginateOutcome:
    """How an originate ended, by its response and the hang-up of its channel where one was seen."""
    return originate_outcome(response.succeeded, response.reason, hangup.cause if hangup else None)
