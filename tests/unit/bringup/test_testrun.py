import sys
from contextlib import ExitStack

import pytest

from ivr.bringup import testlanes, testrun
from ivr.bringup.testparts import PARTS, Outcome, Part
from ivr.errors import SetupError


def test_a_part_whose_need_is_lacking_has_failed_with_its_reason(capsys):
    outcome = testrun._lacks(PARTS["acceptance/calls"], {"asterisk": "no network"})
    assert (outcome.failed, capsys.readouterr().out) == (1, "acceptance/calls cannot run: asterisk: no network\n")


@pytest.mark.parametrize(("part", "need"), [("store", "postgres"), ("unit/rules", "ffmpeg")])
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
    testrun._show(Outcome("store", passed=2, output="dots"))
    assert capsys.readouterr().out == "store: 2 passed, 0 failed, 0 skipped in 0 s\n"


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs two parts of one test each, in this environment."""
    for name in ("first", "second"):
        (tmp_path / "tests" / name).mkdir(parents=True)
        (tmp_path / "tests" / name / f"test_{name}.py").write_text(f"def test_the_{name}(): assert '{name}'")
    monkeypatch.setattr(testlanes, "PROJECT", tmp_path)
    monkeypatch.setattr(testrun, "chosen", lambda _: [Part("first"), Part("second"), PARTS["quality"]])
    monkeypatch.setattr(testrun, "PARTS", PARTS | {name: Part(name) for name in ("first", "second")})
    monkeypatch.setattr(testrun.environment, "ensure_environment", lambda *_: sys.executable)
    monkeypatch.setattr(testrun.environment, "ensure_tests", lambda *_: None)
    monkeypatch.setattr(testrun.process, "unwind_on_signals", lambda: None)
    monkeypatch.setattr(testrun.process, "export", lambda **_: None)
    return lambda match: testrun.run_tests([], "local", match)


def test_a_part_of_which_nothing_is_chosen_does_not_fail(run, capsys):
    assert run("the_first") == 0
    said = capsys.readouterr().out
    assert "second: nothing chosen here\n" in said
    assert "quality: nothing chosen here\n" in said
    assert said.endswith("1 passed, 0 failed, 0 skipped\n")


def test_a_run_of_which_nothing_is_chosen_fails(run, capsys):
    assert run("the_third") == 1
    assert "no test of first, second, quality is called like -k the_third\n" in capsys.readouterr().out
