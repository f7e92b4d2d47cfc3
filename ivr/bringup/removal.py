"""`down --remove`: what an installation left on the disk, listed with its size, then deleted; nothing it did not make.

The state folder may be any folder the user named, so only names we give are touched. The cache is deleted with it only
where both are one folder: another one may serve other installations.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ivr.bringup.asterisk_tree import TREE
from ivr.bringup.progress import MB, size_of
from ivr.bringup.steps import Say
from ivr.bringup.systemd import unit_paths
from ivr.config import SETTINGS_FILE, load_settings
from ivr.errors import SetupError

OF_HOME = (
    SETTINGS_FILE,
    "asterisk",
    "far-end",
    "sounds",
    "spool",
    "logs",
    "ivr.sqlite*",
    "*.heartbeat",
    "engine.doorbell",
    "state.json",
    "*.new",
)
OF_CACHE = ("venv", TREE, f"{TREE}-*", "tools", "pip-*")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to delete."""

    path: Path
    size: int

    def __str__(self) -> str:
        return f"  {self.size / MB:8.1f} MB  {self.path}"


def remove(home: Path, cache: Path, say: Say) -> None:
    """Say what is deleted and what is kept, and delete it."""
    kept = list(_kept(home, cache))  # known only while the settings are there
    found = leftovers(home, cache)
    if found:
        say("\n".join(["deleting", *map(str, found), f"  {sum(one.size for one in found) / MB:8.1f} MB  together"]))
    else:
        say(f"nothing of an installation is in {home}")
    for one in found:
        _delete(one.path)
    if home.is_dir() and not any(home.iterdir()):
        home.rmdir()
    for sentence in kept:
        say(f"kept: {sentence}")


def leftovers(home: Path, cache: Path) -> list[Found]:
    """What there is to delete, with its size."""
    names = OF_HOME + (OF_CACHE if home == cache else ())
    paths = {path for name in names for path in home.glob(name)}
    return [Found(path, size_of(path)) for path in sorted(paths)]


def _kept(home: Path, cache: Path) -> Iterator[str]:
    if home != cache and any((cache / name).exists() for name in OF_CACHE):
        yield f"{cache}, which other installations may share (environment, private Asterisk)"
    try:
        url = urlsplit(load_settings(home).database_url)
    except SetupError:
        url = urlsplit("")
    if url.scheme.startswith("postgresql"):
        yield f"the database {url.path.lstrip('/')} on {url.hostname}"
    for unit in unit_paths():
        if unit.is_file():
            yield f"{unit}: disable it with systemctl, then delete it"


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
