"""`prepare`: everything is there before the first process starts, and a second time nothing is lost."""

import stat
from dataclasses import replace

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli import prepare
from ivr.cli.app import run
from ivr.config import PROJECT
from ivr.speech.prompts_folder import PromptsFolder
from ivr.spoken.plan import Spoken
from ivr.store import agents
from ivr.store.centre import Entry, load_centre, save_centre
from ivr.store.database import Database
from ivr.worker.clips import Rendered


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    monkeypatch.delenv("IVR_CENTRE", raising=False)
    monkeypatch.setattr(prepare, "render_first", lambda *_: Rendered(clips=3, made=2))
    return first_settings(tmp_path, tmp_path, "local", {})


@pytest.fixture
def database(settings):
    database = Database(settings.database_url)
    yield database
    database.close()


def test_an_empty_database_gets_the_demo_centre(database, capsys):
    assert run(["prepare"]) == 0

    assert capsys.readouterr().out == "3 agents, 2 menus, 3 clips (2 new)\n"
    with database.read() as connection:
        centre = load_centre(connection)
    assert centre.entries == (Entry("100", "menu:main"),)
    assert {menu.id for menu in centre.menus} == {"main", "reminder"}


def test_agents_phones_are_written_for_their_owner_only(settings):
    run(["prepare"])

    phones = settings.asterisk_dir / "etc" / "pjsip_phones.conf"
    assert "[agent-anna]" in phones.read_text(encoding="utf-8")
    assert stat.S_IMODE(phones.stat().st_mode) == 0o600


def test_the_phone_of_an_agent_out_of_use_is_not_written(database, settings):
    run(["prepare"])
    with database.write() as connection:
        agents.deactivate(connection, agents.of(connection, "agent-bela"))

    run(["prepare"])

    phones = (settings.asterisk_dir / "etc" / "pjsip_phones.conf").read_text(encoding="utf-8")
    assert ("[agent-anna]" in phones, "[agent-bela]" in phones) == (True, False)


def test_what_was_changed_in_the_database_stays(database):
    run(["prepare"])
    with database.write() as connection:
        centre = load_centre(connection)
        secret = centre.agents[0].phone_secret
        centre.settings["name"] = "Another clinic"
        save_centre(connection, centre)

    run(["prepare"])

    with database.read() as connection:
        kept = load_centre(connection)
    assert (kept.settings["name"], kept.agents[0].phone_secret) == ("Another clinic", secret)


def test_another_centre_may_be_named(settings, tmp_path, monkeypatch, capsys):
    file = tmp_path / "own.yaml"
    file.write_text("timezone: Europe/Budapest\nnumbers: {'200': menu:main}\n", encoding="utf-8")
    monkeypatch.setenv("IVR_CENTRE", str(file))

    assert run(["prepare"]) == 0

    assert capsys.readouterr().out.startswith("0 agents, 2 menus")


def test_a_centre_that_cannot_be_read_is_said(settings, monkeypatch, capsys):
    monkeypatch.setenv("IVR_CENTRE", "/nowhere/centre.yaml")

    assert run(["prepare"]) == 1

    assert "/nowhere/centre.yaml cannot be read" in capsys.readouterr().err


def test_prompts_nobody_can_speak_stop_the_start(settings, monkeypatch, capsys):
    failed = Rendered(clips=0, made=0, failed=(Spoken("Welcome.", "en"),))
    monkeypatch.setattr(prepare, "render_first", lambda *_: failed)

    assert run(["prepare"]) == 1

    assert "1 prompts cannot be spoken ('Welcome.')" in capsys.readouterr().err


@pytest.fixture
def stored_menu(database):
    """Change the languages of the stored main menu."""

    def speaks(*languages):
        with database.write() as connection:
            centre = load_centre(connection)
            menus = [
                replace(menu, definition=menu.definition | {"languages": list(languages)}) for menu in centre.menus
            ]
            save_centre(connection, replace(centre, menus=tuple(menus)))

    run(["prepare"])
    return speaks


def test_a_menu_in_a_language_without_texts_stops_the_start(stored_menu, capsys):
    stored_menu("en", "de")

    assert run(["prepare"]) == 1

    assert "cannot be said in language 'de'" in capsys.readouterr().err


def test_a_prompt_whose_text_was_taken_away_stops_the_start(stored_menu, tmp_path, monkeypatch, capsys):
    texts = (PROJECT / "prompts" / "prompts.yaml").read_text(encoding="utf-8")
    (tmp_path / "prompts.yaml").write_text(texts.replace("  uk: Вітаємо", "  fr: Вітаємо"), encoding="utf-8")
    monkeypatch.setattr(prepare, "prompts_folder", lambda home: PromptsFolder(tmp_path))
    stored_menu("en", "uk")

    assert run(["prepare"]) == 1

    assert "menu main: the prompt 'welcome' has no text in language 'uk'" in capsys.readouterr().err


def test_clips_are_made_in_the_languages_of_the_menus_too(stored_menu, monkeypatch):
    rendered = []
    monkeypatch.setattr(prepare, "render_first", lambda *asked: rendered.append(asked[2]) or Rendered(clips=3, made=2))
    stored_menu("uk", "en")

    assert run(["prepare"]) == 0

    assert rendered == [("en", "hu", "uk")]
