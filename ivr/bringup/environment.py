"""The Python environment under cache/venv, made from requirements.lock with whatever this machine has.

Installing in place and writing the stamp last makes a killed run harmless: the next sees no stamp, installs again.
"""

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ivr.bringup import packages, tools
from ivr.bringup.disk import require_room
from ivr.bringup.progress import MB, growing
from ivr.bringup.steps import Say
from ivr.config import PROJECT
from ivr.errors import SetupError

LOCK_FILE = PROJECT / "requirements.lock"
NEEDED_MB = 500  # measured: 205 MB installed, as much again in the installer's cache
INSTALL_S = 900
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
SAME_VERSION = f"import sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"


@dataclass(frozen=True, slots=True)
class Wheels:
    """What is installed from one lock file, and how many bytes come and stay (measured, for the bar)."""

    name: str
    lock: Path
    downloaded: int
    installed: int


ALL = Wheels("the Python packages", LOCK_FILE, 59 * MB, 205 * MB)
TESTS = Wheels("the packages of the tests", PROJECT / "requirements-test.lock", 110 * MB, 333 * MB)

Way = Callable[[Path, Wheels, Say], None]


class NotHere(Exception):
    """This way of making an environment does not work on this machine."""


def python_of(cache: Path) -> Path | None:
    """The environment's interpreter, None when no environment was finished."""
    python = cache / "venv" / "bin" / "python"
    return python if python.exists() and (cache / "venv" / ".stamp").exists() else None


def is_running_in(cache: Path) -> bool:
    """Does this very process run in the environment?"""
    return Path(sys.prefix).resolve() == (cache / "venv").resolve()


def ensure_environment(cache: Path, say: Say) -> Path:
    """The environment's interpreter, after making or mending the environment where needed."""
    venv = cache / "venv"
    with _alone(cache):
        if not _is_complete(venv):
            require_room(cache, NEEDED_MB, ALL.name)
            say(f"  installing {ALL.name} ({ALL.downloaded // MB} MB)")
            _install(venv, ALL, (_with_uv, _with_pip, _with_debian, _with_wheel), say)
            _write_stamp(venv, ALL)
    return venv / "bin" / "python"


def ensure_tests(cache: Path, say: Say) -> None:
    """Have in the finished environment what the tests need beside it."""
    venv = cache / "venv"
    stamp = f"pathlib.Path({str(_stamp_of(venv, TESTS))!r}).read_text()"
    add(cache, TESTS, f"import pathlib, sys; sys.exit({stamp} != {_stamp(TESTS)!r})", say)
    _write_stamp(venv, TESTS)


