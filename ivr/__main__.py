"""The one entrance (standard library only): bringup's verbs run here, all others inside the Python environment."""

import os
import sys
from collections.abc import Sequence

from ivr.cli import verbs
from ivr.config import PROJECT, cache_dir
from ivr.config import environment as setting
from ivr.errors import IvrError


def main(argv: Sequence[str]) -> int:
    """Run the verb that the first word names; the exit code."""
    verb = argv[0] if argv else "--help"
    if verb in {"--help", "-h", "help"}:
        sys.stdout.write(verbs.overview() + "\n")
        return 0
    if verb in verbs.FRAME or verb == "keeper":
        from ivr.bringup.frame import run  # noqa: PLC0415 - each half loads only itself

        return run(argv)
    if verb in verbs.INSIDE or verb in verbs.HIDDEN:
        return _inside(argv)
    sys.stderr.write(f"ivr: there is no verb {verb!r}: `python3 -m ivr --help` lists them\n")
    return 2


def _inside(argv: Sequence[str]) -> int:  # noqa: RET503 - execv does not return
    from ivr.bringup import environment, process, tools  # noqa: PLC0415 - not for --help

    tools.put_on_path(cache_dir())
    if environment.is_running_in(cache_dir()):
        from ivr.cli.app import run  # noqa: PLC0415 - only there in the environment

        return run(argv)
    python = environment.python_of(cache_dir())
    if python is None:
        sys.stderr.write("ivr: there is no Python environment yet: run `python3 -m ivr up` first\n")
        return 1
    if setting("INSIDE"):  # we come from there: handing over again would never end
        sys.stderr.write(f"ivr: {python} does not run in its own environment: delete {cache_dir()}/venv and run `up`\n")
        return 1
    process.export(PYTHONPATH=str(PROJECT), IVR_INSIDE="1")
    os.execv(python, [str(python), "-m", "ivr", *argv])  # noqa: S606 - the same arguments, another interpreter


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except IvrError as error:
        sys.stderr.write(f"ivr: {error}\n")
        code = 1
    sys.exit(code)
