from contextlib import ExitStack

import pytest

from ivr.bringup import testrun
from ivr.bringup.testparts import PARTS, Outcome, Part
from ivr.errors import SetupError


def test_a_part_whose_need_is_lacking_has_failed_with_its_reason(capsys):
    outcome = testrun._lacks(PARTS["acceptance/calls"], {"asterisk": "no network"})
    assert (outcome.failed, capsys.readouterr().out) == (1, "acceptance/calls cannot run: asterisk: no network\n")


@pytest.mark.parametrize(("part", "need"), [("store", "postgres"), ("unit", "ffmpeg")])
def test_a_part_runs_without_what_its_tests_can_do_without(part, need):
    assert need in PARTS[part].needs
    assert not testrun._lacks_any(PARTS[part], {need: "not installed"})


def test_why_something_is_done_without_is_said(monkeypatch, capsys):
    def fail(*_):
        raise SetupError("no network")

    monkeypatch.setattr(testrun, "ensure_ffmpeg", fail)
    with ExitStack() as stack:
        assert testrun._make_needs([Part("unit", ("ffmpeg",))], "local", stack) == {"ffmpeg": "no network"}
    assert capsys.readouterr().out == "  without ffmpeg: no network\n"


def test_only_a_failed_parts_output_is_shown(capsys):
    testrun._show(Outcome("unit", passed=2, output="dots"))
    assert capsys.readouterr().out == "unit: 2 passed, 0 failed, 0 skipped in 0 s\n"
