"""The table of what the keeper starts, in this order: Asterisk, engine, worker, console."""

import hashlib
from pathlib import Path

from ivr.bringup import asterisk_docker, asterisk_tree, ports
from ivr.bringup.child import Child
from ivr.config import Settings


def children_of(settings: Settings, python: Path) -> list[Child]:
    """The programs of one installation."""
    asterisk = [] if settings.asterisk == "external" else [_asterisk(settings)]
    return [*asterisk, _engine(settings, python), _worker(settings, python), _console(settings, python)]


def container_name(home: Path) -> str:
    """The container of an installation in Docker mode: one name for one home."""
    return f"ivr-{hashlib.sha256(str(home).encode()).hexdigest()[:10]}"


def _asterisk(settings: Settings) -> Child:
    etc, docker = settings.asterisk_dir / "etc", settings.asterisk == "docker"
    name = container_name(settings.home)
    argv = (
        asterisk_docker.docker_command(settings, etc, name) if docker else asterisk_tree.asterisk_command(settings, etc)
    )
    return Child(
        name="asterisk",
        argv=tuple(argv),
        is_ready=lambda: ports.answers(settings.host, settings.ami_port),
        own_logs=(settings.asterisk_dir / "log" / "messages.log",),
        stop_s=10,
        longest_rest_s=5,
        after_stop=(lambda: asterisk_docker.stop_container(name)) if docker else None,
    )


def _engine(settings: Settings, python: Path) -> Child:
    return Child(
        name="engine",
        argv=(str(python), "-m", "ivr", "engine"),
        is_ready=settings.heartbeat_path.exists,
        heartbeat=settings.heartbeat_path,
        hung_s=5.0,
        longest_rest_s=2.0,  # callers wait in Asterisk's own queue meanwhile
    )


def _worker(settings: Settings, python: Path) -> Child:
    heartbeat = settings.worker_heartbeat_path
    return Child(
        name="worker",
        argv=(str(python), "-m", "ivr", "worker"),
        is_ready=heartbeat.exists,
        heartbeat=heartbeat,
    )


def _console(settings: Settings, python: Path) -> Child:
    return Child(
        name="console",
        argv=(str(python), "-m", "ivr", "console"),
        is_ready=lambda: ports.answers(settings.host, settings.console_port),
    )
