"""What the address of the list of calls asks for, as typed and as the store searches it; times are the reader's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ivr.calls.disposition import Disposition
from ivr.console.catalogue import _
from ivr.console.report_wish import SPANS
from ivr.hours.zone import day_start
from ivr.store.call_search import CallWish

FIELDS = ("number", "range", "since", "until", "queue", "agent", "outcome")
LONGEST = 64
YEARS = range(2000, 2100)
DAY = len("2026-11-22")
DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, what is wrong with it, and what to search for when nothing is."""

    typed: Mapping[str, str]
    mistakes: Mapping[str, str] = field(default_factory=dict)
    wish: CallWish = field(default_factory=CallWish)


def asked_of(
    address: Mapping[str, str], where: ZoneInfo, scope: frozenset[str] | None, today: date | None = None
) -> Asked:
    """Read an address: what cannot be meant is named beside its field; times that are typed go before a range."""
    typed = {name: text for name in FIELDS if (text := _text(address, name))}
    mistakes: dict[str, str] = {}
    times = {name: _time(name, typed, where, mistakes) for name in ("since", "until")}
    span = SPANS.get(typed.get("range", ""))
    if span and today and not typed.keys() & times.keys():
        first, last = span(today)
        times = {"since": day_start(first, where), "until": day_start(last + timedelta(days=1), where)}
    if times["since"] and times["until"] and times["since"] >= times["until"]:
        mistakes["until"] = str(_("The end lies before the beginning."))
    if "number" in typed and not any(sign in DIGITS for sign in typed["number"]):
        mistakes["number"] = str(_("Enter digits of the number."))
    if typed.get("outcome", Disposition.SERVED.value) not in set(Disposition):
        mistakes["outcome"] = str(_("There is no such outcome."))
    return Asked(typed, mistakes) if mistakes else Asked(typed, {}, _wish(typed, times, scope, address))


def _wish(typed: Mapping[str, str], times: Mapping[str, Any], scope: frozenset[str] | None, address: Any) -> CallWish:
    return CallWish(
        number=typed.get("number"),
        since=times["since"],
        until=times["until"],
        queue=typed.get("queue"),
        agent=typed.get("agent"),
        disposition=Disposition(typed["outcome"]) if "outcome" in typed else None,
        scope=scope,
        before=_text(address, "before") or None,
    )


def _text(address: Mapping[str, str], name: str) -> str:
    # No database is asked for signs that it could not have kept.
    return "".join(sign for sign in address.get(name, "") if sign.isprintable()).strip()[:LONGEST]


def _time(name: str, typed: Mapping[str, str], where: ZoneInfo, mistakes: dict[str, str]) -> datetime | None:
    text = typed.get(name)
    if text is None:
        return None
    at = _moment(text)
    if at is None:
        mistakes[name] = str(_("Enter a day, or a day and a time."))
        return None
    if name == "until" and len(text) == DAY:
        at += timedelta(days=1)
    # Of an hour that comes twice the whole is meant: from the first, to the second.
    return (at if at.tzinfo else at.replace(tzinfo=where, fold=int(name == "until"))).astimezone(UTC)


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.year in YEARS else None
