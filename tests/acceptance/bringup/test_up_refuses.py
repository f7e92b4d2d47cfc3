"""When something is in the way, `up` says what to do, fails, and leaves no process, port or lock of ours."""

import os
import shutil
import socket
import subprocess

import pytest


def assert_refused(installation, done, *words):
    assert done.returncode not in {0, None}, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr
    installation.assert_nothing_left()


@pytest.mark.parametrize("name", ["agi_port", "ami_port", "console_port"])
def test_a_busy_port_is_named(installation, name):
    installation.up()
    installation.run("down")
    with socket.create_server(("127.0.0.1", installation.settings()[name])):
        done = installation.up()
    assert_refused(installation, done, name, "stop it")


def test_a_busy_sip_port_is_named(installation):
    installation.up()
    installation.run("down")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", installation.settings()["sip_port"]))
        done = installation.up()
    assert_refused(installation, done, "sip_port", "stop it")


def test_an_asterisk_that_dies_at_start_is_quoted(installation):
    installation.trial("asterisk.fails", "all is well\nERROR: cannot open astdb")
    done = installation.up()
    assert_refused(installation, done, "asterisk did not start", "cannot open astdb", "asterisk.log")
    assert "all is well" not in done.stderr


@pytest.mark.parametrize("name", ["engine", "worker", "console"])
def test_a_child_that_dies_at_start_is_quoted(installation, name):
    installation.trial(f"{name}.fails", "RuntimeError: no")
    assert_refused(installation, installation.up(), f"{name} did not start", "RuntimeError: no")


def test_a_failing_preparation_is_quoted(installation):
    installation.trial("prepare.fails", "AuthorError: main.yaml:3: no such prompt")
    assert_refused(installation, installation.up(), "no such prompt", "run `up` again")


def test_a_failing_self_test_call_stops_everything(installation):
    installation.trial("call.fails", "not heard: main menu")
    done = installation.up()
    assert "not heard: main menu" in done.stdout
    assert_refused(installation, done, "self-test call failed")


def test_a_failing_self_test_call_leaves_all_up_when_asked_to(installation):
    installation.trial("call.fails", "not heard: main menu")
    assert installation.up("--keep").returncode == 1
    assert installation.status()["state"] == "ready"
    installation.run("down")
    installation.assert_nothing_left()


def test_interrupting_up_while_it_waits_leaves_nothing(installation):
    installation.trial("engine.hangs")
    up = installation.foreground("--detach", "--asterisk=local")
    installation.until(lambda: "engine" in installation.status().get("pids", {}))
    up.terminate()
    assert up.wait(20) != 0
    installation.assert_nothing_left()


@pytest.mark.skipif(os.geteuid() != 0, reason="a small file system can only be mounted by root")
def test_a_full_disk_is_said(installation):
    with Mounted(installation.home, "1m"):
        assert_refused(installation, installation.up(), "MB free", "free some space")


@pytest.mark.skipif(os.geteuid() != 0, reason="a small file system can only be mounted by root")
def test_a_disk_that_fills_up_in_the_middle_is_said(installation):
    with Mounted(installation.home, "70m"):
        installation.trial("prepare.fills")
        assert_refused(installation, installation.up(), "is full")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may take the network away from a process")
def test_without_network_the_packages_are_said_to_be_out_of_reach(installation, tmp_path):
    shutil.rmtree(installation.cache / "venv")
    nowhere = ["env", f"UV_CACHE_DIR={tmp_path}/uv", f"PIP_CACHE_DIR={tmp_path}/pip", "UV_NO_CONFIG=1"]
    nowhere += ["PIP_CONFIG_FILE=/dev/null", "PIP_FIND_LINKS=", "UV_FIND_LINKS=", "UV_HTTP_RETRIES=0", "PIP_RETRIES=0"]
    done = installation.up(before=["unshare", "--net", *nowhere], timeout=120)
    assert_refused(installation, done, "check the network")


class Mounted:
    """A small file system of our own in place of a folder."""

    def __init__(self, folder, size):
        self.folder, self.size = folder, size

    def __enter__(self):
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.size}", "tmpfs", self.folder], check=False)
        if done.returncode:
            pytest.skip("this machine lets nobody mount a file system")

    def __exit__(self, *_):
        subprocess.run(["umount", "--lazy", self.folder], check=True)
