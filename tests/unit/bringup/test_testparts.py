import pytest

from ivr.bringup.testparts import Outcome, chosen, closing_line, counts_of, read_report
from ivr.config import PROJECT
from ivr.errors import SetupError

REPORT = """<testsuites><testsuite><testcase name="a"/><testcase name="b"><failure/></testcase>
<testcase name="c"><skipped message="no PostgreSQL"/></testcase></testsuite></testsuites>"""


def test_a_report_is_counted_with_the_reasons_of_the_skipped(tmp_path):
    (tmp_path / "unit.xml").write_text(REPORT)
    outcome = read_report("unit", 1, tmp_path / "unit.xml")
    assert (outcome.passed, outcome.failed, outcome.skipped) == (1, 1, 1)
    assert outcome.why == {"no PostgreSQL": 1}


def test_a_run_without_report_has_failed(tmp_path):
    assert read_report("unit", 5, tmp_path / "unit.xml").failed == 1


def test_a_part_of_which_nothing_was_chosen_says_so():
    assert counts_of(Outcome("store")) == "store: nothing chosen here"
    assert counts_of(Outcome("store", skipped=1)) == "store: 0 passed, 0 failed, 1 skipped in 0 s"


def test_the_closing_line_is_the_total():
    outcomes = [Outcome("unit", 2, 0, 1), Outcome("store", 3, 1, 0)]
    assert closing_line(outcomes) == "5 passed, 1 failed, 1 skipped"


def test_long_is_run_on_demand_only():
    assert not [part.name for part in chosen([]) if part.on_demand]
    assert [part.name for part in chosen(["long"])] == ["long/calls", "long/console", "long/browser", "long"]


def test_every_unit_test_is_in_exactly_one_part():
    rules, rooms = chosen(["unit"])
    assert (rooms.paths[0], set(rooms.paths[1:])) == ("tests/unit", {f"--ignore={path}" for path in rules.paths})
    assert all((PROJECT / path).is_dir() for path in rules.paths)


def test_an_unknown_part_is_refused():
    with pytest.raises(SetupError, match="there is no part units: choose from"):
        chosen(["units"])


def test_a_name_before_the_slash_means_all_of_it():
    assert [part.name for part in chosen(["acceptance"])] == ["acceptance/calls", "acceptance/bringup"]
    assert [part.name for part in chosen(["acceptance/calls"])] == ["acceptance/calls"]
