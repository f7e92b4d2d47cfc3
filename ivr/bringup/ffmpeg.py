"""FFmpeg for the tests: on the system, else the wheel imageio-ffmpeg in the environment.

Debian's package is no way for us: on a bare machine it brings 190 others, 131 MB, graphics drivers among them; the
wheel is one program of 68 MB.
"""

import shutil
from pathlib import Path

from ivr.bringup import environment
from ivr.bringup.progress import MB
from ivr.bringup.steps import Say
from ivr.config import PROJECT

PROGRAM = "ffmpeg"
WHEEL = environment.Wheels(PROGRAM, PROJECT / "requirements-ffmpeg.lock", 68 * MB, 173 * MB)
RUNS = "import imageio_ffmpeg; imageio_ffmpeg.get_ffmpeg_exe()"


def ensure_ffmpeg(cache: Path, say: Say) -> None:
    """Have an ffmpeg that speech/ffmpeg finds; SetupError with what to do when we cannot."""
    if shutil.which(PROGRAM) is None:
        environment.add(cache, WHEEL, RUNS, say)
