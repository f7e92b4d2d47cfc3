import os
from pathlib import Path

import pytest

from ivr.bringup import asterisk_docker
from ivr.bringup.configuration import first_settings, needed_modules


def test_home_is_mounted_where_it_is_and_written_as_the_caller(tmp_path: Path) -> None:
    settings = first_settings(tmp_path, tmp_path, "docker")
    command = asterisk_docker.docker_command(settings, tmp_path / "etc", "ivr-x")
    assert command[command.index("--volume") + 1] == f"{tmp_path}:{tmp_path}"
    assert command[command.index("--user") + 1] == f"{os.getuid()}:{os.getgid()}"


def test_the_container_runs_in_the_foreground_on_the_hosts_network(tmp_path: Path) -> None:
    command = asterisk_docker.docker_command(first_settings(tmp_path, tmp_path, "docker"), tmp_path / "etc", "ivr-x")
    assert command[command.index("--network") + 1] == "host"
    assert command[-3:] == ["-f", "-C", str(tmp_path / "etc" / "asterisk.conf")]


def test_without_the_program_no_engine_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert not asterisk_docker.docker_answers()


def test_only_proxies_and_the_age_of_lists_are_carried_into_the_build() -> None:
    dump = 'Acquire::http::Proxy "http://p:1";\nAcquire::Check-Valid-Until "false";\nAcquire::cdrom::mount "/m";\n'
    assert (
        asterisk_docker.carried_over(dump)
        == 'Acquire::http::Proxy "http://p:1";\nAcquire::Check-Valid-Until "false";\n'
    )


def test_a_failed_build_is_explained_by_the_line_that_says_why() -> None:
    output = "Step 5/11\n\x1b[91mE:\x1b[0m\x1b[91m Release file is expired\nThe command '/bin/sh' returned 100"
    assert asterisk_docker.build_error(output) == "E: Release file is expired"


def test_a_silent_failure_is_said_to_be_one() -> None:
    assert asterisk_docker.build_error("\n") == "no reason given"


@pytest.mark.parametrize("folder", ["asterisk", "far_end"])
def test_the_image_is_made_from_both_lists_of_modules(folder: str) -> None:
    dockerfile = (asterisk_docker.CONTEXT / "Dockerfile").read_text()
    assert f"COPY {folder}/modules.conf" in dockerfile
    assert "chan_pjsip.so" in needed_modules(asterisk_docker.CONTEXT / folder)
