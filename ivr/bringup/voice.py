"""The offline voice espeak-ng: on the system, else installed where we may."""

import shutil

from ivr.bringup import packages
from ivr.bringup.steps import Say

PROGRAM = "espeak-ng"


def ensure_espeak(say: Say) -> None:
    """Install espeak-ng when it is not on the path; SetupError with what to do when we may not."""
    if shutil.which(PROGRAM) is None:
        packages.apt_install([PROGRAM], say)
