"""Asterisk without Docker and without root: packages unpacked into a folder, run by that folder's own loader."""

import shutil
import tempfile
from pathlib import Path

from ivr.bringup.apt_sources import system_sources
from ivr.bringup.disk import require_room
from ivr.bringup.packages import PrivateApt, Say, triplet, unpack
from ivr.config import Settings
from ivr.errors import SetupError

TREE = "asterisk-tree"
NEEDED_MB = 250  # while it is made: lists 70, packages 22-35, the tree 64-110
PROGRAM = Path("usr/sbin/asterisk")
LOADERS = {"x86_64-linux-gnu": "ld-linux-x86-64.so.2", "aarch64-linux-gnu": "ld-linux-aarch64.so.1"}

# Direct dependencies of Asterisk for modules we do not load, by the beginning of the name (the rest is a version).
# With them apt would bring 160 packages and 78 MB instead of 31 and 22 MB.
LEFT_OUT = (
    "adduser",
    "asterisk-core-sounds",
    "libcodec2",
    "libcurl",
    "libglib2",
    "libgmime",
    "libgsm",
    "libical",
    "libiksemel",
    "libjack",
    "libjwt",
    "libldap",
    "liblua",
    "libneon",
    "libodbc",
    "libogg",
    "libopencore",
    "libopusenc",
    "libopusfile",
    "libportaudio",
    "libpq",
    "libradcli",
    "libresample",
    "libsnmp",
    "libspandsp",
    "libspeex",
    "libsybdb",
    "libunbound",
    "libvo-",
    "libvorbis",
)
PRETENDED = "asterisk-config-custom"  # stands for asterisk-config: the configuration is ours
NOT_KEPT = ("usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/lintian", "etc", "var", "usr/include")


def ensure_tree(cache: Path, say: Say) -> Path:
    """The folder of the private Asterisk, made if it is not there; a half-made one never counts."""
    tree = cache / TREE
    if (tree / PROGRAM).is_file():
        return tree
    require_room(cache, NEEDED_MB, "Asterisk and its libraries")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{TREE}-", dir=cache) as folder:
        fresh = _make_tree(Path(folder), say)
        try:
            fresh.rename(tree)
        except OSError:
            if not (tree / PROGRAM).is_file():  # else somebody else made the same tree meanwhile
                raise
    return tree


def loader_command(tree: Path) -> list[str]:
    """The beginning of a command that runs a program of the tree with the tree's own libraries."""
    libraries = tree / "usr" / "lib" / triplet()
    return [str(libraries / LOADERS[triplet()]), "--library-path", str(libraries)]


def asterisk_command(settings: Settings, etc_dir: Path, program: str = "asterisk") -> list[str]:
    """The command that runs Asterisk in the foreground on the configuration in etc_dir, its records in UTC."""
    tree = settings.cache / TREE
    return [
        "env",
        "TZ=UTC",
        *loader_command(tree),
        str(tree / "usr/sbin" / program),
        "-f",
        "-C",
        str(etc_dir / "asterisk.conf"),
    ]


def cli_command(settings: Settings, etc_dir: Path, text: str) -> list[str]:
    """The command that has a running Asterisk carry out one line of its console."""
    tree = settings.cache / TREE
    return [*loader_command(tree), str(tree / PROGRAM), "-C", str(etc_dir / "asterisk.conf"), "-rx", text]


def modules_dir(tree: Path) -> Path:
    """Folder of the modules inside the tree."""
    return tree / "usr" / "lib" / triplet() / "asterisk" / "modules"


def _make_tree(folder: Path, say: Say) -> Path:
    apt = PrivateApt(folder / "apt", system_sources())
    say("reading the package lists of the suite that carries Asterisk")
    apt.update()
    direct = apt.dependencies(["asterisk", "asterisk-modules"])
    apt.pretend_installed({PRETENDED, *(name for name in direct if name.startswith(LEFT_OUT))})
    packages = apt.download(["asterisk"])
    megabytes = sum(package.stat().st_size for package in packages) / 1e6
    say(f"downloaded Asterisk, {len(packages)} packages, {megabytes:.0f} MB; unpacking")
    root = folder / "root"
    unpack(packages, root)
    for part in NOT_KEPT:
        shutil.rmtree(root / part, ignore_errors=True)
    if not (root / PROGRAM).is_file():
        raise SetupError("the mirror's package of Asterisk holds no program: report this, or use --asterisk=docker")
    return root
