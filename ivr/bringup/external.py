"""An Asterisk that is not ours (`--asterisk=external`): files of ours it includes, where each line goes, its version.

Only what cannot collide with its own configuration is included: no section that sets Asterisk as a whole, our own
transport on our own port, absolute paths everywhere. Our contexts are those of
`dialplans/extensions.conf`, and ivr-check.
"""

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedRWPair
from pathlib import Path

from ivr.config import Settings
from ivr.errors import SetupError

MANAGER_PORT = 5038
LEAST_VERSION = 20
KNOWN_BAD = {(22, 11): "22.11 has regressions in ChanSpy (listening in on calls): use 22.10 or 22.12 and later"}
ANSWER_S = 3.0
MOST_LINES = 100
UP_TO_ROOT = "../" * 12  # older Asterisks take a record's file only relative to a folder of their own log folder

# What `check` asks through the dialplan: only whoever may originate gets here, and the port is digits.
CHECK_CONTEXT = """
[ivr-check]
exten => proof,1,AGI(agi://{host}:${{FILTER(0-9,${{IVR_PROOF_PORT}})}}/proof)
 same => n,Hangup()
"""


@dataclass(frozen=True, slots=True)
class Include:
    """One line for the external Asterisk's configuration."""

    file: str
    line: str
    section: str = ""  # where in the file; anywhere when empty, best at its end

    def __str__(self) -> str:
        return f"{self.file + (f', in [{self.section}]' if self.section else ''):<32}{self.line}"


def folder_of(settings: Settings) -> Path:
    """Folder of the files to be included."""
    return settings.asterisk_dir / "etc" / "include"


def includes(settings: Settings) -> list[Include]:
    """Every line the external Asterisk needs, each with its place."""
    sections = {"cel.conf": "general", "cel_custom.conf": "mappings", "cdr_custom.conf": "mappings"}
    names = ("extensions", "pjsip", "manager", "cel", "cel_custom", "cdr_custom", "musiconhold", "queues")
    files = [f"{name}.conf" for name in names]
    return [Include(file, f"#include {folder_of(settings) / file}", sections.get(file, "")) for file in files]


def write_includes(settings: Settings) -> None:
    """Write the files to be included, made from those rendered for an Asterisk of our own."""
    etc, folder = settings.asterisk_dir / "etc", folder_of(settings)
    folder.mkdir(exist_ok=True)
    text = {include.file: (etc / include.file).read_text(encoding="utf-8") for include in includes(settings)}
    text["extensions.conf"] = _dialplan(text["extensions.conf"], settings)
    text["pjsip.conf"] = _absolute(without_sections(text["pjsip.conf"], "global", "system"), etc)
    outside = etc / "pjsip_outside.conf"
    outside.write_text(_absolute(outside.read_text(encoding="utf-8"), etc), encoding="utf-8")
    text["manager.conf"] = without_sections(text["manager.conf"], "general")
    text["queues.conf"] = without_sections(text["queues.conf"], "general")
    text["cel.conf"] = _without_headers(text["cel.conf"])
    for name in ("cel", "cdr"):
        record = f"{UP_TO_ROOT}{str(settings.asterisk_dir / 'log' / f'{name}.csv').lstrip('/')}"
        bare = _without_headers(text[f"{name}_custom.conf"])
        text[f"{name}_custom.conf"] = bare.replace(f"{name}.csv =>", f"{record} =>")
    for name, content in text.items():
        (folder / name).write_text(content, encoding="utf-8")
        (folder / name).chmod(0o600)


def without_sections(text: str, *names: str) -> str:
    """A configuration file without these sections."""
    parts = re.split(r"(?m)^(?=\[)", text)
    return "".join(part for part in parts if not part.startswith(tuple(f"[{name}]" for name in names)))


def verdict(version: str) -> str | None:
    """What is to be known of this version of Asterisk; SetupError when it is too old."""
    numbers = re.search(r"(\d+)\.(\d+)", version)
    if numbers is None:
        return f"the version {version!r} is not known here"
    major, minor = int(numbers[1]), int(numbers[2])
    if major < LEAST_VERSION:
        raise SetupError(f"Asterisk {version} is too old: {LEAST_VERSION} or newer is needed")
    return KNOWN_BAD.get((major, minor))


def require_ours(settings: Settings) -> str | None:
    """What is to be known of the external Asterisk; SetupError with what to do when it does not take our lines."""
    try:
        answer = _core_settings(settings)
    except OSError as error:
        raise SetupError(
            f"no Asterisk answers on {settings.host}:{settings.ami_port} ({error}): start it with `enabled = yes` in"
            f" manager.conf, or name its port by --ami-port\n{advice(settings)}"
        ) from None
    version = answer.get("AsteriskVersion")
    if version is None:
        said = answer.get("Message", "no reason given")
        raise SetupError(f"the Asterisk on port {settings.ami_port} refuses us ({said})\n{advice(settings)}")
    return verdict(version)


def advice(settings: Settings) -> str:
    """The lines to include, and what to do then."""
    lines = [f"  {include}" for include in includes(settings)]
    return "\n".join(["add these lines to its files, restart it, and run the command again:", *lines])


def _core_settings(settings: Settings) -> Mapping[str, str]:
    """The manager's last answer: that of CoreSettings, or why it refused to log us in."""
    login = {"Action": "Login", "Username": "check", "Secret": settings.ami_check_secret, "Events": "off"}
    with socket.create_connection((settings.host, settings.ami_port), ANSWER_S) as peer:
        peer.settimeout(ANSWER_S)
        with peer.makefile("rwb") as stream:
            if not stream.readline(200).startswith(b"Asterisk Call Manager/"):
                return {"Message": "it is no Asterisk"}
            answer: Mapping[str, str] = {}
            for action in (login, {"Action": "CoreSettings"}):
                stream.write("".join(f"{name}: {value}\r\n" for name, value in action.items()).encode() + b"\r\n")
                stream.flush()
                answer = _answer(stream)
                if answer.get("Response") != "Success":
                    break
            return answer


def _answer(stream: BufferedRWPair) -> dict[str, str]:
    """The next answer, events left out."""
    while True:
        lines: list[str] = []
        while (line := stream.readline(2000).decode(errors="replace").strip()) and len(lines) < MOST_LINES:
            lines.append(line)
        found = dict(line.split(": ", 1) for line in lines if ": " in line)
        if "Response" in found or not found:
            return found


def _dialplan(text: str, settings: Settings) -> str:
    own = without_sections(text, "general").replace("#include extensions_globals.conf\n", "")
    own = own.replace("${IVR_AGI}", f"agi://{settings.host}:{settings.agi_port}")
    for name, sound in (("APOLOGY", "apology"), ("BEEP", "beep")):
        own = own.replace(f"${{IVR_{name}}}", str(settings.sounds_dir / sound))
    return own + CHECK_CONTEXT.format(host=settings.host)


def _absolute(text: str, etc: Path) -> str:
    return re.sub(r"(?m)^#include (?!/)", f"#include {etc}/", text)


def _without_headers(text: str) -> str:
    return re.sub(r"(?m)^\[\w+\]\n", "", text)
