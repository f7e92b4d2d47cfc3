from dataclasses import replace

import pytest

from ivr.bringup import asterisk_docker
from ivr.bringup.configuration import first_settings
from ivr.cli.outside import far_end_place


@pytest.fixture
def settings(tmp_path):
    return first_settings(tmp_path / "home", tmp_path / "cache", "local", {})


def test_the_far_end_is_configured_beside_the_server(settings):
    place = far_end_place(settings)
    assert place.folder == settings.home / "far-end"
    assert (place.host, place.ami_port) == (settings.far_end_host, settings.far_end_ami_port)
    assert (
        f"bind = {settings.far_end_host}:{settings.far_end_sip_port}" in (place.folder / "etc/pjsip.conf").read_text()
    )


def test_it_runs_from_the_same_tree_as_the_server(settings):
    assert str(settings.cache) in " ".join(far_end_place(settings).command())


def test_in_docker_it_is_a_second_container_and_a_leftover_is_removed_first(settings, monkeypatch):
    removed = []
    monkeypatch.setattr(asterisk_docker, "stop_container", removed.append)
    command = far_end_place(replace(settings, asterisk="docker")).command()
    assert command[:2] == ["docker", "run"]
    assert removed == [command[command.index("--name") + 1]]
