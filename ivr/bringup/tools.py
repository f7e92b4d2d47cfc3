"""Programs this system lacks, for a user who may not install any: packages unpacked under cache/tools.

Unlike the private Asterisk these come from the system's own suite and use its own libraries; apt is told what is
installed, so that only what is missing is downloaded.
"""

import fcntl
import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ivr.bringup import process
from ivr.bringup.apt_sources import own_sources
from ivr.bringup.disk import require_room
from ivr.bringup.packages import PrivateApt, Say, triplet, unpack
from ivr.errors import SetupError

DPKG_STATUS = Path("/var/lib/dpkg/status")
NEEDED_MB = 150  # while they are made: package lists 60, packages and trees 50
NOT_KEPT = ("usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/lintian")


def tools_dir(cache: Path) -> Path:
    """Folder of the unpacked programs, one folder each, and bin/ with what starts them."""
    return cache / "tools"


def put_on_path(cache: Path) -> None:
    """Let every program started from here on find ours, after those of the system."""
    ours = str(tools_dir(cache) / "bin")
    there = os.get_exec_path()
    if Path(ours).is_dir() and ours not in there:
        process.export(PATH=os.pathsep.join([*there, ours]))


def fetch(cache: Path, name: str, wanted: Sequence[str], say: Say, left_out: Sequence[str] = ()) -> Path:
    """The folder holding these packages and all they need that this system lacks, made if it is not there.

    What begins with a left-out name is not needed although the packages, or those they depend on, say so.
    """
    tree = tools_dir(cache) / name
    with _alone(cache):
        if not tree.is_dir():
            _require_apt(name)
            require_room(cache, NEEDED_MB, name)
            with tempfile.TemporaryDirectory(prefix=f"{name}-", dir=tools_dir(cache)) as folder:
                _make(Path(folder), wanted, say, left_out).rename(tree)
    return tree


def write_starter(cache: Path, program: Path, tree: Path, **environment: str) -> None:
    """Write bin/<program>, which runs a program of a tree with the tree's libraries before the system's."""
    starter = tools_dir(cache) / "bin" / program.name
    starter.parent.mkdir(parents=True, exist_ok=True)
    variables = {"LD_LIBRARY_PATH": library_path(tree), **environment}
    settings = " ".join(f"{name}={shlex.quote(value)}" for name, value in variables.items())
    fresh = starter.with_suffix(f".{os.getpid()}")
    fresh.write_text(f'#!/bin/sh\n{settings} exec {shlex.quote(str(tree / program))} "$@"\n', encoding="utf-8")
    fresh.chmod(0o755)
    fresh.replace(starter)


def library_path(tree: Path) -> str:
    """Where a tree's own libraries lie, for the system's loader."""
    parts = (f"usr/lib/{triplet()}", f"lib/{triplet()}", f"usr/lib/{triplet()}/pulseaudio")
    return os.pathsep.join(str(tree / part) for part in parts if (tree / part).is_dir())


def _make(folder: Path, wanted: Sequence[str], say: Say, left_out: Sequence[str]) -> Path:
    apt = PrivateApt(folder / "apt", own_sources(), DPKG_STATUS.read_text(encoding="utf-8", errors="replace"))
    say(f"  reading the package lists for {', '.join(wanted)}")
    apt.update()
    if left_out:
        needed = apt.dependencies(wanted)
        needed |= apt.dependencies(needed)
        apt.pretend_installed(name for name in needed if name.startswith(tuple(left_out)))
    found = apt.download(wanted)
    megabytes = sum(package.stat().st_size for package in found) / 1e6
    say(f"  downloaded {', '.join(wanted)}: {len(found)} packages, {megabytes:.1f} MB; unpacking")
    root = folder / "root"
    unpack(found, root)
    for part in NOT_KEPT:
        shutil.rmtree(root / part, ignore_errors=True)
    return root


def _require_apt(name: str) -> None:
    if shutil.which("apt-get") is None or not DPKG_STATUS.is_file():
        raise SetupError(f"{name} is not installed and this is neither Debian nor Ubuntu: install it, then try again")


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Two commands may need the same program at once: the second waits for the first."""
    tools_dir(cache).mkdir(parents=True, exist_ok=True)
    folder = os.open(tools_dir(cache), os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
