import pytest

from ivr.bringup import configuration, external
from ivr.errors import SetupError


@pytest.fixture
def settings(tmp_path):
    made = configuration.first_settings(
        tmp_path / "home", tmp_path / "cache", "external", {"trunk": "sip.example:5060"}
    )
    configuration.render_asterisk(made)
    return made


def included(settings, name):
    return (external.folder_of(settings) / name).read_text()


@pytest.mark.parametrize("version", ["18.24.1", "certified/18.9-cert5", "16.2.1~dfsg"])
def test_an_asterisk_older_than_20_is_refused(version):
    with pytest.raises(SetupError, match="too old: 20 or newer"):
        external.verdict(version)


@pytest.mark.parametrize("version", ["20.9.3", "22.10.1~dfsg+~cs6", "23.0.0", "certified/20.7-cert2"])
def test_a_version_without_known_trouble_is_taken(version):
    assert external.verdict(version) is None


def test_a_version_with_known_trouble_is_warned_of():
    assert "ChanSpy" in external.verdict("22.11.0")


def test_its_manager_is_looked_for_on_the_usual_port(settings):
    assert settings.ami_port == 5038


def test_nothing_included_sets_asterisk_as_a_whole(settings):
    for include in external.includes(settings):
        text = included(settings, include.file)
        assert not any(f"\n[{name}]" in f"\n{text}" for name in ("general", "global", "globals", "system", "mappings"))


def test_the_user_who_tells_of_new_phones_is_included(settings):
    assert f"[phones]\nsecret = {settings.ami_phones_secret}\n" in included(settings, "manager.conf")


def test_the_included_dialplan_needs_no_variable_of_its_own_globals(settings):
    text = included(settings, "extensions.conf")
    assert "${IVR_AGI}" not in text
    assert f"AGI(agi://127.0.0.1:{settings.agi_port}/inbound," in text
    assert "${FILTER(0-9,${IVR_PROOF_PORT})}" in text


def test_an_included_file_is_found_from_any_configuration_folder(settings):
    etc = settings.asterisk_dir / "etc"
    assert f"#include {etc}/pjsip_phones.conf" in included(settings, "pjsip.conf")
    assert f"#include {etc}/pjsip_carrier.conf" in (etc / "pjsip_outside.conf").read_text()


def test_each_line_says_where_it_belongs(settings):
    told = external.advice(settings)
    assert f"cel.conf, in [general]          #include {external.folder_of(settings)}/cel.conf" in told
    assert len(told.splitlines()) == 9


def test_where_nobody_answers_the_lines_are_told(settings):
    with pytest.raises(SetupError, match=r"no Asterisk answers on 127\.0\.0\.1:1 [\s\S]*#include"):
        external.require_ours(configuration.first_settings(settings.home, settings.cache, "external", {"ami_port": 1}))
