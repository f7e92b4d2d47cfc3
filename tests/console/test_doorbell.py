"""A doorbell is pressed whether or not anybody listens."""

import dataclasses
import socket
from pathlib import Path

from ivr.bringup.configuration import first_settings
from ivr.console.doorbell import ring


def test_the_engine_hears_it(tmp_path: Path) -> None:
    settings = first_settings(tmp_path, tmp_path, "local")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as engine:
        engine.bind(str(settings.doorbell_path))
        engine.settimeout(5)

        ring(settings)

        assert engine.recv(10) == b"!"


def test_nobody_at_home_is_no_mistake(tmp_path: Path) -> None:
    ring(dataclasses.replace(first_settings(tmp_path, tmp_path, "local"), home=tmp_path / "nobody"))


def test_an_engine_that_hangs_hangs_nobody_who_rings(tmp_path: Path) -> None:
    settings = first_settings(tmp_path, tmp_path, "local")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as engine:
        engine.bind(str(settings.doorbell_path))

        for _ in range(1000):
            ring(settings)

        assert engine.recv(10) == b"!"
