"""The verb that serves the console (how it serves is tested in tests/console)."""

from ivr.bringup.configuration import first_settings
from ivr.cli import console
from ivr.config import save_settings


def test_it_serves_the_application_on_the_settings_port(tmp_path, monkeypatch):
    served = []
    settings = console_settings(tmp_path)
    monkeypatch.setenv("IVR_HOME", str(settings.home))
    monkeypatch.setattr(console, "serve", lambda build, *where: served.append((build, *where)))
    console.main()
    ((build, *where),) = served
    assert where == ["127.0.0.1", settings.console_port, ()]
    assert build().name == "ivr.console.app"


def console_settings(folder):
    settings = first_settings(folder / "home", folder / "cache", "local", {})
    save_settings(settings)
    return settings
