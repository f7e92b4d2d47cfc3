"""An Asterisk started by hand on a configuration of its own, into which only the lines that `up` prints are put."""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from ivr.bringup import asterisk_tree, environment, packages
from ivr.config import PROJECT, cache_dir

OWN = {
    "modules.conf": "[modules]\nautoload = yes\n",
    "extensions.conf": "[general]\nstatic = yes\n[globals]\nIVR_AGI = not ours\n[office]\nexten => 1,1,Answer()\n",
    "pjsip.conf": "[global]\ntype = global\nuser_agent = office\n",
    "manager.conf": "[general]\nenabled = yes\nbindaddr = 127.0.0.1\nport = {port}\n",
    "cel.conf": "[general]\n",
    "cel_custom.conf": "[mappings]\n",
    "cdr_custom.conf": "[mappings]\n",
    "musiconhold.conf": "",
    "queues.conf": "[general]\npersistentmembers = yes\n",
    "logger.conf": "[logfiles]\nmessages.log = notice,warning,error\n",
}


class Foreign:
    """The Asterisk that is not ours: its folders, its port, its life."""

    def __init__(self, folder):
        self.folder, self.process = folder, None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        for part in ("etc", "var", "run", "spool", "log/cel-custom", "log/cdr-custom"):
            (folder / part).mkdir(parents=True)
        for name, text in OWN.items():
            (folder / "etc" / name).write_text(text.replace("{port}", str(self.port)))
        (folder / "etc" / "asterisk.conf").write_text(self._directories())

    def _directories(self):
        tree = cache_dir() / asterisk_tree.TREE
        of = dict.fromkeys(("cache", "varlib", "db", "key", "agi"), "var") | {"spool": "spool", "run": "run"}
        lines = [f"ast{name}dir = {self.folder / place}" for name, place in (of | {"etc": "etc", "log": "log"}).items()]
        lines += [f"astmoddir = {asterisk_tree.modules_dir(tree)}", f"astdatadir = {tree}/usr/share/asterisk"]
        return "\n".join(["[directories]", *lines, ""])

    def start(self):
        tree = cache_dir() / asterisk_tree.TREE
        program = [*asterisk_tree.loader_command(tree), tree / asterisk_tree.PROGRAM]
        argv = [*program, "-f", "-C", self.folder / "etc/asterisk.conf"]
        with (self.folder / "output").open("wb") as log:
            self.process = subprocess.Popen(argv, stdout=log, stderr=log, env=os.environ | {"TZ": "UTC"})
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                return socket.create_connection(("127.0.0.1", self.port), 0.2).close()
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.folder / "output").read_text())

    def stop(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(10)

    def include(self, told):
        """Put the printed lines where they are said to belong."""
        lines = re.findall(r"^ +(\w+\.conf)(?:, in \[(\w+)\])? +(#include \S+)$", told, re.MULTILINE)
        assert len(lines) == 8, told
        for name, _, line in lines:  # each of our files ends in the section that may be named
            with (self.folder / "etc" / name).open("a") as file:
                file.write(f"{line}\n")

    def rewrite(self, name, old, new):
        file = self.folder / "etc" / name
        file.write_text(file.read_text().replace(old, new))


class Ours:
    """An installation of ours beside it."""

    def __init__(self, home, port):
        self.home, self.port = home, port

    def run(self, *words):
        environ = os.environ | {"IVR_HOME": str(self.home), "PYTHONPATH": str(PROJECT)}
        argv = [sys.executable, "-m", "ivr", *words]
        streams = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True}
        return subprocess.run(argv, env=environ, cwd=PROJECT, timeout=120, check=False, **streams)

    def up(self):
        return self.run("up", "--detach", "--asterisk=external", f"--ami-port={self.port}")

    def check(self):
        done = self.run("check")
        return done.returncode, done.stdout


@pytest.fixture
def foreign(tmp_path):
    tree = cache_dir() / asterisk_tree.TREE / asterisk_tree.PROGRAM
    if environment.python_of(cache_dir()) is None or not tree.is_file() or not packages.triplet():
        pytest.skip("there is no environment or no private Asterisk: run `python3 -m ivr up` once")
    made = Foreign(tmp_path / "foreign")
    yield made
    made.stop()


@pytest.fixture
def ours(tmp_path, foreign):
    made = Ours(tmp_path / "home", foreign.port)
    yield made
    made.run("down")


def test_an_external_asterisk_serves_calls_once_it_includes_the_printed_lines(foreign, ours):
    foreign.start()
    refused = ours.up()
    assert refused.returncode == 1
    assert "refuses us" in refused.stderr
    foreign.stop()
    foreign.include(refused.stderr)
    foreign.start()
    done = ours.up()  # with a test call through it
    assert done.returncode == 0, done.stdout + done.stderr + (foreign.folder / "log/messages.log").read_text()
    code, told = ours.check()
    assert code == 0, told
    assert re.search(r"ok +sounds +a clip of \d+ samples was played to its end", told), told
    assert re.search(r"ok +version +Asterisk \d\d\.", told), told


def test_what_an_external_asterisk_lacks_is_named(foreign, ours):
    refused = ours.up()
    assert "start it with `enabled = yes`" in refused.stderr
    foreign.include(refused.stderr)
    foreign.rewrite("modules.conf", "autoload = yes\n", "autoload = yes\nnoload = app_queue.so\n")
    foreign.rewrite("cel.conf", "#include", ";#include")
    foreign.start()
    assert ours.run("up", "--detach", "--no-self-test").returncode == 0
    code, told = ours.check()
    assert code == 1
    assert "modules not running there: app_queue.so" in told
    assert "its record does not reach" in told
