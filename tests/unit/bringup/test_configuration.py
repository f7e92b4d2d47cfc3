import re
from pathlib import Path

import pytest

from ivr.bringup import asterisk_docker
from ivr.bringup.configuration import (
    CEL_COLUMNS,
    PORTS,
    TEMPLATES,
    fill,
    first_settings,
    needed_modules,
    not_running,
    render_asterisk,
    render_far_end,
)
from ivr.errors import SetupError


def test_ports_are_free_different_and_kept(tmp_path: Path) -> None:
    first = first_settings(tmp_path, tmp_path, "local")
    ports = {
        first.sip_port,
        first.ami_port,
        first.agi_port,
        first.console_port,
        first.far_end_sip_port,
        first.far_end_ami_port,
    }
    assert len(ports) == 6
    assert ports <= set(PORTS)
    assert first_settings(tmp_path, tmp_path, "local") == first


def test_a_later_wish_changes_only_what_it_names(tmp_path: Path) -> None:
    first = first_settings(tmp_path, tmp_path, "local")
    later = first_settings(tmp_path, tmp_path, "docker", {"trunk": "10.0.0.1:5060"})
    assert (later.asterisk, later.trunk) == ("docker", "10.0.0.1:5060")
    assert (later.sip_port, later.ami_secret) == (first.sip_port, first.ami_secret)


def test_secrets_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    settings = first_settings(tmp_path, tmp_path, "local")
    etc = render_asterisk(settings)
    assert len({settings.ami_secret, settings.ami_check_secret, settings.far_end_secret, settings.console_secret}) == 4
    assert (etc / "manager.conf").stat().st_mode & 0o077 == 0
    assert (tmp_path / "settings.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("mode", ["local", "docker"])
def test_no_placeholder_is_left_in_any_file(tmp_path: Path, mode: str) -> None:
    settings = first_settings(tmp_path, tmp_path, mode)
    for etc in (render_asterisk(settings), render_far_end(settings)):
        for file in etc.glob("*.conf"):
            assert not re.search(r"@[A-Z_]{3,}@", file.read_text()), file


def test_a_placeholder_without_a_value_is_an_error_naming_the_file() -> None:
    with pytest.raises(SetupError, match=r"x\.conf asks for @NOBODY@"):
        fill("port = @NOBODY@", {}, "x.conf")


@pytest.mark.parametrize("value", ["a\nb", "a;b", "[general]"])
def test_a_value_that_would_break_the_file_is_refused(value: str) -> None:
    with pytest.raises(SetupError, match="do not allow"):
        fill("secret = @SECRET@", {"SECRET": value}, "manager.conf")


def test_every_folder_asterisk_writes_lies_in_the_home(tmp_path: Path) -> None:
    text = (render_asterisk(first_settings(tmp_path, tmp_path, "docker")) / "asterisk.conf").read_text()
    folders = dict(re.findall(r"^(ast\w+) = (\S+)", text, re.MULTILINE))
    assert folders.pop("astmoddir") == str(asterisk_docker.MODULES_DIR)
    assert folders.pop("astdatadir") == str(asterisk_docker.DATA_DIR)
    assert all(folder.startswith(f"{tmp_path}/asterisk/") for folder in folders.values())


def test_without_a_trunk_there_is_no_carrier(tmp_path: Path) -> None:
    etc = render_asterisk(first_settings(tmp_path, tmp_path, "local"))
    assert (etc / "pjsip_outside.conf").read_text() == "#include pjsip_far_end.conf\n"


def test_a_trunk_at_the_far_end_takes_its_place(tmp_path: Path) -> None:
    etc = render_asterisk(first_settings(tmp_path, tmp_path, "local", {"trunk": "127.0.0.3:5999"}))
    assert (etc / "pjsip_outside.conf").read_text() == "#include pjsip_carrier.conf\n"
    assert "contact = sip:127.0.0.3:5999\n" in (etc / "pjsip_carrier.conf").read_text()


def test_a_trunk_elsewhere_stands_beside_the_far_end(tmp_path: Path) -> None:
    etc = render_asterisk(first_settings(tmp_path, tmp_path, "local", {"trunk": "sip.example:5060"}))
    assert "carrier" in (etc / "pjsip_outside.conf").read_text()
    assert "far_end" in (etc / "pjsip_outside.conf").read_text()


def test_a_trunk_without_a_port_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="is not host:port"):
        render_asterisk(first_settings(tmp_path, tmp_path, "local", {"trunk": "sip.example"}))


def test_phones_written_earlier_survive_a_new_rendering(tmp_path: Path) -> None:
    settings = first_settings(tmp_path, tmp_path, "local")
    phones = render_asterisk(settings) / "pjsip_phones.conf"
    phones.write_text("[agent-anna](agent-phone)\n")
    render_asterisk(settings)
    assert phones.read_text() == "[agent-anna](agent-phone)\n"


def test_a_home_too_deep_for_asterisks_socket_is_refused(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 100)
    with pytest.raises(SetupError, match="IVR_HOME"):
        render_asterisk(first_settings(deep, tmp_path, "local"))


def test_the_witness_writes_the_documented_columns(tmp_path: Path) -> None:
    text = (render_asterisk(first_settings(tmp_path, tmp_path, "local")) / "cel_custom.conf").read_text()
    assert len(re.findall(r"CSV_QUOTE", text)) == len(CEL_COLUMNS)
    assert list(CEL_COLUMNS)[:2] == ["eventtype", "eventtime"]


def test_the_witness_never_keeps_callers_digits() -> None:
    text = (TEMPLATES / "asterisk" / "cel.conf").read_text()
    assert "DTMF" not in text
    assert not re.search(r"^\s*events\s*=.*\bALL\b", text, re.MULTILINE)


def test_a_module_an_older_asterisk_has_inside_another_is_not_asked_for(tmp_path: Path) -> None:
    assert "res_cdrel_custom.so" not in needed_modules(render_asterisk(first_settings(tmp_path, tmp_path, "local")))
    assert "res_cdrel_custom.so" in needed_modules(render_asterisk(first_settings(tmp_path, tmp_path, "docker")))


def test_a_module_that_is_loaded_but_not_running_is_named() -> None:
    listing = "a.so  Something  0  Running  core\nb.so  Something  0  Not Running  core\n"
    assert not_running(["a.so", "b.so", "c.so"], listing) == ["b.so", "c.so"]


def test_native_rtp_bridges_are_not_loaded() -> None:
    assert "bridge_native_rtp.so" not in needed_modules(TEMPLATES / "asterisk")
