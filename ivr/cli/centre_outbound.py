"""Reads from a centre's YAML what calls to the outside keep to: the trunk, and how people are called back."""

from typing import Any

from ivr.cli.centre_sheet import Sheet, located, mistake
from ivr.contacts.calling_window import CallingWindow
from ivr.hours.week import Span

Bounds = tuple[type[int] | type[float], float, float]

TRUNK: dict[str, Bounds] = {
    "calls": (int, 1, 1000),
    "calls_per_second": (float, 0.01, 100),
    "kept_for_callbacks": (int, 0, 100),
    "ring_s": (int, 5, 120),
}
CALLBACKS: dict[str, Bounds] = {
    "attempts": (int, 1, 3),
    "retry_after_min": (float, 0, 1440),
    "expires_after_h": (float, 0.05, 72),
    "ring_s": (int, 5, 120),
    "answer_s": (float, 5, 60),
}
WINDOW = "window"


def read_trunk(rules: Sheet, file: str) -> dict[str, Any]:
    """What the way out bears; AuthorError naming file, line and key."""
    for key in rules:
        _number(rules, key, TRUNK, file)
    return dict(rules)


def read_callbacks(rules: Sheet, file: str) -> dict[str, Any]:
    """How often, how late and for how long people are called back; AuthorError naming file, line and key."""
    for key in rules:
        if key == WINDOW:
            with located(rules, key, file):
                span = Span.of(str(rules[key]))
                CallingWindow(span.opens, span.closes)
        else:
            _number(rules, key, CALLBACKS, file)
    return dict(rules)


def _number(rules: Sheet, key: str, known: dict[str, Bounds], file: str) -> None:
    value = rules[key]
    if key not in known:
        raise mistake(rules, key, file, f"is none of {', '.join(sorted(known))}")
    kind, least, most = known[key]
    wanted = (int,) if kind is int else (int, float)
    if isinstance(value, bool) or not isinstance(value, wanted) or not least <= value <= most:
        what = "a whole number" if kind is int else "a number"
        raise mistake(rules, key, file, f"{value!r} is not {what} from {least:g} to {most:g}")