def add(cache: Path, wheels: Wheels, proof: str, say: Say) -> None:
    """Install more into the finished environment unless the statement `proof` runs there already."""
    venv = cache / "venv"
    with _alone(cache):
        if _runs(venv, proof):
            return
        require_room(cache, 2 * wheels.installed // MB, wheels.name)
        say(f"  installing {wheels.name} ({wheels.downloaded // MB} MB)")
        pip = (_with_pip,) if _runs(venv, "import pip") else ()  # without it that way would begin by clearing all
        _install(venv, wheels, (_with_uv, *pip, _with_wheel), say)


def _install(venv: Path, wheels: Wheels, ways: Iterable[Way], say: Say) -> None:
    reasons = []
    for way in ways:
        try:
            return way(venv, wheels, say)
        except NotHere as reason:
            reasons.append(str(reason))
    raise SetupError(
        f"{wheels.name} could not be installed: check the network, or install uv or python3-venv, and try again"
        f" ({'; '.join(reasons)})"
    )


def _with_uv(venv: Path, wheels: Wheels, _say: Say) -> None:
    uv = shutil.which("uv")
    if uv is None:
        raise NotHere("uv is not on the path")
    if not _runs(venv, SAME_VERSION):
        _run(uv, "venv", "--quiet", "--clear", "--python", _base_python(), str(venv))
    options = ["--quiet", "--compile-bytecode", "--require-hashes", "-r", str(wheels.lock)]
    with growing(wheels.name, [venv], wheels.installed):
        _run(uv, "pip", "install", "--python", str(_python(venv)), *options)


def _with_pip(venv: Path, wheels: Wheels, _say: Say) -> None:
    if not _runs(venv, f"import pip; {SAME_VERSION}"):
        _run(_base_python(), "-m", "venv", "--clear", str(venv))
    _pip_install(venv, wheels, "-m", "pip")


def _with_debian(venv: Path, wheels: Wheels, say: Say) -> None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise NotHere("python3-venv can only be installed by root on Debian or Ubuntu")
    packages.apt_install(["python3-venv"], say)
    _with_pip(venv, wheels, say)


def _with_wheel(venv: Path, wheels: Wheels, say: Say) -> None:
    """Without root and without pip: the distribution's own wheel of pip, unpacked and run as it is."""
    try:
        tree = tools.fetch(venv.parent, "pip", ["python3-pip-whl"], say, left_out=["openssl", "debconf"])
    except SetupError as error:
        raise NotHere(str(error)) from error
    found = [wheel for root in (tree, Path("/")) for wheel in (root / "usr/share/python-wheels").glob("pip-*.whl")]
    wheel = next(iter(found), None)  # not in the tree when the system has the package already
    if wheel is None:
        raise NotHere("the package python3-pip-whl holds no pip")
    if not _runs(venv, SAME_VERSION):
        _run(_base_python(), "-m", "venv", "--without-pip", "--clear", str(venv))
    _pip_install(venv, wheels, str(wheel / "pip"), certificates=certificate_bundle(tree))


def _pip_install(venv: Path, wheels: Wheels, *pip: str, certificates: Path | None = None) -> None:
    trusted = [f"--cert={certificates}"] if certificates else []
    with tempfile.TemporaryDirectory(prefix="pip-", dir=venv.parent) as folder:
        place = ("env", f"TMPDIR={folder}", str(_python(venv)))
        with growing(wheels.name, [venv, Path(folder)], wheels.downloaded + wheels.installed):
            _run(*place, *pip, "install", "--quiet", *trusted, "--require-hashes", "-r", str(wheels.lock))


def certificate_bundle(tree: Path) -> Path | None:
    """The unpacked package ca-certificates as one file, where the system has none: pip trusts nobody without."""
    single = sorted((tree / "usr/share/ca-certificates").rglob("*.crt"))
    if SYSTEM_CERTIFICATES.is_file() or not single:
        return None
    bundle = tree / "certificates.pem"
    bundle.write_text("".join(file.read_text(encoding="utf-8") for file in single), encoding="utf-8")
    return bundle


def _run(*argv: str) -> None:
    name = Path(argv[2] if argv[0] == "env" else argv[0]).name
    try:
        done = subprocess.run(
            argv, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=INSTALL_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotHere(f"{name}: {error}") from error
    if "No space left on device" in done.stderr:
        raise SetupError("the disk is full: free some space and run the command again")
    if done.returncode:
        raise NotHere(f"{name}: {_last_line(done.stderr or done.stdout)}")


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "no reason given"


def _python(venv: Path) -> Path:
    return venv / "bin" / "python"


def _base_python() -> str:
    return str(getattr(sys, "_base_executable", sys.executable))


def _runs(venv: Path, statement: str) -> bool:
    try:
        done = subprocess.run(
            [_python(venv), "-c", statement], stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0


def _is_complete(venv: Path) -> bool:
    try:
        return _stamp_of(venv, ALL).read_text() == _stamp(ALL) and _python(venv).exists()
    except OSError:
        return False


def _write_stamp(venv: Path, wheels: Wheels) -> None:
    fresh = venv / ".stamp.new"
    fresh.write_text(_stamp(wheels))
    fresh.replace(_stamp_of(venv, wheels))


def _stamp_of(venv: Path, wheels: Wheels) -> Path:
    return venv / (".stamp" if wheels is ALL else f".stamp-{wheels.lock.stem}")


def _stamp(wheels: Wheels) -> str:
    wanted = hashlib.sha256(wheels.lock.read_bytes()).hexdigest()
    return f"{wanted} {platform.python_implementation()} {sys.version_info.major}.{sys.version_info.minor}\n"


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Two commands may need the environment at once: the second waits for the first."""
    cache.mkdir(parents=True, exist_ok=True)
    folder = os.open(cache, os.O_RDONLY | os.O_CLOEXEC)  # locking the folder itself leaves no lock file
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
