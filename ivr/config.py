"""The settings of one installation: the only reader of os.environ (standard library only, so bringup can use it)."""

import dataclasses
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ivr.errors import SetupError

PROJECT = Path(__file__).resolve().parent.parent
SETTINGS_FILE = "settings.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """Ports, secrets and choices of one installation, fixed when it is first brought up."""

    home: Path
    cache: Path
    asterisk: str  # local | docker | external
    sip_port: int
    ami_port: int
    agi_port: int
    console_port: int
    far_end_sip_port: int
    far_end_ami_port: int
    rtp_first: int
    rtp_last: int
    ami_secret: str
    ami_check_secret: str
    far_end_secret: str
    console_secret: str
    database_url: str
    host: str = "127.0.0.1"  # of the console and of all that only our own programs speak to
    sip_host: str = "127.0.0.1"  # where telephones and the carrier reach us
    far_end_host: str = "127.0.0.3"
    trunk: str | None = None  # "host:port" of the carrier; None: no outbound calls
    trunk_caller_id: str | None = None  # E.164, shown to those we call
    trunk_calls: int = 10  # calls at once towards the carrier
    timezone: str = "Europe/Budapest"
    region: str = "HU"  # for numbers written without a country code
    languages: tuple[str, ...] = field(default=("en", "hu"))
    destinations: tuple[str, ...] = field(default=("HU",))  # ISO regions that may be called; premium numbers never
    erasure_secret: str = ""  # by which erased numbers are hashed; made by the first `up` that finds none
    voice: str = "espeak"  # espeak | gtts
    public_url: str | None = None  # the console's address as readers of mail reach it, such as https://centre.example
    mail_host: str | None = None  # the server that takes our mail; None: mail waits
    mail_port: int = 587
    mail_security: str = "starttls"  # starttls | tls | none
    mail_user: str | None = None
    mail_password_file: str | None = None  # a file that holds the password and nothing else
    mail_from: str | None = None  # such as "Call centre <reports@example.org>"
    mail_ca_file: str | None = None  # of an authority of one's own
    witness_days: int = 400  # how long what Asterisk's records said of each call is kept
    webhook_private: bool = False  # whether webhooks may reach this network, and without TLS
    console_names: tuple[str, ...] = ()  # of the console beside `host` and localhost, as a proxy passes them on
    console_trusted_proxies: tuple[str, ...] = ()  # addresses of proxies with TLS, whose word about the client counts

    @property
    def asterisk_dir(self) -> Path:
        """Folder of Asterisk's own files: etc/ var/ log/ run/ (absolute, the same inside the container)."""
        return self.home / "asterisk"

    @property
    def talks_dir(self) -> Path:
        """Folder into which Asterisk records talks; the worker takes them from there."""
        return self.asterisk_dir / "spool" / "talks"

    @property
    def sounds_dir(self) -> Path:
        """Folder of rendered clips, one folder a language; Asterisk plays them by absolute path without ending."""
        return self.home / "sounds"

    @property
    def spool_dir(self) -> Path:
        """Folder of the call events not yet in the database."""
        return self.home / "spool"

    @property
    def logs_dir(self) -> Path:
        """Folder of the logs of keeper, engine, worker, console and Asterisk."""
        return self.home / "logs"

    @property
    def heartbeat_path(self) -> Path:
        """File the engine writes anew each second: its modification time is the beat, its text how it is."""
        return self.home / "engine.heartbeat"

    @property
    def worker_heartbeat_path(self) -> Path:
        """File the worker renews each round: what became of each of its chores."""
        return self.home / "worker.heartbeat"

    @property
    def ami_phones_secret(self) -> str:
        """Secret of the manager user that may reload Asterisk's phones; the engine's own, but not for reading back."""
        return hashlib.sha256(f"phones:{self.ami_secret}".encode()).hexdigest()[:32]

    @property
    def links_secret(self) -> str:
        """Secret that signs links to reports: of the console's, but of no use to sign a session with."""
        return hashlib.sha256(f"links:{self.console_secret}".encode()).hexdigest()

    @property
    def links_url(self) -> str:
        """Address of the console in mails and links."""
        return (self.public_url or self.console_url).rstrip("/")

    @property
    def doorbell_path(self) -> Path:
        """Unix datagram socket of the engine."""
        return self.home / "engine.doorbell"

    @property
    def state_path(self) -> Path:
        """The keeper's own report: state and process ids as JSON."""
        return self.home / "state.json"

    @property
    def console_url(self) -> str:
        """Address of the console."""
        return f"http://{self.host}:{self.console_port}"


def home_dir() -> Path:
    """Folder of this installation's state: IVR_HOME, else .ivr in the project."""
    return Path(os.environ.get("IVR_HOME") or PROJECT / ".ivr").resolve()


def cache_dir() -> Path:
    """Folder of what installations may share (environment, Asterisk tree): IVR_CACHE, else .ivr in the project."""
    return Path(os.environ.get("IVR_CACHE") or PROJECT / ".ivr").resolve()


def load_settings(home: Path | None = None) -> Settings:
    """Settings written by `up`; SetupError when there are none or they cannot be read."""
    path = (home or home_dir()) / SETTINGS_FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SetupError(f"{path} does not exist: run `python3 -m ivr up` first") from None
    except ValueError as error:
        raise SetupError(
            f"{path} is not valid JSON ({error}): mend it, or delete it and run `python3 -m ivr up`"
        ) from None
    known = {f.name for f in dataclasses.fields(Settings)}
    try:
        return Settings(**{name: _typed(name, value) for name, value in raw.items() if name in known})
    except TypeError as error:
        raise SetupError(f"{path} lacks a setting ({error}): delete it and run `python3 -m ivr up`") from None


def save_settings(settings: Settings) -> None:
    """Write the settings whole or not at all, readable by their owner only."""
    path = settings.home / SETTINGS_FILE
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(dataclasses.asdict(settings), file, indent=2, default=str)
    fresh.replace(path)


def environment(name: str) -> str | None:
    """An IVR_ variable of the environment, None when unset or empty."""
    return os.environ.get(f"IVR_{name}") or None


def _typed(name: str, value: Any) -> Any:
    if name in {"home", "cache"}:
        return Path(str(value))
    return tuple(value) if isinstance(value, list) else value
