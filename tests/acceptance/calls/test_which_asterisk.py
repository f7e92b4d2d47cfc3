"""The Asterisk under test is the one that was asked for, and not the other kind."""

import subprocess
from pathlib import Path

import pytest

from ivr.bringup.asterisk_tree import TREE
from ivr.bringup.children import container_name


def owners_of_udp(host: str, port: int) -> set[int]:
    """Ids of the processes that hold a UDP socket, whatever namespace their files are in."""
    octets = "".join(f"{int(part):02X}" for part in reversed(host.split(".")))
    lines = [line.split() for line in Path("/proc/net/udp").read_text().splitlines()[1:]]
    inodes = {f"socket:[{words[9]}]" for words in lines if words[1] == f"{octets}:{port:04X}"}
    return {int(fd.parts[2]) for fd in Path("/proc").glob("[0-9]*/fd/*") if _target(fd) in inodes}


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


def program_of(pid: int) -> str:
    return " ".join(Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0"))


def container_pid(name: str) -> int:
    inspect = ["docker", "inspect", "--format", "{{.State.Pid}}", name]
    return int(subprocess.run(inspect, capture_output=True, check=True).stdout)


async def test_status_names_the_kind_asked_for(house, request: pytest.FixtureRequest) -> None:
    assert (await house.status())["asterisk"] == request.config.getoption("--asterisk")


async def test_the_process_that_answers_calls_is_of_that_kind(house, request: pytest.FixtureRequest) -> None:
    owners = owners_of_udp(house.settings.host, house.settings.sip_port)
    assert len(owners) == 1
    programs = [program_of(pid) for pid in owners]
    if request.config.getoption("--asterisk") == "local":
        assert all(str(house.settings.cache / TREE) in program for program in programs)
    else:
        assert owners == {container_pid(container_name(house.settings.home))}
