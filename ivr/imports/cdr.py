"""Asterisk's call detail records, row by row: Master.csv, or dumps of a table with their header (docs/import.md)."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import CallAnswered, CallEnded, CallStarted, Direction, Event
from ivr.calls.transfer_events import CallTransferred
from ivr.imports.calls import call_id_of, mark_of, second_of
from ivr.imports.names import Names, agent_name
from ivr.imports.rows import BadRow, Form, clean, form_of, moment, seconds

WITNESS = "cdr"
PLAIN = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata", "start", "answer",
    "end", "duration", "billsec", "disposition", "amaflags", "uniqueid", "userfield", "peeraccount", "linkedid",
    "sequence",
)  # fmt: skip
UNANSWERED = {"BUSY": Disposition.BUSY, "NO ANSWER": Disposition.NO_ANSWER, "FAILED": Disposition.FAILED,
              "CONGESTION": Disposition.FAILED}  # fmt: skip
KNOWN = frozenset({*UNANSWERED, "ANSWERED"})
CONNECTING = frozenset({"dial", "queue"})  # applications that bring somebody to the phone
LONGEST_EXTENSION = 6  # digits


class Cdr:
    """Reads one file's rows; dispositions nobody knows are counted."""

    def __init__(self, first_line: str, where: ZoneInfo, names: Names) -> None:
        found = form_of(first_line, "src", PLAIN, ",")
        self.form: Form = found
        self.names, self.unknown = names, Counter[str]()
        self._where = where

    def events(self, line: str) -> list[Event]:
        """What one row says of its call: beginning, answer, end, who was connected; BadRow for what is none."""
        row = self.form.row(line)
        get = {name: self.form.value(row, name) for name in (*PLAIN, "calldate", "did")}
        begun, ended, said = get["start"] or get["calldate"], get["end"], get["disposition"].upper()
        if not begun or not get["channel"]:
            raise BadRow("it has no time or no channel of a call detail record")
        if said not in KNOWN:
            self.unknown[clean(said)[:32] or "?"] += 1
        start = moment(begun, self._where)
        length = timedelta(seconds=seconds(get["duration"]))
        end = start + length if length or not ended else max(moment(ended, self._where), start)
        talk = min(timedelta(seconds=seconds(get["billsec"])), end - start)
        return _Told(get, start, end, end - talk if said == "ANSWERED" else None).events()


class _Told:
    """One row and its times."""

    def __init__(self, get: dict[str, str], start: datetime, end: datetime, answered_at: datetime | None) -> None:
        self.get, self.start, self.end, self.answered_at = get, start, end, answered_at
        self.name = get["linkedid"] or get["uniqueid"] or f"{get['channel']}@{get['start'] or get['calldate']}"
        self.call_id = call_id_of(self.name)
        second = second_of(start)
        parts = [get[part] for part in ("channel", "dstchannel", "src", "dst", "lastapp", "disposition")]
        self.prefix = f"{self.call_id}-{mark_of(second, str(int((end - start).total_seconds())), *parts)}"

    def events(self) -> list[Event]:
        get, app = self.get, self.get["lastapp"].lower()
        named: dict[str, Any] = {"witness": WITNESS, "call_id": self.call_id}
        is_outbound = _is_extension(get["src"]) and not _is_extension(get["dst"]) and get["dst"].lstrip("+").isdigit()
        told: list[Event] = []
        if get["uniqueid"] == self.name or not get["linkedid"]:
            told.append(self._started(Direction.OUTBOUND if is_outbound else Direction.INBOUND))
            if self.answered_at is not None:
                told.append(
                    CallAnswered(event_id=f"{self.prefix}1", at=self.answered_at, leg_id=f"{self.call_id}-0", **named)
                )
        if app == "dial" and get["dstchannel"] and not self._is_member():
            to = clean(get["dst"]) if is_outbound else agent_name(get["dstchannel"])
            told.append(CallTransferred(event_id=f"{self.prefix}2", at=self.end, leg_id=self.prefix, destination=to,
                                        connected=self.answered_at is not None, **named))  # fmt: skip
        told.append(CallEnded(event_id=f"{self.prefix}3", at=self.end, disposition=self._disposition(app),
                              hung_up_by=Party.SYSTEM, **named))  # fmt: skip
        return told

    def _started(self, direction: Direction) -> CallStarted:
        get = self.get
        dialled = clean(get["did"] or get["dst"])
        return CallStarted(
            event_id=f"{self.prefix}0", at=self.start, witness=WITNESS, call_id=self.call_id, direction=direction,
            entry=f"number:{dialled}", caller_id=clean(get["src"]) or None, dialled=dialled,
            channel=clean(get["channel"]), linkedid=clean(self.name), leg_id=f"{self.call_id}-0",
        )  # fmt: skip

    def _is_member(self) -> bool:
        """Whether this row is the ringing of a queue's member, which the queue_log tells."""
        return "queue" in f"{self.get['channel']} {self.get['dcontext']}".lower()

    def _disposition(self, app: str) -> Disposition:
        """What this row alone makes of the call; a queue_log knows better (`reports/settled`)."""
        said = self.get["disposition"].upper()
        if said != "ANSWERED":
            return UNANSWERED.get(said, Disposition.FAILED)
        if app not in CONNECTING:
            return Disposition.LEFT_MENU  # announcements, menus: nobody knows whether he heard what he needed
        if not self.get["dstchannel"]:
            return Disposition.NOT_SERVED
        return Disposition.SERVED if app == "queue" else Disposition.TRANSFERRED


def _is_extension(number: str) -> bool:
    return number.isdigit() and len(number) <= LONGEST_EXTENSION
