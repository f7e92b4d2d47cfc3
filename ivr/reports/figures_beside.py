"""Figures that are of no queue: of menus, and of what we dialled (docs/metrics.md)."""

from ivr.reports.outbound_share import ENDS
from ivr.reports.passport import Figure, Rule, Unit

ENDED = {
    "person": ("Answered by a person", "diallings that no machine, network or silence ended"),
    "machine": ("Machine", "diallings a machine took"),
    "busy": ("Busy", "diallings that met a busy line or were declined"),
    "no_answer": ("No answer", "diallings nobody took"),
    "failed": ("Failed", "diallings that the carrier, Asterisk or we could not place"),
    "open": ("Not over", "diallings that have not ended"),
}


def _menus() -> list[Figure]:
    undecided = "stays that are not over"
    counts = {
        "menu_stays": ("Stays", "times a caller came to the menu", ""),
        "menu_chosen": ("Chose", "stays that ended with a key that means something there", undecided),
        "menu_sent_on": ("Sent on", "stays that ended after the last try without such a key", undecided),
        "menu_left": ("Left there", "stays in which the caller hung up", undecided),
        "menu_timeouts": ("Silence", "times no key came in time", ""),
        "menu_wrong": ("Wrong keys", "times a key came that means nothing there", ""),
    }
    whole = Figure("menu_calls", "Calls", "calls that came in to the menu", Unit.COUNT, Rule.STARTED)
    return [
        whole,
        *(Figure(name, title, text, Unit.COUNT, Rule.ENTERED, left_out)
          for name, (title, text, left_out) in counts.items()),
        Figure("choice_share", "Share of a key", "stays that ended with this key / stays", Unit.SHARE, Rule.ENTERED),
    ]  # fmt: skip


def _dialled() -> list[Figure]:
    reached = "reminders whose person was reached"
    return [
        Figure("attempts", "Attempts", "diallings of reminders and callbacks", Unit.COUNT, Rule.DIALLED),
        *(Figure(f"attempts_{end}", *ENDED[end], Unit.COUNT, Rule.DIALLED) for end in ENDS),
        Figure("contacts", "People", "people who were dialled for the first time", Unit.COUNT, Rule.FIRST_DIALLED),
        Figure("reached_share", "Reached", "people reached / people reached or not tried any more", Unit.SHARE,
               Rule.FIRST_DIALLED, "people who are still to be tried"),
        Figure("attempts_per_reached", "Attempts per person reached",
               "attempts up to the one that reached the person / people reached", Unit.COUNT, Rule.FIRST_DIALLED,
               "people who were not reached"),
        Figure("confirmed_share", "Confirmed", f"reminders confirmed by key / {reached}", Unit.SHARE,
               Rule.FIRST_DIALLED, "callbacks: they ask for no such key"),
        Figure("changed_share", "Asked for a change", f"reminders called off by key, or a person asked for / {reached}",
               Unit.SHARE, Rule.FIRST_DIALLED, "callbacks: they ask for no such key"),
    ]  # fmt: skip


MENU_FIGURES: dict[str, Figure] = {figure.id: figure for figure in _menus()}
OUTBOUND_FIGURES: dict[str, Figure] = {figure.id: figure for figure in _dialled()}
FIGURES_BESIDE = MENU_FIGURES | OUTBOUND_FIGURES
