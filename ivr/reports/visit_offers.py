"""What a visit asked of agents, and whether its caller was handed on (docs/metrics.md, section 2)."""

from collections.abc import Collection

from ivr.calls.disposition import OfferFailure
from ivr.reports.call_record import Leg, LegKind, Visit

NOT_TAKEN = frozenset({OfferFailure.NO_ANSWER, OfferFailure.BUSY, OfferFailure.UNREACHABLE})


def is_not_taken(leg: Leg) -> bool:
    """Whether an agent's phone rang and was not answered, while the caller was still there."""
    return leg.kind is LegKind.AGENT and leg.cause in NOT_TAKEN


def count_offers(visit: Visit, legs: Collection[Leg], visits: Collection[Visit]) -> None:
    """Write down how many phones rang for a visit, how many did not take it, and whether it was handed on."""
    mine = [leg for leg in legs if leg.kind is LegKind.AGENT and leg.visit_id == visit.visit_id]
    visit.offers, visit.not_taken = len(mine), sum(map(is_not_taken, mine))
    answered_at = visit.connected_at
    if answered_at is not None:
        later = any(other is not visit and other.joined_at >= answered_at for other in visits)
        outside = any(leg.kind is LegKind.OUTSIDE and leg.ended_at and leg.ended_at >= answered_at for leg in legs)
        visit.transferred = visit.transferred or later or outside
