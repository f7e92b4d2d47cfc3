from pathlib import Path

import pytest

from ivr.bringup import browser
from ivr.errors import SetupError


def test_a_chromium_on_the_path_is_taken_under_any_of_its_names(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name == "google-chrome" else None)
    assert browser.ensure_chromium(print) == Path("/usr/bin/google-chrome")


def test_root_gets_debians(monkeypatch):
    there = []
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name in there else None)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("ivr.bringup.packages.apt_install", lambda names, say: there.extend(names))
    assert browser.ensure_chromium(print) == Path("/usr/bin/chromium")


def test_an_ordinary_user_is_told_what_root_would_do(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(SetupError, match="apt-get install chromium"):
        browser.ensure_chromium(print)


def test_an_installation_that_brought_none_is_said(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("ivr.bringup.packages.apt_install", lambda names, say: None)
    with pytest.raises(SetupError, match="not on the path"):
        browser.ensure_chromium(print)
