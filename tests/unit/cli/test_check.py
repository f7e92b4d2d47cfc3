import os
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli import check
from ivr.cli.check import Finding, Wrong, findings


@pytest.fixture
def settings(tmp_path):
    return first_settings(tmp_path / "home", tmp_path / "cache", "local", {})


def test_a_finding_is_one_line():
    assert str(Finding("disk", "9 MB free", is_wrong=True)) == "WRONG disk        9 MB free"


def test_everything_of_an_installation_that_does_not_run_is_found_at_once(settings):
    found = {finding.subject: finding for finding in findings(settings)}
    assert found.keys() == check.CHECKS.keys()
    assert all(found[subject].is_wrong for subject in ("keeper", "asterisk", "modules", "sip", "engine", "console"))
    assert "python3 -m ivr up" in found["keeper"].text


def test_an_old_heartbeat_is_wrong(settings):
    settings.heartbeat_path.touch()
    os.utime(settings.heartbeat_path, (0, datetime.now(UTC).timestamp() - 60))
    with pytest.raises(Wrong, match="60 s old"):
        check.engine(settings)


def test_an_unknown_time_zone_is_wrong(settings):
    with pytest.raises(Wrong, match="no time zone Mars/Base"):
        check.clock(replace(settings, timezone="Mars/Base"))


def test_the_clock_is_shown_in_the_centres_zone(settings):
    assert "UTC" in check.clock(settings)
    assert "Europe/Budapest" in check.clock(settings)


def test_room_on_the_disk_is_asked_for(settings, monkeypatch):
    monkeypatch.setattr(check, "free_mb", lambda place: 7)
    with pytest.raises(Wrong, match="7 MB free"):
        check.disk(settings)
