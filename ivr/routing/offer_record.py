"""An explanation as it is kept with each offer: short enough for a history of a hundred thousand calls a day."""

from collections import Counter
from dataclasses import replace
from typing import Any

from ivr.routing.explanation import Explanation
from ivr.routing.reasons import ELIGIBLE

KEPT = 20  # of each kind by name; the others are counted
DECIMALS = 2


def offer_record(why: Explanation) -> dict[str, Any]:
    """Return the explanation as JSON values, seconds and costs rounded to a hundredth."""
    others = Counter(dict(why.unnamed))
    others[ELIGIBLE] += max(0, len(why.eligible) - KEPT)
    others.update(reason for _, reason in why.excluded[KEPT:])
    short = replace(
        why,
        eligible=why.eligible[:KEPT],
        excluded=why.excluded[:KEPT],
        unnamed=tuple((reason, count) for reason, count in others.items() if count),
        heads=why.heads[:KEPT],
    )
    rounded: dict[str, Any] = _rounded(short.to_plain())
    return rounded


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS)
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, list | tuple) else value
