"""What `check` adds for an Asterisk that is not ours: lines to include, version, modules, our sounds."""

import secrets
import time
from collections.abc import Callable
from pathlib import Path

from ivr.asterisk import check as manager
from ivr.asterisk.proof import Proof, Wish, prove
from ivr.bringup import configuration, external
from ivr.config import Settings
from ivr.errors import ActionRefused, AsteriskError, SetupError

FRAME = 160  # samples in 20 ms, the smallest step of a played clip
RECORD_S = 3.0
TAIL_BYTES = 20_000
# Loaded by its own configuration or not needed there.
NOT_ASKED = ("res_pjproject.so", "res_pjsip_logger.so", "res_timing_timerfd.so", "res_sorcery_astdb.so")


def include_lines(settings: Settings) -> str:
    """The lines the external Asterisk includes, each with its file."""
    return "\n".join(["its files must include, and it must be able to read:", *_indented(settings), _rights(settings)])


def version(settings: Settings) -> str:
    """Its version is one we can work with."""
    found = manager.version(settings.host, settings.ami_port, "check", settings.ami_check_secret)
    warning = external.verdict(found)
    return f"Asterisk {found}" + (f"; WARNING: {warning}" if warning else "")


def phones(settings: Settings) -> str:
    """Its manager lets us tell it of new phones."""
    try:
        manager.ping(settings.host, settings.ami_port, "phones", settings.ami_phones_secret)
    except ActionRefused as refusal:
        raise SetupError(f"{refusal}: is manager.conf included, and was it reloaded (`manager reload`)?") from None
    return "new phones can be told to it"


def sounds(settings: Settings) -> str:
    """It comes to us over AGI, plays a clip just written, has our modules, queue and record."""
    length = FRAME * (10 + secrets.randbelow(30))
    clip = settings.sounds_dir / f"check-{secrets.token_hex(8)}.ulaw"
    clip.write_bytes(bytes([0xFF]) * length)
    needed = [name for name in configuration.needed_modules(settings.asterisk_dir / "etc") if name not in NOT_ASKED]
    try:
        proof = prove(settings.host, Wish(str(clip.with_suffix("")), needed), _caller(settings))
    except ActionRefused as refusal:
        raise SetupError(f"{refusal}: is extensions.conf included, and was it reloaded?") from None
    finally:
        clip.unlink(missing_ok=True)
    _judge(settings, proof, length)
    return f"a clip of {length} samples was played to its end, {len(needed)} modules run, its record is ours to read"


def _caller(settings: Settings) -> Callable[[int], None]:
    login = ("engine", settings.ami_secret)
    return lambda port: manager.originate(
        settings.host, settings.ami_port, login, "proof@ivr-check", f"IVR_PROOF_PORT={port}"
    )


def _judge(settings: Settings, proof: Proof, length: int) -> None:
    wrong = []
    if abs(proof.samples - length) > FRAME:
        wrong.append(f"it does not see our sounds ({settings.sounds_dir}): share the folder under this very path")
    if proof.missing:
        wrong.append(f"modules not running there: {', '.join(proof.missing)}")
    if not _is_recorded(settings.asterisk_dir / "log" / "cel.csv", proof.channel):
        wrong.append(f"its record does not reach {settings.asterisk_dir / 'log' / 'cel.csv'}: include cel.conf and"
                     " cel_custom.conf, restart it, and let it write into that folder")  # fmt: skip
    if wrong:
        raise AsteriskError("; ".join(wrong))


def _is_recorded(record: Path, channel: str) -> bool:
    end = time.monotonic() + RECORD_S
    while time.monotonic() < end:
        if record.exists() and channel.encode() in record.read_bytes()[-TAIL_BYTES:]:
            return True
        time.sleep(0.1)
    return False


def _indented(settings: Settings) -> list[str]:
    return [f"{'':<18}{include}" for include in external.includes(settings)]


def _rights(settings: Settings) -> str:
    home = settings.home
    return (
        f"{'':<18}if it runs as another user, say asterisk: setfacl -R -m u:asterisk:rX,d:u:asterisk:rX {home};"
        f" setfacl -R -m u:asterisk:rwX,d:u:asterisk:rwX {home}/asterisk/log"
    )
