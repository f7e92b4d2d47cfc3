"""What is behind figures that are of no queue: stays at menus, attempts, people; each with what it adds."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection

from ivr.reports.call_record import MenuStay, StayEnd
from ivr.reports.fractions import Part
from ivr.reports.menu_share import alone_part
from ivr.reports.outbound_share import ENDS, attempt_end, contact_part
from ivr.store import menu_stays, outbound_sums
from ivr.store.behind import Behind
from ivr.store.outbound_sums import Wanted

ENDED = {"menu_chosen": StayEnd.CHOSEN, "menu_sent_on": StayEnd.SENT_ON, "menu_left": StayEnd.LEFT}
WHOLE = ("menu_calls", "without_agent_share")
OF_ATTEMPTS = ("attempts", *(f"attempts_{end}" for end in ENDS))


def of_menus(
    connection: Connection, figure: str, within: tuple[datetime, datetime], of: Mapping[str, str]
) -> Iterator[Behind]:
    """Everything that adds to a figure of menus, in order; `of`: menu, node, and key of a share of keys."""
    key = of.get("key", "")
    wanted = {name: value for name, value in of.items() if value and name != "key"}
    if figure in ENDED:
        wanted["ended"] = ENDED[figure].value
    for stay in menu_stays.each(connection, *within, wanted | ({"node": ""} if figure in WHOLE else {})):
        part = _of_stay(figure, stay, key)
        if (part.above or part.below) and (figure in WHOLE or stay.node):
            yield Behind(stay.entered_at, stay.call_id, part, stay)


def of_outbound(connection: Connection, figure: str, wanted: Wanted) -> Iterator[Behind]:
    """Everything that adds to a figure of what we dialled, each kind's in order."""
    if figure in OF_ATTEMPTS:
        for one in outbound_sums.each_attempt(connection, wanted):
            end = attempt_end(one.of.disposition)
            if figure in ("attempts", f"attempts_{end}"):
                yield Behind(one.at, one.call_id, Part(1), one.of)
        return
    for person in outbound_sums.each_contact(connection, wanted):
        part = contact_part(figure, person.of)
        if part.above or part.below:
            yield Behind(person.at, person.call_id, part, person.of)


def _of_stay(figure: str, stay: MenuStay, key: str) -> Part:
    if figure == "without_agent_share":
        return alone_part(stay.ended, stay.went)
    if figure == "choice_share":
        return Part(int(stay.ended == StayEnd.CHOSEN and stay.key == key), 1)
    if figure in ENDED:
        return Part(int(stay.ended == ENDED[figure] and key in ("", stay.key)))
    return Part({"menu_timeouts": stay.timeouts, "menu_wrong": stay.wrong}.get(figure, 1))
