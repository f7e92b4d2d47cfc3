"""The few AMI events we use, as frozen dataclasses. Pure: any headers give an event or None, never an exception."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

RECORD_KEY = "IvrRecord"
INTEGER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class FullyBooted:
    """Asterisk has loaded everything: from here on it is ready."""


@dataclass(frozen=True, slots=True)
class DialEnd:
    """That ringing is over: `status` is ANSWER, NOANSWER, CANCEL, BUSY ... (causes.dial_outcome)."""

    channel: str
    uniqueid: str
    leg_channel: str
    leg_uniqueid: str
    status: str


@dataclass(frozen=True, slots=True)
class Hangup:
    """A channel is gone, for a Q.850 cause."""

    channel: str
    uniqueid: str
    linkedid: str
    cause: int


@dataclass(frozen=True, slots=True)
class DeviceStateChange:
    """A phone became free, busy, ringing or unreachable."""

    device: str
    state: str


@dataclass(frozen=True, slots=True)
class QueueCallerJoin:
    """A caller came into Asterisk's own queue: whoever walked with him lost him."""

    channel: str


@dataclass(frozen=True, slots=True)
class AttendedTransfer:
    """A phone connected the other sides of two calls of its own, and is out of both.

    `target` is empty where the second call had nobody in it yet: what waited or rang there has the first one now.
    """

    phones: tuple[str, str]  # its channels in both calls, in either order
    transferee: str
    target: str


@dataclass(frozen=True, slots=True)
class RecordKeyPressed:
    """The key by which a recording begins and pauses was pressed on this channel (features.conf)."""

    channel: str


@dataclass(frozen=True, slots=True)
class ContactLost:
    """An address of a phone is gone: it took it back, or it does not answer there."""

    aor: str


@dataclass(frozen=True, slots=True)
class OriginateResponse:
    """An originate is decided: answered or not, by its ActionID (we give our leg id)."""

    action_id: str
    succeeded: bool
    channel: str
    uniqueid: str
    reason: int


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A supervisor who listens in pressed a key of his telephone; of nobody else's keys we are told."""

    uniqueid: str
    key: str


AmiEvent = (
    FullyBooted
    | DialEnd
    | Hangup
    | DeviceStateChange
    | ContactLost
    | QueueCallerJoin
    | RecordKeyPressed
    | AttendedTransfer
    | KeyPressed
    | OriginateResponse
)
Headers = Mapping[str, str]


def parse_event(headers: Mapping[str, object]) -> AmiEvent | None:
    """The event these headers are, None for one we have no use for."""
    texts = {name.lower(): value for name, value in headers.items() if isinstance(value, str)}
    parse = PARSERS.get(texts.get("event", ""))
    return parse(texts) if parse else None


def _dial(headers: Headers) -> tuple[str, str, str, str]:
    names = ("channel", "uniqueid", "destchannel", "destuniqueid")
    channel, uniqueid, leg_channel, leg_uniqueid = (headers.get(name, "") for name in names)
    return channel, uniqueid, leg_channel, leg_uniqueid


def _ids(headers: Headers) -> tuple[str, str, str]:
    return headers.get("channel", ""), headers.get("uniqueid", ""), headers.get("linkedid", "")


def _originate_response(headers: Headers) -> OriginateResponse:
    return OriginateResponse(
        action_id=headers.get("actionid", ""),
        # An event that also has a Response header, like the reply to an action.
        succeeded=headers.get("response") == "Success",
        channel=headers.get("channel", ""),
        uniqueid=headers.get("uniqueid", ""),
        reason=_number(headers, "reason"),
    )


def _number(headers: Headers, name: str) -> int:
    text = headers.get(name, "")
    return int(text) if INTEGER.fullmatch(text) and text.isascii() else 0


def _user_event(headers: Headers) -> RecordKeyPressed | None:
    return RecordKeyPressed(headers.get("channel", "")) if headers.get("userevent") == RECORD_KEY else None


def _attended_transfer(headers: Headers) -> AttendedTransfer | None:
    if headers.get("result") != "Success":
        return None
    names = ("origtransfererchannel", "secondtransfererchannel", "transfereechannel", "transfertargetchannel")
    one, other, transferee, target = (headers.get(name, "") for name in names)
    return AttendedTransfer((one, other), transferee, target)


def _contact_status(headers: Headers) -> ContactLost | None:
    gone = headers.get("contactstatus") in ("Removed", "Unreachable")
    return ContactLost(headers.get("aor", "")) if gone else None


PARSERS: Mapping[str, Callable[[Headers], AmiEvent | None]] = {
    "FullyBooted": lambda headers: FullyBooted(),
    "DialEnd": lambda headers: DialEnd(*_dial(headers), headers.get("dialstatus", "")),
    "Hangup": lambda headers: Hangup(*_ids(headers), _number(headers, "cause")),
    "DeviceStateChange": lambda headers: DeviceStateChange(headers.get("device", ""), headers.get("state", "")),
    "QueueCallerJoin": lambda headers: QueueCallerJoin(headers.get("channel", "")),
    "ContactStatus": _contact_status,
    "AttendedTransfer": _attended_transfer,
    "UserEvent": _user_event,
    "DTMFEnd": lambda headers: KeyPressed(headers.get("uniqueid", ""), headers.get("digit", "")),
    "OriginateResponse": _originate_response,
}
