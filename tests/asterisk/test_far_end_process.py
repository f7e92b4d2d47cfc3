import asyncio
import subprocess
import sys

import pytest

from ivr.asterisk.far_end_process import FarEndPlace, far_end_at, with_far_end
from ivr.errors import SetupError

PRETENDER = """
import socket, sys
server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    peer, _ = server.accept()
    peer.sendall(b"Asterisk Call Manager\\r\\n")
    peer.recv(4096)
    peer.sendall(b"Response: Success\\r\\nActionID: 1\\r\\n\\r\\nEvent: FullyBooted\\r\\n\\r\\n")
"""


@pytest.fixture
def place(tmp_path, unused_tcp_port):
    def start(command, _log):
        started.append(command)
        return subprocess.Popen(command)

    started = []
    command = [sys.executable, "-c", PRETENDER, str(unused_tcp_port)]
    place = FarEndPlace(tmp_path, "127.0.0.1", unused_tcp_port, "secret", lambda: command, start)
    return place, started


async def test_it_is_started_once_and_joined_by_all_others(place):
    where, started = place
    async with far_end_at(where), far_end_at(where) as joined:
        assert joined.booted.is_set()
    assert len(started) == 1


async def test_it_is_gone_when_its_starter_is_done(place):
    where, _ = place
    async with far_end_at(where):
        pass
    with pytest.raises(OSError, match="Connect call failed"):
        await asyncio.open_connection(where.host, where.ami_port)


def test_an_asterisk_that_dies_at_start_is_a_sentence(place):
    where, _ = place
    broken = FarEndPlace(where.folder, where.host, where.ami_port, "", lambda: ["false"], where.start)
    with pytest.raises(SetupError, match="does not start"):
        with_far_end(broken, asyncio.sleep)
