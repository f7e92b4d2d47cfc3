"""The words of figures that are of no queue: of menus, and of what we dialled."""

from typing import Any

from ivr.console.catalogue import _l

HEADS: dict[str, Any] = {
    "menu_calls": _l("Calls"),
    "without_agent_share": _l("Served without an agent"),
    "menu_stays": _l("Stays"),
    "menu_chosen": _l("Chose"),
    "menu_sent_on": _l("Sent on"),
    "menu_left": _l("Left there"),
    "menu_timeouts": _l("Silence"),
    "menu_wrong": _l("Wrong keys"),
    "choice_share": _l("Share of stays"),
    "attempts": _l("Attempts"),
    "attempts_person": _l("By a person"),
    "attempts_machine": _l("Machine"),
    "attempts_busy": _l("Busy"),
    "attempts_no_answer": _l("No answer"),
    "attempts_failed": _l("Failed"),
    "attempts_open": _l("Not over"),
    "contacts": _l("People"),
    "reached_share": _l("People reached"),
    "attempts_per_reached": _l("Attempts per person reached"),
    "confirmed_share": _l("Confirmed"),
    "changed_share": _l("Asked for a change"),
}
FORMULAS: dict[str, Any] = {
    "menu_calls": _l("calls that came in to the menu"),
    "without_agent_share": _l("calls that are over and reached no queue and no number ÷ calls that are over"),
    "menu_stays": _l("times a caller came to the menu"),
    "menu_chosen": _l("stays that ended with a key that means something there"),
    "menu_sent_on": _l("stays that ended after the last try without such a key"),
    "menu_left": _l("stays in which the caller hung up"),
    "menu_timeouts": _l("times no key came in time"),
    "menu_wrong": _l("times a key came that means nothing there"),
    "choice_share": _l("stays that ended with this key ÷ stays"),
    "attempts": _l("diallings of reminders and callbacks"),
    "attempts_person": _l("diallings that no machine, network or silence ended"),
    "attempts_machine": _l("diallings a machine took"),
    "attempts_busy": _l("diallings that met a busy line or were declined"),
    "attempts_no_answer": _l("diallings nobody took"),
    "attempts_failed": _l("diallings that the carrier, Asterisk or we could not place"),
    "attempts_open": _l("diallings that have not ended"),
    "contacts": _l("people who were dialled for the first time"),
    "reached_share": _l("people reached ÷ people reached or not tried any more"),
    "attempts_per_reached": _l("attempts up to the one that reached the person ÷ people reached"),
    "confirmed_share": _l("reminders confirmed by key ÷ reminders whose person was reached"),
    "changed_share": _l("reminders called off, or a person asked for, by key ÷ reminders whose person was reached"),
}
LEFT_OUT: dict[str, Any] = {
    "without_agent_share": _l("calls that are not over"),
    "menu_chosen": _l("stays that are not over"),
    "menu_sent_on": _l("stays that are not over"),
    "menu_left": _l("stays that are not over"),
    "reached_share": _l("people who are still to be tried"),
    "attempts_per_reached": _l("people who were not reached"),
    "confirmed_share": _l("callbacks: they ask for no such key"),
    "changed_share": _l("callbacks: they ask for no such key"),
}
