import pytest

from ivr.asterisk.proof import Proof
from ivr.bringup.configuration import first_settings
from ivr.cli import check_external
from ivr.errors import AsteriskError


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setattr(check_external, "RECORD_S", 0.01)
    made = first_settings(tmp_path / "home", tmp_path / "cache", "external", {})
    (made.asterisk_dir / "log").mkdir(parents=True)
    (made.asterisk_dir / "log" / "cel.csv").write_text('"CHAN_START","17.1"\n')
    return made


def test_a_clip_played_to_its_end_proves_the_sounds(settings):
    check_external._judge(settings, Proof("17.1", 1600, ()), 1600)


def test_a_clip_that_ended_elsewhere_was_not_ours(settings):
    with pytest.raises(AsteriskError, match="does not see our sounds"):
        check_external._judge(settings, Proof("17.1", 0, ()), 1600)


def test_everything_wrong_is_said_at_once(settings):
    with pytest.raises(AsteriskError, match=r"sounds.*app_queue\.so.*its record does not reach"):
        check_external._judge(settings, Proof("17.2", 0, ("app_queue.so",)), 1600)


def test_every_file_of_its_configuration_is_named(settings):
    told = check_external.include_lines(settings)
    assert all(f"{name}.conf" in told for name in ("extensions", "pjsip", "manager", "cel", "musiconhold"))
