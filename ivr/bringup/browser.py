"""A Chromium for the browser tests: the one on the path, else Debian's where we may install it."""

import os
import shutil
from pathlib import Path

from ivr.bringup import packages
from ivr.bringup.steps import Say
from ivr.errors import SetupError

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")  # Debian's name, Ubuntu's, the vendor's


def chromium() -> Path | None:
    """Where a Chromium is, None when there is none."""
    found = (shutil.which(program) for program in PROGRAMS)
    return next((Path(program) for program in found if program), None)


def ensure_chromium(say: Say) -> Path:
    """Have a Chromium and tell where; SetupError with what to do when we cannot."""
    if chromium() is None:
        if os.geteuid() != 0:
            raise SetupError("there is no Chromium here and only root may install it: apt-get install chromium")
        packages.apt_install([PROGRAMS[0]], say)
    found = chromium()
    if found is None:
        raise SetupError("Chromium was installed but is not on the path: install it by hand, then try again")
    return found
