"""The way of every change: the deed, its line in the audit and the centre's new version in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.console import doorbell
from ivr.console.gate import principal
from ivr.console.live_page import live_stream
from ivr.console.source import source
from ivr.store import audit, centre_version, queue_rules

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """What was changed: how it was (None: it is new) and how it is (None: it is gone)."""

    kind: str
    id: str
    before: Plain | None
    after: Plain | None


@dataclass(frozen=True, slots=True)
class Deed:
    """A change to be made: the audit's word for it, what makes it on a connection for writing, and why."""

    verb: str
    act: Callable[[Any], Changed]
    reason: str | None = None
    of_centre: bool = True  # whether the running engine must look
    rights_of: str | None = None  # whose rights it changes: open pages of this account or token must ask again


def change(deed: Deed) -> Changed:
    """Make the change, write it down, and wake the engine when it is of the centre."""
    with source().database.write() as connection:
        done = write_down(connection, deed)
    wake(deed)
    return done


def write_down(connection: Any, deed: Deed, who: str | None = None) -> Changed:
    """Make the change and its line in the audit inside an open transaction."""
    return write_down_as(connection, deed, who or principal().signature, source().now())


def write_down_as(connection: Any, deed: Deed, who: str, now: datetime) -> Changed:
    """The same for somebody who did not come by the console."""
    done = deed.act(connection)
    entry = audit.AuditEntry(now, who, deed.verb, done.kind, done.id, done.before, done.after, deed.reason or None)
    audit.append(connection, entry)
    if deed.of_centre:
        centre_version.bump(connection)
        queue_rules.keep(connection, now)
    return done


def wake(deed: Deed) -> None:
    """Tell the engine and open pages, once the transaction is over."""
    if deed.of_centre:
        doorbell.ring(source().settings)
    if deed.rights_of is not None:
        live_stream().end_of(deed.rights_of)
