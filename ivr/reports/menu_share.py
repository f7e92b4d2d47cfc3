"""What became of calls that entered a menu: how many needed nobody (docs/metrics.md, section 2)."""

from dataclasses import dataclass

from ivr.calls.disposition import Disposition
from ivr.reports.fractions import Part


@dataclass(frozen=True, slots=True)
class MenuCalls:
    """Calls that came in to one menu and went the same way."""

    menu: str
    disposition: str | None  # None: not over
    reached: bool  # joined a queue, was refused by one, or was sent to a number
    calls: int = 1

    @property
    def part(self) -> Part:
        """What they add to the share served without an agent."""
        over = self.calls if self.disposition is not None else 0
        return Part(0 if self.reached else over, over)


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


def menu_rows(found: list[MenuCalls]) -> list[MenuRow]:
    """The row of each menu, in order."""
    return [_row(menu, [one for one in found if one.menu == menu]) for menu in sorted({one.menu for one in found})]


def _row(menu: str, mine: list[MenuCalls]) -> MenuRow:
    alone = [one for one in mine if not one.reached and one.disposition is not None]
    heard, left = (_calls(alone, wanted) for wanted in (Disposition.SELF_SERVED, Disposition.LEFT_MENU))
    entered, still = (sum(one.calls for one in some) for some in (mine, [m for m in mine if m.disposition is None]))
    above, over = sum(one.part.above for one in mine), sum(one.part.below or 0 for one in mine)
    return MenuRow(
        menu=menu,
        entered=entered,
        self_served=heard,
        left_menu=left,
        reached=sum(one.calls for one in mine if one.reached and one.disposition is not None),
        other=sum(one.calls for one in alone) - heard - left,
        open=still,
        without_agent_share=above / over if over else None,
        self_served_share=heard / over if over else None,
    )


def _calls(some: list[MenuCalls], wanted: Disposition) -> int:
    return sum(one.calls for one in some if one.disposition == wanted)
