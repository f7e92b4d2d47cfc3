"""Who called what, as the AGI environment and a few channel variables say it: strings from outside, validated as data.

caller_line(environment, variables) -> CallerLine          pure
await read_caller_line(environment, conversation) -> CallerLine
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ivr.asterisk.agi import Environment
from ivr.asterisk.agi_conversation import AgiConversation

NUMBER = re.compile(r"\+?[0-9]{1,32}")
DIALLED = re.compile(r"[0-9*#+]{1,64}")
NAME = re.compile(r"[A-Za-z0-9_.-]{1,80}")
ID = re.compile(r"[0-9a-f-]{36,48}")

LINKEDID = "CHANNEL(linkedid)"
ENDPOINT = "CHANNEL(endpoint)"
CALL = "IVR_CALL"
ATTEMPT = "IVR_ATTEMPT"


@dataclass(frozen=True, slots=True)
class CallerLine:
    """One call at the door; what did not look like itself is None or empty."""

    door: str  # inbound | outbound: the path of the AGI address
    channel: str
    uniqueid: str
    linkedid: str
    caller_id: str | None
    dialled: str
    endpoint: str | None  # the PJSIP endpoint the call came from: which agent's phone, or the carrier
    call_id: str | None  # IVR_CALL, set by whoever originated the call
    attempt_id: str | None  # IVR_ATTEMPT, the reminder's attempt


def caller_line(environment: Environment, variables: Mapping[str, str | None]) -> CallerLine:
    """Everything known about a call when it comes in."""
    values = environment.values
    uniqueid = values.get("uniqueid", "")
    return CallerLine(
        door=environment.script,
        channel=values.get("channel", ""),
        uniqueid=uniqueid,
        linkedid=variables.get(LINKEDID) or uniqueid,
        caller_id=_as(NUMBER, values.get("callerid")),
        dialled=_as(DIALLED, values.get("extension")) or "",
        endpoint=_as(NAME, variables.get(ENDPOINT)),
        call_id=_as(ID, variables.get(CALL)),
        attempt_id=_as(ID, variables.get(ATTEMPT)),
    )


async def read_caller_line(environment: Environment, conversation: AgiConversation) -> CallerLine:
    """Ask the channel for what the environment does not say."""
    # A channel that is not PJSIP has no endpoint and Asterisk would log an error for the question.
    is_phone = environment.values.get("channel", "").startswith("PJSIP/")
    names = (LINKEDID, CALL, ATTEMPT, *((ENDPOINT,) if is_phone else ()))
    return caller_line(environment, {name: await conversation.variable(name) for name in names})


def _as(pattern: re.Pattern[str], text: str | None) -> str | None:
    return text if text and pattern.fullmatch(text) else None
