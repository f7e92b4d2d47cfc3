"""There is no bar where nobody looks; lines only where they are asked for."""

import pytest

from ivr.cli import bar as module
from ivr.cli.bar import Bar


def test_where_nobody_looks_there_is_no_bar(capfd: pytest.CaptureFixture[str]) -> None:
    with Bar("simulating") as bar:
        assert bar.goes(0.5)

    assert capfd.readouterr().err == ""


def test_lines_tell_how_far_it_is_where_there_is_no_terminal(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LINE_EVERY_S", 0.0)
    with Bar("importing cdr", lines=True) as bar:
        bar.goes(0.25)

    assert capfd.readouterr().err == "importing cdr: 25%\n"
