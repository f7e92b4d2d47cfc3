"""A PostgreSQL of the tests' own: a temporary cluster on loopback, run by the user postgres because root may not."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ivr.bringup import packages, ports
from ivr.bringup.process import die_with_parent
from ivr.bringup.steps import Say
from ivr.errors import SetupError

HOST = "127.0.0.1"
START_S = 30.0
# Nothing in it outlives the run, so it need not survive a power cut.
FAST = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


@contextmanager
def temporary_postgres(say: Say) -> Iterator[str]:
    """The URL of a fresh server, gone afterwards."""
    programs = _programs() or _installed(say)
    folder = Path(tempfile.mkdtemp(prefix="ivr-postgres-"))
    secret = secrets.token_hex(16)
    server = None
    try:
        _make_cluster(programs, folder, secret)
        port = _free_port()
        server = _start(programs, folder, port)
        yield f"postgresql+psycopg://ivr:{secret}@{HOST}:{port}/postgres"
    finally:
        if server is not None:
            server.terminate()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    """Folder of initdb and postgres, the newest version first."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(versions, key=lambda path: float(path.parts[-3]), reverse=True)
    if newest:
        return newest[0].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _installed(say: Say) -> Path:
    if os.geteuid() == 0:
        packages.apt_install(["postgresql"], say)
    programs = _programs()
    if programs is None:
        raise SetupError("PostgreSQL is not installed: as root, `apt-get install postgresql`")
    return programs


def _make_cluster(programs: Path, folder: Path, secret: str) -> None:
    password = folder / "password"
    password.write_text(secret)
    cluster = folder / "cluster"
    cluster.mkdir()
    if owner := _owner():
        for place in (folder, password, cluster):
            shutil.chown(place, owner, owner)
    options = ["--username=ivr", "--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8", "--locale=C.UTF-8"]
    argv = [str(programs / "initdb"), f"--pgdata={cluster}", *options, "--no-sync"]
    done = subprocess.run(
        argv,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        user=_owner(),
        group=_owner(),
        extra_groups=_groups(),
    )
    password.unlink()
    if done.returncode:
        raise SetupError(f"PostgreSQL could not make a cluster: {done.stderr.strip()[-300:]}")


def _start(programs: Path, folder: Path, port: int) -> subprocess.Popen[bytes]:
    where = ["-c", f"listen_addresses={HOST}", "-c", f"port={port}", "-c", "unix_socket_directories="]
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(programs / "postgres"), "-D", str(folder / "cluster"), *where, *FAST],
            cwd=folder,
            stdout=output,
            stderr=output,
            preexec_fn=die_with_parent(),  # noqa: PLW1509 - no thread of ours runs yet
            user=_owner(),
            group=_owner(),
            extra_groups=_groups(),
        )
    end = time.monotonic() + START_S
    while not ports.answers(HOST, port):
        if server.poll() is not None or time.monotonic() > end:
            server.kill()
            raise SetupError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-300:]}")
        time.sleep(0.05)
    return server


def _owner() -> str | None:
    """The user and group the server runs as: root hands over, anybody else is himself."""
    return "postgres" if os.geteuid() == 0 else None


def _groups() -> list[str] | None:
    return None if _owner() is None else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
