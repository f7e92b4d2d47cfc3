"""The console as the keeper starts it: a process on a port."""

import http.client
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest

from ivr.access.role import Role
from ivr.config import PROJECT, Settings, save_settings
from ivr.store.centre import Centre


@pytest.fixture
def process(settings: Settings, centre: Centre) -> Iterator[subprocess.Popen[str]]:
    save_settings(settings)
    environment = os.environ | {"IVR_HOME": str(settings.home), "PYTHONPATH": str(PROJECT)}
    argv = [sys.executable, "-c", "from ivr.cli.console import main; main()"]
    started = subprocess.Popen(argv, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    yield started
    if started.poll() is None:
        os.killpg(started.pid, signal.SIGKILL)
    started.communicate()


def wait_healthy(settings: Settings, within_s: float = 20) -> int:
    end = time.monotonic() + within_s
    while True:
        try:
            with urllib.request.urlopen(f"{settings.console_url}/healthz", timeout=2) as answer:
                return answer.status
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def test_it_serves_and_ends_soon_after_sigterm(process: subprocess.Popen[str], settings: Settings) -> None:
    assert wait_healthy(settings) == 200
    browser = http.client.HTTPConnection(settings.host, settings.console_port, timeout=60)
    browser.request("GET", "/healthz")
    assert browser.getresponse().read()  # and the connection stays open, as a browser's does
    process.terminate()
    assert process.wait(10) == 0
    browser.close()


def test_a_live_page_is_sent_what_changes_and_ends_in_good_order(
    process: subprocess.Popen[str], settings: Settings, as_role
) -> None:
    wait_healthy(settings)
    cookie = as_role(Role.SUPERVISOR).get_cookie(f"ivr_console_{settings.console_port}")
    page = http.client.HTTPConnection(settings.host, settings.console_port, timeout=60)
    page.request("GET", "/wallboard/live", headers={"Cookie": f"{cookie.key}={cookie.value}"})
    answer = page.getresponse()
    assert answer.readline() == b"retry: 1000\n"
    assert answer.readline() == b"\n"
    assert answer.readline().startswith(b"data: <")
    process.terminate()
    assert b"queue-reception" in answer.read()  # IncompleteRead, were it not ended as it should be
    page.close()


def test_a_port_in_use_is_said_on_stderr(process: subprocess.Popen[str], settings: Settings) -> None:
    wait_healthy(settings)
    argv = [sys.executable, "-c", "from ivr.cli.console import main; main()"]
    environment = os.environ | {"IVR_HOME": str(settings.home), "PYTHONPATH": str(PROJECT)}
    second = subprocess.run(argv, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert second.returncode != 0
    assert "in use" in second.stderr
