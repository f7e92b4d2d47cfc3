"""The road a call has travelled, and the one disposition that follows from it."""

from dataclasses import dataclass, replace

from ivr.calls.disposition import Disposition

RESPONSES = {"confirmed": Disposition.CONFIRMED, "cancelled": Disposition.CANCELLED}


@dataclass(frozen=True, slots=True)
class Progress:
    """What has happened on a call so far, as far as its disposition depends on it."""

    outbound: bool = False
    feature: bool = False
    internal: bool = False  # an agent rings a colleague
    informed: bool = False
    queued: bool = False
    waiting: bool = False
    served: bool = False
    transferred: bool = False
    callback: bool = False  # asked to be called back
    response: str | None = None
    reached_end: bool = False  # the menu came to its end by itself

    def entered(self, kind: str) -> "Progress":
        """After the caller reached a menu node of this kind."""
        return replace(self, informed=self.informed or kind == "information")


def disposition(progress: Progress) -> Disposition:
    """The one disposition of a call that ends after this road; the strongest fact on it decides."""
    answered = RESPONSES.get(progress.response or "") if progress.outbound else None
    facts = (
        (progress.feature, Disposition.FEATURE),
        (progress.internal, Disposition.INTERNAL),
        (answered is not None, answered),
        (progress.served, Disposition.SERVED),
        (progress.transferred, Disposition.TRANSFERRED),
        (progress.callback, Disposition.CALLBACK),
        (progress.waiting, Disposition.ABANDONED),
        (progress.outbound and progress.reached_end, Disposition.HEARD),
        (progress.outbound, Disposition.CUT_SHORT),
        (progress.queued, Disposition.NOT_SERVED),
        (progress.informed, Disposition.SELF_SERVED),
    )
    return next((found for holds, found in facts if holds and found), Disposition.LEFT_MENU)
