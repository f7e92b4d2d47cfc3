from pathlib import Path

import pytest

from ivr.bringup import asterisk_tree
from ivr.bringup.configuration import first_settings
from ivr.errors import SetupError


def silent(_text: str) -> None:
    """Takes what is said."""


def test_a_finished_tree_is_used_as_it_is(tmp_path: Path) -> None:
    program = tmp_path / asterisk_tree.TREE / asterisk_tree.PROGRAM
    program.parent.mkdir(parents=True)
    program.touch()
    assert asterisk_tree.ensure_tree(tmp_path, silent) == tmp_path / asterisk_tree.TREE


def test_a_tree_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise SetupError("no mirror")

    monkeypatch.setattr(asterisk_tree, "system_sources", fail)
    with pytest.raises(SetupError, match="no mirror"):
        asterisk_tree.ensure_tree(tmp_path, silent)
    assert list(tmp_path.iterdir()) == []


def test_asterisk_runs_in_the_foreground_by_the_trees_own_loader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    settings = first_settings(tmp_path / "home", tmp_path / "cache", "local")
    command = asterisk_tree.asterisk_command(settings, Path("/etc-dir"))
    tree = tmp_path / "cache" / asterisk_tree.TREE
    assert command[:3] == ["env", "TZ=UTC", str(tree / "usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")]
    assert command[-4:] == [str(tree / "usr/sbin/asterisk"), "-f", "-C", "/etc-dir/asterisk.conf"]


def test_the_console_line_is_one_argument(tmp_path: Path) -> None:
    settings = first_settings(tmp_path / "home", tmp_path / "cache", "local")
    assert asterisk_tree.cli_command(settings, Path("/e"), "module show")[-2:] == ["-rx", "module show"]
