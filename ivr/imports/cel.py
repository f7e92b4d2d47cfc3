"""Asterisk's channel event log, row by row: begin, answer and end of calls, and who hung up (docs/import.md).

What happened in queues is the queue_log's to tell: both together make one call.
"""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import CallAnswered, CallEnded, CallStarted, Direction, Event
from ivr.calls.transfer_events import CallTransferred
from ivr.imports.calls import QUARTER_S, call_id_of, mark_of
from ivr.imports.names import Names, agent_name
from ivr.imports.rows import BadRow, Form, clean, form_of, moment

WITNESS = "cel"
# The sample mapping of cel_custom.conf, for files without a header.
PLAIN = (
    "eventtype", "eventtime", "cid_name", "cid_num", "cid_ani", "cid_rdnis", "cid_dnid", "exten", "context", "channame",
    "appname", "appdata", "amaflags", "accountcode", "uniqueid", "linkedid", "peer", "userfield", "userdeftype",
    "eventextra",
)  # fmt: skip
OWN = (
    "eventtype", "eventtime", "uniqueid", "linkedid", "channame", "cid_num", "exten", "context", "appname",
    "accountcode", "peer", "userdeftype", "eventextra",
)  # fmt: skip
SILENT = frozenset({
    "CHAN_END", "APP_START", "APP_END", "BRIDGE_ENTER", "LINKEDID_END", "PARK_START", "PARK_END", "USER_DEFINED",
    "BLINDTRANSFER", "ATTENDEDTRANSFER", "PICKUP", "FORWARD", "LOCAL_OPTIMIZE", "LOCAL_OPTIMIZE_BEGIN", "STREAM_BEGIN",
    "STREAM_END", "DTMF",
})  # fmt: skip
ANSWERING = "appdial"  # the application of a channel that Dial() rang


class Cel:
    """Reads one file's rows; events nobody knows are counted."""

    def __init__(self, first_line: str, where: ZoneInfo, names: Names) -> None:
        plain = OWN if first_line.count('","') == len(OWN) - 1 else PLAIN
        self.form: Form = form_of(first_line, "eventtype", plain, ",")
        self.names, self.unknown = names, Counter[str]()
        self._where = where

    def events(self, line: str) -> list[Event]:
        """What one row says of its call; nothing for a row of no consequence, BadRow for what is none."""
        row = self.form.row(line)
        kind = self._value(row, "eventtype").upper()
        tell = TOLD.get(kind)
        if tell is None:
            if kind not in SILENT:
                self.unknown[clean(kind)[:32] or "?"] += 1
            return []
        name = self._value(row, "linkedid") or self._value(row, "uniqueid")
        if not name:
            raise BadRow(f"{kind} names no call")
        at = moment(self._value(row, "eventtime"), self._where)
        call_id = call_id_of(name)
        second = f"{at.timestamp() % QUARTER_S:.6f}"
        uniqueid = self._value(row, "uniqueid")
        prefix = f"{call_id}-{mark_of(second, kind, uniqueid, self._value(row, 'channame'))}"
        named = {"event_id": f"{prefix}0", "at": at, "witness": WITNESS, "call_id": call_id}
        return tell(self, row, named, uniqueid == name)

    def started(self, row: Sequence[str], named: dict[str, Any], is_caller: bool) -> list[Event]:
        """The caller's channel began."""
        if not is_caller:
            return []
        dialled = clean(self._value(row, "exten"))
        return [
            CallStarted(**named, direction=Direction.INBOUND, entry=f"number:{dialled}", dialled=dialled,
                        caller_id=clean(self._value(row, "cid_num")) or None, leg_id=f"{named['call_id']}-0",
                        channel=clean(self._value(row, "channame")), linkedid=clean(self._value(row, "linkedid")))
        ]  # fmt: skip

    def answered(self, _row: Sequence[str], named: dict[str, Any], is_caller: bool) -> list[Event]:
        """The caller's channel was answered."""
        return [CallAnswered(**named, leg_id=f"{named['call_id']}-0")] if is_caller else []

    def left(self, row: Sequence[str], named: dict[str, Any], is_caller: bool) -> list[Event]:
        """Somebody whom Dial() had connected left: a leg of the call."""
        if is_caller or self._value(row, "appname").lower() != ANSWERING:
            return []
        to = agent_name(self._value(row, "channame"))
        return [CallTransferred(**named, leg_id=named["event_id"], destination=to, connected=True)]

    def hung_up(self, row: Sequence[str], named: dict[str, Any], is_caller: bool) -> list[Event]:
        """The caller's channel ended, and by whom."""
        if not is_caller:
            return []
        by_caller = _source(self._value(row, "eventextra") or self._value(row, "extra")) == self._value(row, "channame")
        party = Party.CALLER if by_caller else Party.SYSTEM
        return [CallEnded(**named, disposition=Disposition.LEFT_MENU, hung_up_by=party)]

    def _value(self, row: Sequence[str], name: str) -> str:
        return self.form.value(row, name)


TOLD = {"CHAN_START": Cel.started, "ANSWER": Cel.answered, "BRIDGE_EXIT": Cel.left, "HANGUP": Cel.hung_up}


def _source(extra: str) -> str:
    try:
        found = json.loads(extra or "{}")
    except (ValueError, RecursionError):
        return ""
    return str(found.get("hangupsource", "")) if isinstance(found, dict) else ""
