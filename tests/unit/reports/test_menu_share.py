"""Calls that needed nobody, by menu; stays by what was pressed in them."""

from ivr.reports.menu_share import ChoiceRow, StaySum, alone_part, menu_rows, node_rows

FOUND = [
    StaySum("main", "", "self_served", "", "", 6),
    StaySum("main", "", "left_menu", "", "", 2),
    StaySum("main", "", "served", "", "reached", 10),
    StaySum("main", "", "failed", "", "", 2),
    StaySum("main", "", "", "", "", 3),
    StaySum("night", "", "", "", "reached", 1),
    StaySum("main", "welcome", "chosen", "1", "reception", 12, 1, 2),
    StaySum("main", "welcome", "chosen", "2", "hours", 5),
    StaySum("main", "welcome", "sent_on", "", "reception", 2, 6),
    StaySum("main", "welcome", "left", "", "", 4),
    StaySum("main", "welcome", "", "", "", 2),
    StaySum("main", "more", "cut", "", "", 1),
]


def test_only_calls_that_are_over_and_reached_nobody_needed_nobody() -> None:
    row = menu_rows(FOUND)[0]
    assert (row.entered, row.self_served, row.left_menu, row.reached, row.other, row.open) == (23, 6, 2, 10, 2, 3)
    assert (row.without_agent_share, row.self_served_share) == (0.5, 0.3)


def test_a_menu_whose_calls_are_not_over_has_no_share() -> None:
    row = menu_rows(FOUND)[1]
    assert (row.menu, row.entered, row.without_agent_share) == ("night", 1, None)


def test_every_stay_ends_in_one_way() -> None:
    welcome, more = node_rows(FOUND)
    assert (welcome.node, welcome.stays, more.node, more.stays) == ("welcome", 25, "more", 1)
    for row in (welcome, more):
        assert row.stays == row.chosen + row.sent_on + row.left + row.cut + row.open
    assert (welcome.timeouts, welcome.wrong) == (7, 2)


def test_keys_are_told_with_their_share_the_most_frequent_first() -> None:
    welcome = node_rows(FOUND)[0]
    assert welcome.choices == (ChoiceRow("1", "reception", 12, 0.48), ChoiceRow("2", "hours", 5, 0.2))
    assert welcome.sent == (ChoiceRow("", "reception", 2, 0.08),)


def test_a_call_that_is_not_over_adds_nothing_to_the_share() -> None:
    assert [alone_part(*way).below for way in (("", ""), ("served", "reached"), ("self_served", ""))] == [0, 1, 1]
