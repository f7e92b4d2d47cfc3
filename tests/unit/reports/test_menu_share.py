"""Calls that needed nobody, by menu."""

from ivr.reports.menu_share import MenuCalls, menu_rows

FOUND = [
    MenuCalls("main", "self_served", False, 6),
    MenuCalls("main", "left_menu", False, 2),
    MenuCalls("main", "served", True, 10),
    MenuCalls("main", "failed", False, 2),
    MenuCalls("main", None, False, 3),
    MenuCalls("night", None, True, 1),
]


def test_only_calls_that_are_over_and_reached_nobody_needed_nobody() -> None:
    row = menu_rows(FOUND)[0]
    assert (row.entered, row.self_served, row.left_menu, row.reached, row.other, row.open) == (23, 6, 2, 10, 2, 3)
    assert (row.without_agent_share, row.self_served_share) == (0.5, 0.3)


def test_a_menu_whose_calls_are_not_over_has_no_share() -> None:
    row = menu_rows(FOUND)[1]
    assert (row.menu, row.entered, row.without_agent_share) == ("night", 1, None)
