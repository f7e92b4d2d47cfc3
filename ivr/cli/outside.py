"""Where the outside world of this installation runs: a second Asterisk, of the same kind as the first."""

from ivr.asterisk.far_end_process import FarEndPlace
from ivr.bringup import asterisk_docker, asterisk_tree, configuration, process
from ivr.bringup.children import container_name
from ivr.config import Settings


def far_end_place(settings: Settings) -> FarEndPlace:
    """The far end of this installation, configured."""
    etc = configuration.render_far_end(settings)
    return FarEndPlace(
        folder=etc.parent,
        host=settings.far_end_host,
        ami_port=settings.far_end_ami_port,
        secret=settings.far_end_secret,
        command=lambda: _command(settings),
        start=process.start,
    )


def _command(settings: Settings) -> list[str]:
    etc = settings.home / "far-end" / "etc"
    if settings.asterisk != "docker":
        return asterisk_tree.asterisk_command(settings, etc)
    name = f"{container_name(settings.home)}-far-end"
    asterisk_docker.stop_container(name)  # a killed starter leaves it behind: Docker does not die with it
    return asterisk_docker.docker_command(settings, etc, name)
