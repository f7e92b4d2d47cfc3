import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from ivr.bringup import systemd
from ivr.bringup.configuration import first_settings
from ivr.bringup.systemd import Place
from ivr.errors import SetupError

HOME = Path("/srv/ivr home")


def parsed(text):
    parser = ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read_string(text)
    return parser


@pytest.mark.parametrize("user", ["caller", None])
def test_a_unit_is_hardened_and_may_write_only_its_own_folders(user):
    service = parsed(systemd.unit(Place(HOME, Path("/srv/cache"), user)))["Service"]
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["ReadWritePaths"] == '"/srv/ivr home" /srv/cache'


def test_a_machines_unit_names_its_user_and_drops_every_capability():
    unit = parsed(systemd.unit(Place(HOME, HOME, "caller")))
    assert (unit["Service"]["User"], unit["Service"]["CapabilityBoundingSet"]) == ("caller", "")
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_under_a_machines_unit_the_engine_may_go_first():
    service = parsed(systemd.unit(Place(HOME, HOME, "caller")))["Service"]
    assert (service["LimitNICE"], service["LimitRTPRIO"]) == ("-10", "1")


def test_a_users_own_unit_names_nobody():
    unit = parsed(systemd.unit(Place(HOME, HOME, None)))
    assert "User" not in unit["Service"]
    assert unit["Install"]["WantedBy"] == "default.target"


def test_a_percent_in_a_path_is_no_specifier():
    assert "WorkingDirectory" in systemd.unit(Place(Path("/srv/100%h"), HOME, None))
    assert "IVR_HOME=/srv/100%%h" in systemd.unit(Place(Path("/srv/100%h"), HOME, None))


def test_before_the_first_up_there_is_nothing_to_install(tmp_path):
    with pytest.raises(SetupError, match="up --detach"):
        systemd.install(tmp_path, tmp_path, print)


def test_what_to_run_is_said(tmp_path):
    first_settings(tmp_path / "home", tmp_path / "cache", "local")
    said = []
    assert systemd.install(tmp_path / "home", tmp_path / "units", said.append) == 0
    assert "enable --now ivr.service" in said[-1]
    assert (tmp_path / "units" / "ivr.service").is_file()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("user", ["root", None])
def test_systemd_itself_finds_nothing_wrong(tmp_path, user):
    file = tmp_path / "ivr.service"
    file.write_text(systemd.unit(Place(tmp_path, tmp_path, user)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", file],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "ivr.service" not in done.stderr, done.stderr
