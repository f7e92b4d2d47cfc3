"""Asterisk's queue_log, row by row: text with bars, or dumps of its table (docs/import.md)."""

from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from ivr.calls.events import Event
from ivr.imports.calls import call_id_of, mark_of, second_of
from ivr.imports.names import Names
from ivr.imports.queue_log_agents import OF_AGENTS, of_agent
from ivr.imports.queue_log_calls import OF_CALLS, Row
from ivr.imports.rows import BadRow, Form, clean, form_of, moment

PLAIN = ("time", "callid", "queuename", "agent", "event", "data1", "data2", "data3", "data4", "data5")
FIXED, DATA = PLAIN[:5], PLAIN[5:]
# Known, and of no consequence for any figure.
SILENT = frozenset({"QUEUESTART", "CONFIGRELOAD", "PENALTY", "RINGINUSE", "OUTCALL"})
NO_CALL = frozenset({"", "NONE"})
MOST_UNKNOWN = 1000  # names of events that are counted apart


class QueueLog:
    """Reads one file's rows; what they call queues and agents, and the events nobody knows, gather here."""

    def __init__(self, first_line: str, where: ZoneInfo, names: Names) -> None:
        self.form: Form = form_of(first_line, "event", PLAIN, "|")
        self.names, self.unknown = names, Counter[str]()
        self._where = where

    def events(self, line: str) -> list[Event]:
        """What one row says; nothing for a row of no consequence, BadRow for what is none."""
        at_text, callid, queue, agent, event, *data = self._fields(line)
        at, event = moment(at_text, self._where), event.upper()
        who = self.names.agent(agent)
        if event in OF_AGENTS:
            return of_agent(event, at, who, [callid, queue, agent, *data])
        tell = OF_CALLS.get(event)
        if tell is None:
            self._pass_over(event)
            return []
        queue_id = self.names.queue(queue)
        if queue_id is None or callid in NO_CALL:
            raise BadRow(f"{event} names no queue or no call")
        mark = mark_of(second_of(at), queue, agent, event, *data)
        return tell(Row(at, (callid, call_id_of(callid)), queue_id, who, data, mark))

    def _fields(self, line: str) -> list[str]:
        """The five fields every row has, and those that depend on its event, without empty ones at the end."""
        row = self.form.row(line)
        found = self._named(row) if self.form.has_header else row
        if len(found) < len(FIXED):
            raise BadRow(f"it has {len(found)} of the {len(FIXED)} fields every row of a queue_log begins with")
        while len(found) > len(FIXED) and not found[-1]:
            found.pop()
        return found

    def _named(self, row: Sequence[str]) -> list[str]:
        value = self.form.value
        whole = value(row, "data")
        data = whole.split("|") if whole else [value(row, name) for name in DATA]
        return [*(value(row, name) for name in FIXED), *data]

    def _pass_over(self, event: str) -> None:
        if event in SILENT:
            return
        name = clean(event)[:32] or "?"
        if name in self.unknown or len(self.unknown) < MOST_UNKNOWN:
            self.unknown[name] += 1
