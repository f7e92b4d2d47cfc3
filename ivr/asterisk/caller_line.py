"""Who called what, as the AGI environment says it: strings from outside, validated as data.

The dialplan gives linkedid, IVR_CALL and IVR_ATTEMPT as arguments of AGI(): each question to the channel would be a
round trip before the caller is answered.
"""

import re
from dataclasses import dataclass

from ivr.asterisk.agi import Environment
from ivr.calls.ids import is_agent

TRANSFERRED = "transferred"  # the door of those whom an agent sent on
NUMBER = re.compile(r"\+?[0-9]{1,32}")
DIALLED = re.compile(r"[0-9*#+]{1,64}")
NAME = re.compile(r"[A-Za-z0-9_.-]{1,80}")
ID = re.compile(r"[0-9a-f-]{36,48}")
LINKEDID = re.compile(r"[0-9A-Za-z._-]{1,150}")
PHONE = re.compile(r"PJSIP/(.+)-[0-9a-f]{8}")  # Asterisk names a channel after its endpoint


@dataclass(frozen=True, slots=True)
class CallerLine:
    """One call at the door; what did not look like itself is None or empty."""

    door: str  # inbound | outbound | back | transferred: the path of the AGI address
    channel: str
    uniqueid: str
    linkedid: str
    caller_id: str | None
    dialled: str
    endpoint: str | None  # the PJSIP endpoint the call came from: which agent's phone, or the carrier
    call_id: str | None  # IVR_CALL, set by whoever originated the call
    attempt_id: str | None  # IVR_ATTEMPT, the reminder's attempt
    sent_to: str = ""  # what an agent dialled after his transfer key; `dialled` is what the caller had


def phone_of(channel: str) -> str | None:
    """The agent whose phone a channel is; None for one of somebody else."""
    found = PHONE.fullmatch(channel)
    return found[1] if found and is_agent(found[1]) else None


def caller_line(environment: Environment) -> CallerLine:
    """Everything known about a call when it comes in."""
    values = environment.values
    uniqueid, channel = values.get("uniqueid", ""), values.get("channel", "")
    phone = PHONE.fullmatch(channel)
    linkedid, call_id, attempt_id, *_ = *environment.arguments, "", "", ""
    extension, dnid = (_as(DIALLED, values.get(name)) or "" for name in ("extension", "dnid"))
    is_sent_on = environment.script == TRANSFERRED
    return CallerLine(
        door=environment.script,
        channel=channel,
        uniqueid=uniqueid,
        linkedid=_as(LINKEDID, linkedid) or uniqueid,
        caller_id=_as(NUMBER, values.get("callerid")),
        dialled=dnid if is_sent_on else extension or dnid,
        endpoint=_as(NAME, phone and phone[1]),
        call_id=_as(ID, call_id),
        attempt_id=_as(ID, attempt_id),
        sent_to=extension if is_sent_on else "",
    )


def _as(pattern: re.Pattern[str], text: str | None) -> str | None:
    return text if text and pattern.fullmatch(text) else None
