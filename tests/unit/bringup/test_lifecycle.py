import subprocess
import sys

import pytest

from ivr.bringup import lifecycle
from ivr.bringup.lifecycle import Wish
from ivr.bringup.lock import lock_path, take
from ivr.errors import SetupError


def told(text):
    """A keeper that tells `up` this, and ends."""
    return subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.stdout.write({text!r})"], stdout=subprocess.PIPE, text=True
    )


def test_down_where_nothing_runs_leaves_nothing(tmp_path, capsys):
    (tmp_path / "keeper.lock").touch()
    assert lifecycle.down(tmp_path) == 0
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().out == "nothing was running\n"


def test_down_does_not_touch_an_up_at_work(tmp_path):
    lock = take(lock_path(tmp_path))
    with pytest.raises(SetupError, match="still at work"):
        lifecycle.down(tmp_path)
    lock.release()


def test_the_way_asked_for_goes_before_every_other(tmp_path):
    assert lifecycle._asterisk_mode(Wish(tmp_path, tmp_path, asterisk="external")) == "external"


def test_the_keepers_steps_are_shown(tmp_path, capsys):
    with told("step engine 0.4\nready") as keeper:
        lifecycle._wait_ready(tmp_path, keeper)
    assert capsys.readouterr().out.split() == ["engine", "0.4", "s"]


def test_the_keepers_failure_is_told_with_all_its_lines(tmp_path):
    with (
        told("failed engine did not start: see x\n    why") as keeper,
        pytest.raises(SetupError, match="see x\n    why"),
    ):
        lifecycle._wait_ready(tmp_path, keeper)


def test_a_keeper_that_ends_without_a_word_is_told(tmp_path):
    with told("") as keeper, pytest.raises(SetupError, match="logs keeper"):
        lifecycle._wait_ready(tmp_path, keeper)
