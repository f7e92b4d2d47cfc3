"""`engine` runs the engine of this installation."""

from ivr.bringup.configuration import first_settings
from ivr.cli import engine
from ivr.cli.app import run


def test_the_engine_runs_with_this_homes_settings(tmp_path, monkeypatch):
    ran = []

    async def remember(settings):
        ran.append(settings)

    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    monkeypatch.setattr(engine, "run_engine", remember)
    monkeypatch.setattr(engine, "log_to_stderr", lambda: None)
    monkeypatch.setattr(engine, "go_first", lambda _: None)  # the tests wait like everything else
    monkeypatch.setattr(engine, "go_at_once", lambda: None)
    settings = first_settings(tmp_path, tmp_path, "local", {})

    assert run(["engine"]) == 0
    assert ran == [settings]
