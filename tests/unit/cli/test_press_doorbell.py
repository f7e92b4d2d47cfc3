"""A doorbell is pressed whether or not anybody listens."""

import dataclasses
import socket
from pathlib import Path

from ivr.bringup.configuration import first_settings
from ivr.cli.press_doorbell import press_doorbell


def test_the_engine_hears_it(tmp_path: Path) -> None:
    settings = first_settings(tmp_path, tmp_path, "local")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as engine:
        engine.bind(str(settings.doorbell_path))
        engine.settimeout(5)

        press_doorbell(settings)

        assert engine.recv(10) == b"!"


def test_nobody_at_home_is_no_mistake(tmp_path: Path) -> None:
    press_doorbell(dataclasses.replace(first_settings(tmp_path, tmp_path, "local"), home=tmp_path / "nobody"))
