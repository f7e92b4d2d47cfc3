"""Asterisk in Docker: one small image of docker/Dockerfile, one container a home, on the host's own network."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from ivr.bringup.apt_sources import system_sources
from ivr.bringup.packages import Say
from ivr.config import PROJECT, Settings
from ivr.errors import SetupError

CONTEXT = PROJECT / "docker"
MODULES_DIR = Path("/usr/lib/asterisk/modules")  # where the Dockerfile puts them
DATA_DIR = Path("/usr/share/asterisk")
BUILD_S = 900
ANSWER_S = 20
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def docker_answers() -> bool:
    """Does a Docker engine answer on this machine?"""
    if shutil.which("docker") is None:
        return False
    return _docker("version", "--format", "{{.Server.Version}}").returncode == 0


def ensure_image(say: Say) -> str:
    """The name of our image, built if this version of docker/ has none yet."""
    image = f"ivr-asterisk:{_fingerprint(CONTEXT)}"
    if _docker("image", "inspect", image).returncode == 0:
        return image
    say("building the image of Asterisk")
    with tempfile.TemporaryDirectory(prefix="ivr-docker-") as folder:
        context = Path(folder) / "context"
        shutil.copytree(CONTEXT, context)
        _add_host(context / "host")
        done = _docker("build", "--network=host", "--tag", image, str(context), timeout=BUILD_S)
    if done.returncode:
        reason = build_error(done.stdout + "\n" + done.stderr)
        raise SetupError(f"docker could not build the image of Asterisk ({reason}): mend that, or use --asterisk=local")
    return image


def docker_command(settings: Settings, etc_dir: Path, name: str) -> list[str]:
    """The command that runs Asterisk in a container in the foreground, as the caller's user, writing only into home."""
    options = ["--rm", "--name", name, "--network", "host", "--user", f"{os.getuid()}:{os.getgid()}", "--env", "TZ=UTC"]
    options += ["--read-only", "--tmpfs", "/tmp:mode=1777", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"]  # noqa: S108
    options += ["--stop-timeout", "5", "--volume", f"{settings.home}:{settings.home}"]
    image = f"ivr-asterisk:{_fingerprint(CONTEXT)}"
    return ["docker", "run", *options, image, "-f", "-C", str(etc_dir / "asterisk.conf")]


def cli_command(etc_dir: Path, name: str, text: str) -> list[str]:
    """The command that has the Asterisk of a container carry out one line of its console."""
    return ["docker", "exec", name, "/usr/sbin/asterisk", "-C", str(etc_dir / "asterisk.conf"), "-rx", text]


def stop_container(name: str) -> None:
    """Remove the container, running or not; none is no error."""
    _docker("rm", "--force", name)


def _add_host(folder: Path) -> None:
    """Give the build this system's package mirror, proxy and certificates, which the Dockerfile must not name."""
    folder.mkdir()
    try:
        sources = system_sources()
    except (SetupError, OSError):  # not a Debian: the image's own mirror will do
        return
    if "ubuntu" in sources:
        return
    (folder / "mirror.sources").write_text(sources, encoding="utf-8")
    if CERTIFICATES.is_file():
        shutil.copyfile(CERTIFICATES, folder / "ca-certificates.crt")
    (folder / "apt.conf").write_text(carried_over(_output("apt-config", "dump", "Acquire")), encoding="utf-8")


def carried_over(dump: str) -> str:
    """The lines of `apt-config dump` a container needs as well: proxies, and a mirror whose lists may be old."""
    return "".join(f"{line}\n" for line in dump.splitlines() if re.match(r"Acquire::(\w+::Proxy\b|Check-\w+)", line))


def build_error(output: str) -> str:
    """The line of a failed build that says why."""
    plain = [re.sub(r"\x1b\[\d*m", "", line).strip() for line in output.splitlines()]
    said = [line for line in plain if line]
    blamed = [line for line in said if re.search(r"^(E:|Err:|ERROR)|: error: |not found|[Nn]o space left|denied", line)]
    return (blamed or said[-1:] or ["no reason given"])[0][:300]


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _fingerprint(context: Path) -> str:
    """Eight digits that change with what the image is made from; of the templates only modules.conf is."""
    files = [context / "Dockerfile", *sorted(context.glob("*/modules.conf"))]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:8]


def _docker(*arguments: str, timeout: float = ANSWER_S) -> subprocess.CompletedProcess[str]:
    command = ["docker", *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))
