"""What the floor teaches."""

from ivr.routing.experience import Experience


def gaps_after(joined_at, answered_at):
    seen = Experience(120)
    for _ in range(20):  # from twenty on the gaps alone are the sample
        seen.handled(100, "tech", "anna", 60, 10)
        seen.answered(answered_at, "anna", joined_at)
    return seen.gaps.sample("tech")


def test_an_answer_of_a_call_that_waited_ends_a_gap():
    assert gaps_after(joined_at=90, answered_at=104) == [14.0] * 20


def test_an_answer_of_a_call_that_came_later_was_idle_time():
    assert 14.0 not in gaps_after(joined_at=101, answered_at=104)


def test_a_very_late_answer_had_another_cause():
    assert 210.0 not in gaps_after(joined_at=90, answered_at=300)


def test_experience_survives_plain_data():
    seen = Experience(120)
    seen.handled(100, "tech", "anna", 60, 10)
    seen.patience.waited("tech", 50, abandoned=True)
    assert Experience.from_plain(120, seen.to_plain()).to_plain() == seen.to_plain()
