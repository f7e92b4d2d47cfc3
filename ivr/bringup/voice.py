"""The offline voice espeak-ng: on the system, else installed where we may, else unpacked into a folder of ours."""

import os
import shutil
from pathlib import Path

from ivr.bringup import packages, tools
from ivr.bringup.steps import Say

PROGRAM = "espeak-ng"


def ensure_espeak(cache: Path, say: Say) -> None:
    """Have espeak-ng on the path of whatever is started from here on; SetupError with what to do when we cannot."""
    if shutil.which(PROGRAM) is not None:
        return
    if os.geteuid() == 0:
        packages.apt_install([PROGRAM], say)
        return
    tree = tools.fetch(cache, PROGRAM, [PROGRAM], say)
    sounds = tree / "usr" / "lib" / packages.triplet()  # its folder espeak-ng-data holds the languages
    tools.write_starter(cache, Path("usr/bin") / PROGRAM, tree, ESPEAK_DATA_PATH=str(sounds))
    tools.put_on_path(cache)
