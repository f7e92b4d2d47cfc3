"""What a form of levels asks for."""

import pytest

from ivr.console.levels_wish import end_of, last_day, level_wishes
from ivr.errors import FieldError
from ivr.store.levels import Level


def test_every_cell_that_was_seen_is_asked_for() -> None:
    form = {"seen": '{"nurse": null, "lab": 4}', "level-nurse": "7", "level-lab": ""}
    assert [(wish.seen, wish.level) for wish in level_wishes("agent-anna", form)] == [
        (Level("agent-anna", "nurse", None), 7),
        (Level("agent-anna", "lab", 4), None),
    ]


@pytest.mark.parametrize("seen", ["", "[]", "{", '{"nurse": "7"}', '{"a\\u0000b": 1}', '{"nurse": true}'])
def test_a_form_that_is_not_ours_is_refused(seen: str) -> None:
    with pytest.raises(FieldError):
        list(level_wishes("agent-anna", {"seen": seen}))


@pytest.mark.parametrize("typed", ["10", "x", "-1", "１"])
def test_what_is_no_level_is_refused(typed: str) -> None:
    with pytest.raises(FieldError, match="1 to 9"):
        list(level_wishes("agent-anna", {"seen": '{"nurse": null}', "level-nurse": typed}))


def test_the_last_day_is_part_of_the_level() -> None:
    ends = end_of("2027-01-31", "Europe/Budapest")
    assert ends.isoformat().startswith("2027-01-31T23:00")
    assert last_day(ends, "Europe/Budapest") == "2027-01-31"
    assert (end_of(" ", "UTC"), last_day(None, "UTC")) == (None, "")


@pytest.mark.parametrize("day", ["soon", "2027-02-30", "9999-12-31"])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(FieldError, match="Enter a day"):
        end_of(day, "Europe/Budapest")
