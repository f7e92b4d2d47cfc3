"""The settings of one installation."""

import stat
from pathlib import Path

import pytest

from ivr import config
from ivr.bringup.configuration import first_settings
from ivr.config import PROJECT, SETTINGS_FILE, load_settings, save_settings
from ivr.errors import SetupError


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    settings = first_settings(tmp_path, tmp_path / "cache", "local", {"destinations": ("HU", "AT")})

    save_settings(settings)

    assert load_settings(tmp_path) == settings


def test_secrets_are_for_their_owner_only(tmp_path: Path) -> None:
    first_settings(tmp_path, tmp_path, "local", {})

    assert stat.S_IMODE((tmp_path / SETTINGS_FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize(("text", "words"), [("{", "not valid JSON"), ("{}", "lacks a setting")])
def test_settings_that_cannot_be_read_say_what_to_do(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / SETTINGS_FILE).write_text(text, encoding="utf-8")

    with pytest.raises(SetupError, match=words):
        load_settings(tmp_path)


def test_without_settings_up_is_what_to_say(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="python3 -m ivr up"):
        load_settings(tmp_path)


def test_everything_of_an_installation_lies_in_its_home(tmp_path: Path) -> None:
    settings = first_settings(tmp_path, tmp_path, "local", {})
    names = ("asterisk_dir", "sounds_dir", "spool_dir", "logs_dir", "heartbeat_path", "doorbell_path", "state_path")

    assert all(getattr(settings, name).is_relative_to(tmp_path) for name in names)
    assert settings.console_url == f"http://127.0.0.1:{settings.console_port}"


def test_home_and_cache_are_in_the_project_unless_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    monkeypatch.setenv("IVR_CACHE", "")

    assert (config.home_dir(), config.cache_dir()) == (tmp_path.resolve(), (PROJECT / ".ivr").resolve())


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IVR_CENTRE", "")

    assert config.environment("CENTRE") is None
