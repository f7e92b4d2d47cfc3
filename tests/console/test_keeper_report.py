"""The keeper's report as the console reads it."""

import json
from pathlib import Path

import pytest

from ivr.bringup import state
from ivr.console.keeper_report import UNKNOWN, read

CHILD = {"pid": 7, "since": "2026-11-23T08:00:00+00:00", "restarts": 1, "phase": "up"}


def test_what_the_keeper_writes_is_read(tmp_path: Path) -> None:
    state.write(tmp_path / "state.json", state.Report("ready", "r", 6, CHILD["since"], {"engine": CHILD}))
    report = read(tmp_path / "state.json")
    assert (report.state, report.since.hour) == ("ready", 8)
    assert [(one.name, one.phase, one.restarts) for one in report.processes] == [("engine", "up", 1)]


def test_no_report_is_an_unknown_state(tmp_path: Path) -> None:
    assert read(tmp_path / "state.json") is UNKNOWN


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"state": "x", "since": 3, "children": {"a": 1}})])
def test_a_broken_report_is_an_unknown_state(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_text(text)
    assert read(tmp_path / "state.json") is UNKNOWN
