"""The calls found, as a file: read and sent a page at a time, so that neither we nor the database hold all of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from flask import Response

from ivr.console.call_words import DIRECTIONS, ending, said
from ivr.console.catalogue import _
from ivr.console.csv_file import csv_answer
from ivr.console.outside_text import outside
from ivr.console.source import source
from ivr.store.call_search import MOST_CALLS, CallWish, FoundCall, search

LONGEST = 50_000  # calls in one file

Row = tuple[Any, ...]


def calls_csv(wish: CallWish, queues: Mapping[str, str], agents: Mapping[str, str]) -> Response:
    """The calls of a search, the latest first; the last line says when there are more."""
    head = (
        _("Call"),
        _("Began"),
        _("Ended"),
        _("Direction"),
        _("Caller"),
        _("Dialled"),
        _("Queues"),
        _("Agents"),
        _("Waited, seconds"),
        _("Outcome"),
    )
    return csv_answer("calls", head, _rows(wish, queues, agents))


def _rows(wish: CallWish, queues: Mapping[str, str], agents: Mapping[str, str]) -> Iterator[Row]:
    for sent, call in enumerate(_found(wish)):
        if sent == LONGEST:
            yield (_("There are more calls than %(most)d: narrow the search.", most=LONGEST),)
            return
        yield _row(call, queues, agents)


def _found(wish: CallWish) -> Iterator[FoundCall]:
    part: CallWish | None = replace(wish, limit=MOST_CALLS, before=None)
    while part is not None:
        with source().database.read() as connection:
            page = search(connection, part)
        yield from page.calls
        part = replace(part, before=page.next_before) if page.next_before else None


def _row(call: FoundCall, queues: Mapping[str, str], agents: Mapping[str, str]) -> Row:
    return (
        call.call_id,
        call.started_at,
        call.ended_at,
        said(DIRECTIONS, call.direction) if call.direction else None,
        outside(call.caller_id) if call.caller_id else None,
        outside(call.dialled) if call.dialled else None,
        _names(call.queues, queues),
        _names(call.agents, agents),
        call.wait_s,
        ending(call.disposition)[0],
    )


def _names(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(one, one) for one in ids)
