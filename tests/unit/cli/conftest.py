"""What tests of several verbs need."""

from pathlib import Path

import pytest

from ivr.config import Settings, save_settings
from ivr.store.centre import Centre, Queue, Skill, save_centre
from ivr.store.database import Database


@pytest.fixture
def bare_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh) -> Path:
    """An installation of no centre yet."""
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    settings = Settings(
        home=tmp_path, cache=tmp_path, asterisk="local", sip_port=1, ami_port=2, agi_port=3, console_port=4,
        far_end_sip_port=5, far_end_ami_port=6, rtp_first=7, rtp_last=8, ami_secret="a", ami_check_secret="b",
        far_end_secret="c", console_secret="d", database_url=f"sqlite:///{tmp_path}/ivr.sqlite",
    )  # fmt: skip
    save_settings(settings)
    fresh(settings.database_url).close()
    return tmp_path


@pytest.fixture
def nurse_home(bare_home: Path) -> Path:
    """An installation with one queue, in which nothing has happened."""
    database = Database(f"sqlite:///{bare_home}/ivr.sqlite")
    with database.write() as connection:
        queues = (Queue("nurse", "Nurse", "nurse"),)
        save_centre(connection, Centre(skills=(Skill("nurse", "Nurse"),), queues=queues))
    database.close()
    return bare_home
