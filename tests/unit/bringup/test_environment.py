import sys

import pytest

from ivr.bringup import environment
from ivr.bringup.environment import Wheels
from ivr.config import PROJECT
from ivr.errors import SetupError

each_lock = pytest.mark.parametrize("lock", sorted(PROJECT.glob("requirements*.lock")), ids=lambda path: path.name)


def make(cache, stamp):
    (cache / "venv" / "bin").mkdir(parents=True)
    (cache / "venv" / "bin" / "python").touch()
    (cache / "venv" / ".stamp").write_text(stamp)


def test_an_environment_without_stamp_does_not_count(tmp_path):
    make(tmp_path, "")
    (tmp_path / "venv" / ".stamp").unlink()
    assert environment.python_of(tmp_path) is None


def test_an_environment_of_another_lock_file_is_installed_again(tmp_path):
    make(tmp_path, "other")
    assert not environment._is_complete(tmp_path / "venv")


def test_a_complete_environment_is_left_alone(tmp_path):
    make(tmp_path, environment._stamp(environment.ALL))
    said = []
    assert environment.ensure_environment(tmp_path, said.append) == tmp_path / "venv" / "bin" / "python"
    assert said == []


@each_lock
def test_a_lock_file_names_no_place(lock):
    text = lock.read_text()
    assert not [word for word in ("://", "--index-url", "--find-links", "/opt/", "/home/") if word in text]


@each_lock
def test_a_lock_file_has_a_hash_for_every_package(lock):
    text = lock.read_text()
    packages = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]
    assert packages
    assert all(line.endswith("\\") for line in packages)


def test_without_certificates_on_the_system_those_of_the_package_are_trusted(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "SYSTEM_CERTIFICATES", tmp_path / "none")
    folder = tmp_path / "usr/share/ca-certificates/mozilla"
    folder.mkdir(parents=True)
    for name in "ab":
        (folder / f"{name}.crt").write_text(f"{name}\n")
    assert environment.certificate_bundle(tmp_path).read_text() == "a\nb\n"


def test_certificates_on_the_system_are_enough(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "SYSTEM_CERTIFICATES", environment.LOCK_FILE)
    assert environment.certificate_bundle(tmp_path) is None


def test_every_way_that_does_not_work_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(environment, "_base_python", lambda: "/bin/false")
    with pytest.raises(
        SetupError, match=r"uv is not on the path.*false: no reason.*only be installed by root.*pip is not"
    ):
        environment.ensure_environment(tmp_path, lambda said: None)


def test_what_is_there_already_is_not_installed_again(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "_runs", lambda venv, statement: True)
    said = []
    environment.add(tmp_path, Wheels("x", tmp_path / "none", 0, 0), "import x", said.append)
    assert said == []


def test_an_environment_without_pip_is_not_cleared_to_add_something(tmp_path, monkeypatch):
    ways = []
    monkeypatch.setattr(environment, "_runs", lambda venv, statement: False)
    monkeypatch.setattr(environment, "_install", lambda venv, wheels, chosen, say: ways.extend(chosen))
    environment.add(tmp_path, Wheels("x", tmp_path / "none", 0, 0), "import x", print)
    assert ways == [environment._with_uv, environment._with_wheel]


def test_packages_of_the_tests_agree_with_those_that_run():
    runs, tests = (set(lock.read_text().splitlines()[2:]) for lock in (environment.LOCK_FILE, environment.TESTS.lock))
    assert {line for line in runs if "==" in line} <= tests


def test_packages_of_the_tests_are_installed_once_for_each_lock_file(tmp_path, monkeypatch):
    make(tmp_path, environment._stamp(environment.ALL))
    installed = []
    monkeypatch.setattr(environment, "_install", lambda venv, wheels, ways, say: installed.append(wheels.name))
    monkeypatch.setattr(environment, "_python", lambda venv: sys.executable)
    for _ in range(2):
        environment.ensure_tests(tmp_path, print)
    assert installed == [environment.TESTS.name]
