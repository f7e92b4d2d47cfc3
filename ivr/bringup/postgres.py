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
from dataclasses import dataclass
from pathlib import Path

from ivr.bringup import packages, ports, tools
from ivr.bringup.process import die_with_parent
from ivr.bringup.steps import Say
from ivr.errors import SetupError

HOST = "127.0.0.1"
START_S = 30.0
# Of the package's dependencies, by the beginning of the name: compilers of queries, tools of administration.
LEFT_OUT = ("libllvm", "locales", "postgresql-client", "postgresql-common", "ssl-cert")
# Nothing in it outlives the run, so it need not survive a power cut.
FAST = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


@contextmanager
def temporary_postgres(cache: Path, say: Say) -> Iterator[str]:
    """The URL of a fresh server, gone afterwards."""
    programs = _on_system() or _fetched(cache, say)
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


@dataclass(frozen=True, slots=True)
class Programs:
    """Where initdb and postgres are, and the libraries to run them with when they are not the system's."""

    folder: Path
    libraries: str = ""

    def command(self, name: str) -> list[str]:
        """The beginning of a command that runs one of them."""
        program = str(self.folder / name)
        return ["env", f"LD_LIBRARY_PATH={self.libraries}", program] if self.libraries else [program]


def _on_system() -> Programs | None:
    folder = _newest(Path("/"))
    found = shutil.which("initdb")
    if folder is None and found is not None:
        folder = Path(found).resolve().parent
    return Programs(folder) if folder else None


def _newest(root: Path) -> Path | None:
    versions = (root / "usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


def _fetched(cache: Path, say: Say) -> Programs:
    if os.geteuid() == 0:
        packages.apt_install(["postgresql"], say)
        programs = _on_system()
    else:
        tree = tools.fetch(cache, "postgresql", ["postgresql"], say, LEFT_OUT)
        folder = _newest(tree)
        programs = Programs(folder, tools.library_path(tree)) if folder else None
    if programs is None:
        raise SetupError("PostgreSQL is not installed: as root, `apt-get install postgresql`")
    return programs


def _make_cluster(programs: Programs, folder: Path, secret: str) -> None:
    password = folder / "password"
    password.write_text(secret)
    cluster = folder / "cluster"
    cluster.mkdir()
    if owner := _owner():
        for place in (folder, password, cluster):
            shutil.chown(place, owner, owner)
    options = ["--username=ivr", "--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8", "--locale=C.UTF-8"]
    argv = [*programs.command("initdb"), f"--pgdata={cluster}", *options, "--no-sync"]
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


def _start(programs: Programs, folder: Path, port: int) -> subprocess.Popen[bytes]:
    where = ["-c", f"listen_addresses={HOST}", "-c", f"port={port}", "-c", "unix_socket_directories="]
    log = folder / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*programs.command("postgres"), "-D", str(folder / "cluster"), *where, *FAST],
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
