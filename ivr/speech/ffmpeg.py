"""FFmpeg as a program: reads every sound file there is, and measures loudness as broadcasters do (EBU R 128).

A file goes in through a pipe and may open nothing else (a play list could name files of this machine), within a time
limit and at most ten minutes of sound.
"""

import importlib
import re
import shutil
import subprocess
from functools import cache

from ivr.speech.voice import VoiceFailed

RATE = 16_000
_LIMIT_S = 30.0
LONGEST_S = 600
_IN = ("-protocol_whitelist", "cache,pipe", "-i", "cache:pipe:0")  # the cache lets it go back, as MP4 files need
_OUT = ("-map", "0:a:0", "-t", str(LONGEST_S), "-f", "s16le", "-ac", "1", "-ar", str(RATE), "pipe:1")
_METER = ("-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0", "-af", "ebur128", "-f", "null", "-")
_INTEGRATED = re.compile(r"I:\s+(-?[\d.]+) LUFS")
_MISSING = "sound files other than WAV need ffmpeg: `apt-get install ffmpeg`, or the project's extra `ffmpeg`"


@cache
def program() -> str | None:
    """The system's ffmpeg, else that of the wheel imageio-ffmpeg, else None."""
    if found := shutil.which("ffmpeg"):
        return found
    try:
        return str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None


def converted(file: bytes) -> bytes:
    """Any sound file as 16 bits, mono, 16 kHz; VoiceFailed when it holds no sound or there is no ffmpeg."""
    pcm = _run(["-v", "error", *_IN, *_OUT], file).stdout
    if not pcm:
        raise VoiceFailed("the sound cannot be read: it holds no sound")
    return pcm


def measured_lufs(pcm: bytes) -> float | None:
    """Integrated loudness by ffmpeg's ebur128 filter, to a tenth; None without ffmpeg or where all is silence."""
    if program() is None:
        return None
    found = _INTEGRATED.findall(_run(["-nostats", *_METER], pcm).stderr.decode(errors="replace"))
    return float(found[-1]) if found else None


def _run(arguments: list[str], file: bytes) -> "subprocess.CompletedProcess[bytes]":
    ffmpeg = program()
    if ffmpeg is None:
        raise VoiceFailed(_MISSING)
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments, no shell
            [ffmpeg, "-hide_banner", *arguments], input=file, capture_output=True, timeout=_LIMIT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise VoiceFailed(f"the sound cannot be read: ffmpeg did not run ({error})") from error
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise VoiceFailed(f"the sound cannot be read: ffmpeg says {last!r}")
    return done
