"""The keeper with real processes: what dies comes back, what hangs is killed, and in the end nothing is left."""

import os
import signal
import subprocess
import sys
import time

import pytest


@pytest.fixture
def running(installation):
    done = installation.up()
    assert done.returncode == 0, done.stdout + done.stderr
    yield installation
    installation.run("down")


def test_up_returns_when_all_are_ready_and_has_placed_the_self_test_call(installation):
    done = installation.up()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "heard: main menu" in done.stdout
    assert "ring 100" in done.stdout
    assert installation.status()["state"] == "ready"
    assert installation.run("down").returncode == 0


def test_status_names_ports_console_and_processes(running):
    known = running.status()
    assert known["asterisk"] == "local"
    assert known["console"].startswith("http://127.0.0.1:")
    assert {"agi_port", "ami_port", "sip_port"} <= known.keys()
    assert set(known["pids"]) == {"keeper", "asterisk", "engine", "worker", "console"}


def test_a_second_up_says_so_and_starts_nothing(running):
    before = running.processes()
    done = running.up()
    assert done.returncode == 0
    assert "already running" in done.stdout
    assert running.processes() == before


def test_down_leaves_no_process_port_or_lock_and_may_be_repeated(running):
    assert running.run("down").returncode == 0
    running.assert_nothing_left()
    assert running.run("status").returncode == 3
    assert running.run("down").stdout == "nothing was running\n"


@pytest.mark.parametrize("name", ["asterisk", "engine", "worker", "console"])
def test_a_killed_child_is_back_within_five_seconds(running, name):
    pid = running.pid(name)
    os.kill(pid, signal.SIGKILL)
    running.until(lambda: running.status()["state"] == "ready" and running.pid(name) not in {pid, None}, 5.0)
    assert running.status()["children"][name]["restarts"] == 1


def test_an_engine_without_heartbeat_is_killed_after_five_seconds(running):
    pid = running.pid("engine")
    os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    running.until(lambda: pid not in running.processes(), 8.0)
    assert time.monotonic() - began > 4.0
    running.until(lambda: running.status()["state"] == "ready", 3.0)


def test_children_do_not_outlive_a_killed_keeper_and_the_next_up_starts_afresh(running):
    os.kill(running.pid("keeper"), signal.SIGKILL)
    running.until(lambda: not running.processes(), 2.0)
    assert running.status()["state"] == "stopped"
    assert running.up().returncode == 0
    assert running.status()["state"] == "ready"


def test_down_after_a_killed_keeper_clears_its_report(running):
    os.kill(running.pid("keeper"), signal.SIGKILL)
    running.until(lambda: not running.processes(), 2.0)
    assert running.run("down").returncode == 0
    running.assert_nothing_left()


def test_a_stranger_with_a_recorded_process_id_is_never_killed(running):
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    report = running.home / "state.json"
    recorded = report.read_text().replace(f'"pid": {running.pid("engine")}', f'"pid": {stranger.pid}')
    os.kill(running.pid("keeper"), signal.SIGKILL)
    running.until(lambda: not running.processes(), 2.0)
    report.write_text(recorded)
    running.run("down")
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_interrupting_a_foreground_up_stops_everything(installation):
    up = installation.foreground("--asterisk=local")
    installation.until(lambda: "Ctrl-C stops everything" in installation.said.read_text())
    up.send_signal(signal.SIGINT)
    assert up.wait(20) == 0
    installation.assert_nothing_left()


def test_two_ups_at_once_start_one_keeper(installation):
    first, second = (installation.foreground("--detach", "--asterisk=local") for _ in range(2))
    assert {first.wait(30), second.wait(30)} == {0}
    keepers = [line for line in installation.processes().values() if " keeper " in line]
    assert len(keepers) == 1
    installation.run("down")
    installation.assert_nothing_left()
