import sys

from ivr.bringup import testrun
from ivr.bringup.testparts import PARTS, Outcome


def test_a_program_that_takes_too_long_is_ended():
    code, output, _ = testrun._run([sys.executable, "-c", "print('on', flush=True); import time; time.sleep(60)"], 1)
    assert code != 0
    assert "took over 1 s" in output


def test_a_part_whose_need_is_lacking_has_failed_with_its_reason(capsys):
    outcome = testrun._lacks(PARTS["acceptance/calls"], {"asterisk": "no network"})
    assert (outcome.failed, capsys.readouterr().out) == (1, "acceptance/calls cannot run: asterisk: no network\n")


def test_the_store_is_tested_without_postgresql():
    assert not testrun._lacks_any(PARTS["store"], {"postgres": "not installed"})


def test_only_a_failed_parts_output_is_shown(capsys):
    testrun._show(Outcome("unit", passed=2, output="dots"))
    assert capsys.readouterr().out == "unit: 2 passed, 0 failed, 0 skipped in 0 s\n"
