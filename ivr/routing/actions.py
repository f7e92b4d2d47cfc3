"""What the router asks the shell to do."""

from collections.abc import Hashable
from dataclasses import dataclass

from ivr.routing.promises import Announcement


@dataclass(frozen=True, slots=True)
class Assign:
    """Ring this agent for this call."""

    call: Hashable
    agent: Hashable


@dataclass(frozen=True, slots=True)
class Announce:
    """Tell this waiting caller what to expect."""

    call: Hashable
    announcement: Announcement


@dataclass(frozen=True, slots=True)
class Overflow:
    """Send this caller elsewhere: the longest wait is over and the call has left the line."""

    call: Hashable
    target: str | None


@dataclass(frozen=True, slots=True)
class OfferCallback:
    """Offer this waiting caller a callback that keeps the place."""

    call: Hashable


Action = Assign | Announce | Overflow | OfferCallback
