import os
from pathlib import Path

import pytest

from ivr.bringup import packages
from ivr.errors import SetupError

FOLDER = Path("/somewhere")


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("E: You don't have enough free space in /x/.", "the disk of /somewhere is full"),
        ("dpkg-deb: error: write: No space left on device", "free some space"),
        ("Err:1 http://m InRelease\n  Temporary failure resolving 'm'", "check the network"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend.", "wait or run"),
        ("env: 'apt-get': No such file or directory", "this needs Debian or Ubuntu"),
        ("E: Unable to locate package asterisk", "Unable to locate package asterisk"),
        ("", "it gave no reason"),
    ],
)
def test_a_refusal_says_what_to_do(output: str, advice: str) -> None:
    assert advice in packages.refusal("apt-get", output, FOLDER)


def test_an_ordinary_user_is_told_what_root_should_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError, match="`apt-get install python3-venv espeak-ng` as root"):
        packages.apt_install(["python3-venv", "espeak-ng"], print)


def test_the_arm_machine_has_its_own_folder_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    assert packages.triplet() == "aarch64-linux-gnu"


def test_an_unknown_machine_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(SetupError, match="--asterisk=docker"):
        packages.triplet()


def test_left_out_packages_count_as_installed_in_any_version(tmp_path: Path) -> None:
    apt = packages.PrivateApt(tmp_path, "")
    apt.pretend_installed(["libb", "liba"])
    status = (tmp_path / "status").read_text()
    assert status.index("Package: liba") < status.index("Package: libb")
    assert status.count("Status: install ok installed\n") == status.count("Version: 999:1\n") == 2


def test_a_package_that_is_really_installed_is_not_pretended(tmp_path: Path) -> None:
    apt = packages.PrivateApt(tmp_path, "", "Package: liba\nStatus: install ok installed\n")
    apt.pretend_installed(["liba", "libb"])
    status = (tmp_path / "status").read_text()
    assert status.count("Package: liba") == status.count("Package: libb") == 1


def test_what_a_download_takes_is_known_before_it() -> None:
    listed = "Reading...\n'http://m/a.deb' a_1.deb 1200 SHA256:0\n'http://m/b.deb' b_1.deb 34 SHA256:0\n"
    assert packages.announced_bytes(listed) == 1234
