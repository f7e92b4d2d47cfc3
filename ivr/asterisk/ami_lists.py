"""The lists AMI answers with, as our own values. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Headers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ChannelSeen:
    """A channel Asterisk has at this moment."""

    channel: str
    uniqueid: str
    linkedid: str
    state: str  # Up | Ringing | Ring | Down ...
    context: str
    exten: str
    application: str
    application_arguments: str
    account: str  # our call id
    caller_id: str
    bridge: str


# In the order of ChannelSeen's fields.
CHANNEL_HEADERS = (
    "channel",
    "uniqueid",
    "linkedid",
    "channelstatedesc",
    "context",
    "exten",
    "application",
    "applicationdata",
    "accountcode",
    "calleridnum",
    "bridgeid",
)


def channels_seen(messages: Iterable[Headers]) -> list[ChannelSeen]:
    """The channels of a CoreShowChannels list."""
    return [
        ChannelSeen(*(texts.get(name, "") for name in CHANNEL_HEADERS))
        for texts in _events(messages, "CoreShowChannel")
    ]


def device_states(messages: Iterable[Headers]) -> dict[str, str]:
    """Device to state, of a DeviceStateList."""
    return {texts.get("device", ""): texts.get("state", "") for texts in _events(messages, "DeviceStateChange")}


def _events(messages: Iterable[Headers], event: str) -> Iterable[dict[str, str]]:
    for message in messages:
        texts = {name.lower(): value for name, value in message.items() if isinstance(value, str)}
        if texts.get("event") == event:
            yield texts
