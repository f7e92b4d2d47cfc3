"""A caller's stays at the menus he walked: what he pressed, how often nothing came, where he went."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ivr.calls.disposition import Party
from ivr.calls.events import KeysPressed, NodeEntered
from ivr.reports.call_record import CallRecord, LegKind, MenuStay, StayEnd

MENU = "menu:"
REACHED = "reached"
LONGEST_KEY, LONGEST_NODE = 16, 64
WHOLE_CALL = 0  # the number of the stay that is the whole call, in the menu it came in to


@dataclass(slots=True)
class _Stay:
    """A stay while it goes on."""

    event: NodeEntered
    key: str = ""
    went: str = ""
    timeouts: int = 0
    wrong: int = 0
    over: bool = False

    def press(self, event: KeysPressed) -> None:
        if event.node != self.event.node or self.over:
            return
        if event.outcome == "match":
            self.key = event.digits
        elif event.outcome == "no_input":
            self.timeouts += 1
        else:
            self.wrong += 1


def whole_call(record: CallRecord) -> MenuStay | None:
    """The call as one stay in the menu it came in to; None when it came in to none."""
    if not (record.entry or "").startswith(MENU):
        return None
    menu = (record.entry or "").removeprefix(MENU)[:LONGEST_NODE]
    ended = record.disposition.value if record.disposition else ""
    went = REACHED if _has_reached(record) else ""
    return MenuStay(record.call_id, WHOLE_CALL, menu, "", record.started_at, ended, went=went)


def menu_stays(record: CallRecord, road: Iterable[NodeEntered | KeysPressed]) -> Iterator[MenuStay]:
    """Every stay of a finished record, its road in order."""
    for number, stay in enumerate(_walked(road), start=WHOLE_CALL + 1):
        event = stay.event
        yield MenuStay(
            record.call_id, number, event.menu[:LONGEST_NODE], event.node[:LONGEST_NODE], event.at,
            _end(stay, record).value, stay.key[:LONGEST_KEY], stay.went[:LONGEST_NODE], stay.timeouts, stay.wrong,
        )  # fmt: skip


def _walked(road: Iterable[NodeEntered | KeysPressed]) -> Iterator[_Stay]:
    stay: _Stay | None = None
    for event in road:
        if isinstance(event, KeysPressed):
            if stay is not None:
                stay.press(event)
            continue
        if stay is not None:
            stay.went, stay.over = event.node, True
            yield stay
        stay = _Stay(event) if event.node_kind == "menu" else None
    if stay is not None:
        yield stay


def _end(stay: _Stay, record: CallRecord) -> StayEnd:
    if stay.key:
        return StayEnd.CHOSEN
    if stay.over:
        return StayEnd.SENT_ON
    if record.ended_at is None:
        return StayEnd.OPEN
    return StayEnd.LEFT if record.hung_up_by is Party.CALLER else StayEnd.CUT


def _has_reached(record: CallRecord) -> bool:
    """Whether the call joined a queue, was refused by one, or was sent to a number."""
    return bool(record.visits or record.refusals) or any(leg.kind is LegKind.OUTSIDE for leg in record.legs)
