"""What became of calls in menus: the share that needed nobody, and its keys (docs/metrics.md, section 2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ivr.calls.disposition import Disposition
from ivr.reports.call_record import StayEnd
from ivr.reports.fractions import Part
from ivr.reports.menu_stays import REACHED


@dataclass(frozen=True, slots=True)
class StaySum:
    """Stays at a menu, or (without a node) whole calls in the menu they came in to, that went the same way."""

    menu: str
    node: str
    ended: str
    key: str
    went: str
    calls: int = 1
    timeouts: int = 0
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class MenuRow:
    """One menu in a range; a share without calls that are over has no value."""

    menu: str
    entered: int
    self_served: int  # heard information and needed nobody
    left_menu: int  # hung up before hearing any
    reached: int  # a queue or a number
    other: int  # ended otherwise: failed, a feature code
    open: int
    without_agent_share: float | None
    self_served_share: float | None


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One key of a menu, where it led, and its share of the stays there."""

    key: str
    went: str
    calls: int
    share: float


@dataclass(frozen=True, slots=True)
class NodeRow:
    """The stays at one menu: stays = chosen + sent_on + left + cut + open; timeouts and wrong keys beside."""

    menu: str
    node: str
    stays: int
    chosen: int
    sent_on: int
    left: int
    cut: int
    open: int
    timeouts: int
    wrong: int
    choices: tuple[ChoiceRow, ...]  # the most frequent first
    sent: tuple[ChoiceRow, ...]  # where those went who chose nothing


def alone_part(ended: str, went: str, calls: int = 1) -> Part:
    """What whole calls that went this way add to the share served without an agent."""
    over = calls if ended else 0
    return Part(0 if went == REACHED else over, over)


def menu_rows(found: Iterable[StaySum]) -> list[MenuRow]:
    """The row of each menu calls came in to, in order."""
    whole = [one for one in found if not one.node]
    return [_row(menu, [one for one in whole if one.menu == menu]) for menu in sorted({one.menu for one in whole})]


def node_rows(found: Iterable[StaySum]) -> list[NodeRow]:
    """The row of each menu somebody stayed at, the most visited first."""
    by_node: dict[tuple[str, str], list[StaySum]] = {}
    for one in found:
        if one.node:
            by_node.setdefault((one.menu, one.node), []).append(one)
    return sorted((_node(*name, mine) for name, mine in by_node.items()), key=lambda row: (-row.stays, row.node))


def _row(menu: str, mine: list[StaySum]) -> MenuRow:
    parts = [alone_part(one.ended, one.went, one.calls) for one in mine]
    above, over = sum(part.above for part in parts), sum(part.below or 0 for part in parts)
    alone = [one for one in mine if one.ended and one.went != REACHED]
    heard, left = (_calls(alone, wanted) for wanted in (Disposition.SELF_SERVED, Disposition.LEFT_MENU))
    return MenuRow(
        menu=menu,
        entered=sum(one.calls for one in mine),
        self_served=heard,
        left_menu=left,
        reached=sum(one.calls for one in mine if one.ended and one.went == REACHED),
        other=sum(one.calls for one in alone) - heard - left,
        open=_calls(mine, ""),
        without_agent_share=above / over if over else None,
        self_served_share=heard / over if over else None,
    )


def _node(menu: str, node: str, mine: Sequence[StaySum]) -> NodeRow:
    stays = sum(one.calls for one in mine)
    return NodeRow(
        menu=menu,
        node=node,
        stays=stays,
        chosen=_calls(mine, StayEnd.CHOSEN),
        sent_on=_calls(mine, StayEnd.SENT_ON),
        left=_calls(mine, StayEnd.LEFT),
        cut=_calls(mine, StayEnd.CUT),
        open=_calls(mine, StayEnd.OPEN),
        timeouts=sum(one.timeouts for one in mine),
        wrong=sum(one.wrong for one in mine),
        choices=_choices(mine, StayEnd.CHOSEN, stays),
        sent=_choices(mine, StayEnd.SENT_ON, stays),
    )


def _choices(mine: Sequence[StaySum], ended: StayEnd, stays: int) -> tuple[ChoiceRow, ...]:
    rows = (ChoiceRow(one.key, one.went, one.calls, one.calls / stays) for one in mine if one.ended == ended)
    return tuple(sorted(rows, key=lambda row: (-row.calls, row.key, row.went)))


def _calls(some: Iterable[StaySum], ended: str) -> int:
    return sum(one.calls for one in some if one.ended == ended)
