"""An installation whose Python and Asterisk are stand-ins: bringup is real, what it starts is small."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from ivr.bringup import asterisk_tree, environment, packages

PROJECT = Path(__file__).resolve().parents[3]
STAND_IN = Path(__file__).with_name("stand_in.py")


@dataclass(frozen=True)
class Installation:
    home: Path
    cache: Path

    @property
    def _env(self):
        return os.environ | {"IVR_HOME": str(self.home), "IVR_CACHE": str(self.cache), "PYTHONPATH": str(PROJECT)}

    def run(self, *words, before=(), timeout=60):
        argv = [*before, sys.executable, "-m", "ivr", *words]
        streams = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "check": False}
        return subprocess.run(argv, env=self._env, cwd=PROJECT, timeout=timeout, **streams)  # noqa: PLW1510

    def foreground(self, *words):
        """An `up` that goes on while the test looks at it."""
        streams = dict.fromkeys(("stdin", "stderr"), subprocess.DEVNULL)
        # Tests that run in the background ignore Ctrl-C, and so would what they start.
        argv = ["env", "--default-signal=INT", sys.executable, "-m", "ivr", "up", *words]
        with self.said.open("ab") as said:
            return subprocess.Popen(argv, env=self._env, cwd=PROJECT, stdout=said, **streams)

    @property
    def said(self):
        """What an `up` in the foreground printed."""
        return self.home.with_name("said.txt")

    def up(self, *words, **how):
        return self.run("up", "--detach", "--asterisk=local", *words, **how)

    def status(self):
        return json.loads(self.run("status", "--json").stdout)

    def pid(self, name):
        return self.status()["pids"][name]

    def settings(self):
        return json.loads((self.home / "settings.json").read_text())

    def trial(self, name, text=""):
        (self.home / "trial").mkdir(parents=True, exist_ok=True)
        (self.home / "trial" / name).write_text(text)

    def until(self, claim, within_s=10.0):
        end = time.monotonic() + within_s
        while not claim():
            assert time.monotonic() < end, f"not within {within_s} s: {self.run('status').stdout}"
            time.sleep(0.05)

    def processes(self):
        """Every living process on the machine that has this home in its environment."""
        mark = f"IVR_HOME={self.home}".encode()
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                try:
                    if mark in (entry / "environ").read_bytes().split(b"\0"):
                        found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                except OSError:
                    continue
        return found

    def ports_open(self):
        """Our ports that anybody on the machine still has open, by the kernel's own list."""
        if not (self.home / "settings.json").exists():
            return set()
        ours = {self.settings()[name] for name in ("agi_port", "ami_port", "sip_port", "console_port")}
        lines = [line for kind in ("tcp", "udp") for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]]
        listening = (line.split() for line in lines)
        return ours & {int(words[1].split(":")[1], 16) for words in listening if words[3] in {"0A", "07"}}

    def assert_nothing_left(self):
        for _ in range(100):  # a keeper that has said its last may take a moment to end
            if not self.processes():
                break
            time.sleep(0.1)
        assert not self.processes()
        assert not self.ports_open()
        assert not list(self.home.glob("*.lock"))
        assert not (self.home / "state.json").exists()


@pytest.fixture
def installation(tmp_path):
    made = Installation(tmp_path / "home", tmp_path / "cache")
    made.home.mkdir()
    write_environment(made.cache)
    write_asterisk(made.cache)
    yield made
    for pid in made.processes():
        os.kill(pid, signal.SIGKILL)


def write_environment(cache):
    (cache / "venv" / "bin").mkdir(parents=True)
    write_program(cache / "venv" / "bin" / "python")
    environment._write_stamp(cache / "venv", environment.ALL)


def write_asterisk(cache):
    tree = cache / asterisk_tree.TREE
    triplet = packages.triplet()
    loader = tree / "usr" / "lib" / triplet / asterisk_tree.LOADERS[triplet]
    for file in (loader, tree / asterisk_tree.PROGRAM):
        file.parent.mkdir(parents=True)
        write_program(file)
    (tree / "usr" / "share" / "asterisk").mkdir(parents=True)


def write_program(file):
    file.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(STAND_IN))} "$@"\n')
    file.chmod(0o755)
