"""What became of what we dialled, counted by attempt and by person."""

from ivr.reports.fractions import together
from ivr.reports.outbound_share import AttemptSum, ContactSum, attempt_end, contact_part, outbound_groups, outbound_row

ATTEMPTS = [
    AttemptSum("reminder", "", end, count)
    for end, count in (("confirmed", 3), ("cut_short", 1), ("machine", 2), ("busy", 1), ("rejected", 1), (None, 1))
] + [AttemptSum("callback", "nurse", "no_answer", 4), AttemptSum("callback", "nurse", "failed", 2)]
PEOPLE = [
    ContactSum("reminder", "", True, True, "confirmed", 3, 5),
    ContactSum("reminder", "", True, True, "speak", 1, 1),
    ContactSum("reminder", "", False, True, None, 2, 4),
    ContactSum("reminder", "", False, False, None, 5, 5),
    ContactSum("callback", "nurse", True, True, None, 2, 4),
]
OF_PEOPLE = ("reached_share", "attempts_per_reached", "confirmed_share", "changed_share")


def test_each_attempt_ends_in_one_way() -> None:
    row = outbound_row(ATTEMPTS, ())
    assert (row.person, row.machine, row.busy, row.no_answer, row.failed, row.open) == (4, 2, 2, 4, 2, 1)
    assert row.attempts == 15


def test_shares_are_of_people_whose_end_is_known() -> None:
    row = outbound_row((), PEOPLE)
    assert (row.contacts, row.reached, row.undecided) == (13, 6, 5)
    assert (row.reached_share, row.attempts_per_reached) == (6 / 8, 10 / 6)


def test_only_reminders_are_confirmed_by_a_key() -> None:
    row = outbound_row((), PEOPLE)
    assert (row.confirmed, row.confirmed_share, row.changed, row.changed_share) == (3, 0.75, 1, 0.25)


def test_nobody_has_no_share() -> None:
    row = outbound_row((), ())
    assert [getattr(row, name) for name in OF_PEOPLE] == [None] * 4


def test_the_parts_of_each_person_make_the_share() -> None:
    row = outbound_row((), PEOPLE)
    for figure in OF_PEOPLE:
        assert together(figure, [contact_part(figure, one) for one in PEOPLE]) == getattr(row, figure)
    assert together("contacts", [contact_part("contacts", one) for one in PEOPLE]) == row.contacts


def test_reminders_stand_before_the_callbacks_of_each_queue() -> None:
    groups = outbound_groups(ATTEMPTS, PEOPLE)
    assert [(kind, queue) for kind, queue, _ in groups] == [("reminder", ""), ("callback", "nurse")]
    assert sum(row.attempts for _, _, row in groups) == outbound_row(ATTEMPTS, PEOPLE).attempts


def test_what_no_machine_network_or_silence_ended_a_person_answered() -> None:
    assert [attempt_end(end) for end in ("heard", "served", "rejected", None)] == ["person", "person", "busy", "open"]
