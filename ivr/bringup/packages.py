"""Debian and Ubuntu packages: installed as root, or downloaded and unpacked into a folder of ours by anybody."""

import os
import platform
import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from ivr.bringup.progress import growing
from ivr.errors import SetupError

APT_LISTS = Path("/var/lib/apt/lists")
TIMEOUT_S = 600

Say = Callable[[str], None]


class PrivateApt:
    """apt with folders of its own: needs no root and leaves the system's packages alone."""

    def __init__(self, folder: Path, sources: str, installed: str = "") -> None:
        self._folder = folder
        self._status = folder / "status"
        self._installed = installed  # in the format of dpkg's status file
        for part in ("state/lists/partial", "cache/archives/partial"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        self._status.write_text(installed, encoding="utf-8")
        (folder / "private.sources").write_text(sources, encoding="utf-8")

    def update(self) -> None:
        """Read the package lists of the suite."""
        self._apt("apt-get", "update")

    def dependencies(self, names: Iterable[str]) -> set[str]:
        """Names of all packages the given ones depend on directly."""
        text = self._apt("apt-cache", "depends", "--important", *names)
        marked = (line.strip().removeprefix("|").partition(": ") for line in text.splitlines())
        return {name.strip("<>") for kind, _, name in marked if kind in {"Depends", "PreDepends"}}

    def pretend_installed(self, names: Iterable[str]) -> None:
        """Have apt take these packages, and so what only they need, for installed."""
        architecture = _run(["dpkg", "--print-architecture"], self._folder)
        stanza = (
            "Package: {}\nStatus: install ok installed\nMaintainer: nobody\n"
            f"Architecture: {architecture.strip()}\nMulti-Arch: same\nVersion: 999:1\nDescription: left out\n"
        )
        known = set(re.findall(r"^Package: (.+)$", self._installed, re.MULTILINE))
        made = [stanza.format(name) for name in sorted(set(names) - known)]
        self._status.write_text("\n".join([*made, self._installed]), encoding="utf-8")

    def download(self, names: Iterable[str]) -> list[Path]:
        """Download these packages with all they depend on; their files."""
        install = ("install", "--yes", "--no-install-recommends")
        names = list(names)
        listed = self._apt("apt-get", *install, "--print-uris", *names)
        archives = self._folder / "cache" / "archives"
        with growing(f"downloading {names[0]}", [archives], announced_bytes(listed)):
            self._apt("apt-get", *install, "--download-only", *names)
        return sorted(archives.glob("*.deb"))

    def _apt(self, program: str, *arguments: str) -> str:
        folder = self._folder
        options = {
            "Dir::State": folder / "state",
            "Dir::State::status": self._status,
            "Dir::Cache": folder / "cache",
            "Dir::Cache::archives": folder / "cache" / "archives",
            "Dir::Etc::sourcelist": folder / "private.sources",
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::Etc::preferences": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            "Acquire::Languages": "none",
            "Acquire::GzipIndexes": "true",  # the lists stay compressed: 10 MB instead of 60
            # apt's own user _apt could not write into our folder; an ordinary user cannot change to it at all
            "APT::Sandbox::User": "root",
        }
        flags = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
        return _run([program, *flags, *arguments], folder)


def announced_bytes(print_uris: str) -> int:
    """How much `apt-get --print-uris` would download: lines of address, file, size, hash."""
    return sum(int(size) for size in re.findall(r"^'[^']+' \S+ (\d+) ", print_uris, re.MULTILINE))


def unpack(packages: Iterable[Path], into: Path) -> None:
    """Unpack package files into one folder."""
    into.mkdir(parents=True, exist_ok=True)
    for package in packages:
        _run(["dpkg-deb", "-x", str(package), str(into)], into)


def apt_install(names: Iterable[str], say: Say) -> None:
    """Install packages on the system; SetupError with what to do when this user, the network or the disk forbid it."""
    wanted = " ".join(names)
    if os.geteuid() != 0:
        raise SetupError(f"only root can install packages: run `apt-get install {wanted}` as root, then try again")
    if not any(APT_LISTS.glob("*_Packages*")):
        say("reading the system's package lists")
        _run(["apt-get", "update"], Path("/"))
    say(f"installing {wanted}")
    _run(["apt-get", "install", "--yes", "--no-install-recommends", *wanted.split()], Path("/"))


def triplet() -> str:
    """The machine's folder name under /usr/lib."""
    machine = platform.machine()
    known = {"x86_64": "x86_64-linux-gnu", "aarch64": "aarch64-linux-gnu", "arm64": "aarch64-linux-gnu"}
    if machine not in known:
        raise SetupError(f"{machine} is not known here (x86-64 and arm64 are): use --asterisk=docker or external")
    return known[machine]


def _run(command: list[str], folder: Path) -> str:
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C"]
    try:
        done = subprocess.run(
            [*quiet, *command], cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        raise SetupError(f"{command[0]} took over {TIMEOUT_S} s: check the network, then try again") from None
    if done.returncode:
        raise SetupError(refusal(command[0], done.stdout + done.stderr, folder))
    return done.stdout


def refusal(program: str, output: str, folder: Path) -> str:
    """What a failed program of the package system means, and what to do about it."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("E:", "W:", "dpkg", "Err:"))] or lines or ["it gave no reason"]
    text = output.lower()
    if f"{program}: no such file" in text or "env: " in text:
        return f"{program} is missing: this needs Debian or Ubuntu, or use --asterisk=docker"
    if "no space left" in text or "don't have enough free space" in text:
        return f"the disk of {folder} is full: free some space, then try again"
    if any(
        sign in text for sign in ("temporary failure", "could not resolve", "could not connect", "unable to connect")
    ):
        return f"the package mirror cannot be reached ({errors[0]}): check the network, then try again"
    if "could not get lock" in text or "dpkg was interrupted" in text:
        return (
            f"the package system is busy or half-done ({errors[0]}): wait or run `dpkg --configure -a`, then try again"
        )
    return f"{program} failed ({errors[0]}): mend that, then try again"
