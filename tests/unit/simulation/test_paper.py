"""A centre on paper is a day of which everything is known."""

import pytest

from ivr.errors import FieldError
from ivr.simulation.centres import SIX
from ivr.simulation.paper import clock, on_paper, paper


def test_its_rules_are_those_of_its_skills() -> None:
    found = on_paper(paper("small"), seed=1)

    assert {name: rules.answer_s for name, rules in found.rules.items()} == {"skill1": 20, "skill2": 20}
    assert found.gaps == {}


def test_every_one_of_the_six_is_there_and_no_other() -> None:
    assert {paper(name).name for name in SIX} == set(SIX)
    with pytest.raises(FieldError, match="no centre on paper called huge; there are small"):
        paper("huge")


def test_its_clock_begins_at_zero() -> None:
    assert (clock(0), clock(5400), clock(36_059)) == ("0:00", "1:30", "10:00")
