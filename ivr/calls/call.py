"""The road a call has travelled, and the one disposition that follows from it."""

from dataclasses import dataclass, replace

from ivr.calls.disposition import Disposition

RESPONSES = {"confirmed": Disposition.CONFIRMED, "cancelled": Disposition.CANCELLED}


@dataclass(frozen=True, slots=True)
class Progress:
    """What has happened on a call so far, as far as its disposition depends on it."""

    outbound: bool = False
    feature: bool = False
    informed: bool = False
    queued: bool = False
    waiting: bool = False
    served: bool = False
    transferred: bool = False
    response: str | None = None
    reached_end: bool = False  # the menu came to its end by itself

    def entered(self, kind: str) -> "Progress":
        """After the caller reached a menu node of this kind."""
        return replace(self, informed=self.informed or kind == "information")


def disposition(progress: Progress) -> Disposition:
    """The one disposition of a call that ends after this road; the strongest fact on it decides."""
    if progress.feature:
        return Disposition.FEATURE
    if progress.outbound and progress.response in RESPONSES:
        return RESPONSES[progress.response]
    if progress.served:
        return Disposition.SERVED
    if progress.transferred:
        return Disposition.TRANSFERRED
    if progress.waiting:
        return Disposition.ABANDONED
    if progress.outbound:
        return Disposition.HEARD if progress.reached_end else Disposition.CUT_SHORT
    if progress.queued:
        return Disposition.NOT_SERVED
    return Disposition.SELF_SERVED if progress.informed else Disposition.LEFT_MENU
