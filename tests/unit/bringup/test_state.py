from ivr.bringup import state

REPORT = state.Report("ready", "mark", 2**22 + 1, "2026-11-22T04:35:00+00:00", {"engine": {"pid": 7}}, None)


def test_a_report_comes_back_as_it_was_written(tmp_path):
    state.write(tmp_path / "state.json", REPORT)
    assert state.read(tmp_path / "state.json") == REPORT


def test_a_report_of_a_keeper_that_is_gone_is_not_true():
    assert not REPORT.is_true


def test_a_broken_report_is_none(tmp_path):
    (tmp_path / "state.json").write_text("{")
    assert state.read(tmp_path / "state.json") is None
