"""apt's source files: the distribution's own mirrors, and the suite on them that carries Asterisk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ivr.errors import SetupError

ETC_APT = Path("/etc/apt")
OS_RELEASE = Path("/etc/os-release")
ASTERISK_SUITE = {"debian": "forky"}  # Debian's stable carries no Asterisk; Ubuntu's own suites do
COMPONENTS = {"debian": "main", "ubuntu": "main universe"}
ALIASES = frozenset({"stable", "oldstable", "testing", "unstable", "sid"})


@dataclass(frozen=True, slots=True)
class Distribution:
    """The system's family (debian or ubuntu) and its own suite."""

    family: str
    suite: str


@dataclass(frozen=True, slots=True)
class Archive:
    """One mirror of the distribution's own archive, with the key that signs it (empty: apt's trusted keys)."""

    uri: str
    signed_by: str = ""


def distribution(os_release: str) -> Distribution:
    """Family and suite named by the text of /etc/os-release; SetupError when it is neither Debian nor Ubuntu."""
    fields = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    value = {name: text.strip().strip('"') for name, text in fields.items()}
    kin = [value.get("ID", ""), *value.get("ID_LIKE", "").split()]
    family = next((name for name in ("ubuntu", "debian") if name in kin), None)
    if family is None:
        raise SetupError(f"{kin[0] or 'this system'} is neither Debian nor Ubuntu: use --asterisk=docker")
    suite = value.get("UBUNTU_CODENAME") or value.get("VERSION_CODENAME") or "unstable"
    return Distribution(family, suite)


def archives(sources: Iterable[str], system: Distribution) -> list[Archive]:
    """Mirrors of the distribution's own archive among the texts of apt's source files (both formats)."""
    found: list[Archive] = []
    for entry in (entry for text in sources for entry in (*_deb822_entries(text), *_one_line_entries(text))):
        suites = set(entry.get("suites", "").split())
        for uri in entry.get("uris", "").split():
            ours = system.suite in suites or (suites & ALIASES and system.family in urlsplit(uri).path)
            if ours and "main" in entry.get("components", "").split():
                found.append(Archive(uri, _key_file(entry.get("signed-by", ""))))
    return list(dict.fromkeys(found))


def asterisk_suites(system: Distribution) -> str:
    """The suites that carry Asterisk."""
    return ASTERISK_SUITE.get(system.family) or f"{system.suite} {system.suite}-updates"


def private_sources(mirrors: Iterable[Archive], system: Distribution, suites: str) -> str:
    """A source file for these suites, on the given mirrors."""
    stanzas = []
    for mirror in mirrors:
        lines = ["Types: deb", f"URIs: {mirror.uri}", f"Suites: {suites}", f"Components: {COMPONENTS[system.family]}"]
        if mirror.signed_by:
            lines.append(f"Signed-By: {mirror.signed_by}")
        stanzas.append("\n".join(lines) + "\n")
    return "\n".join(stanzas)


def system_sources() -> str:
    """A source file for the suite that carries Asterisk, on this system's own mirrors."""
    system = _this_system()
    return private_sources(_mirrors(system), system, asterisk_suites(system))


def own_sources() -> str:
    """A source file for this system's own suite, on its own mirrors."""
    system = _this_system()
    return private_sources(_mirrors(system), system, system.suite)


def _this_system() -> Distribution:
    return distribution(OS_RELEASE.read_text(encoding="utf-8"))


def _mirrors(system: Distribution) -> list[Archive]:
    files = [ETC_APT / "sources.list", *sorted((ETC_APT / "sources.list.d").glob("*.*"))]
    texts = [
        file.read_text(encoding="utf-8") for file in files if file.is_file() and file.suffix in {".list", ".sources"}
    ]
    mirrors = archives(texts, system)
    if not mirrors:
        raise SetupError(
            f"{ETC_APT} names no mirror of {system.family} {system.suite}: add one, or use --asterisk=docker"
        )
    return mirrors


def _deb822_entries(text: str) -> Iterator[dict[str, str]]:
    for stanza in text.split("\n\n"):
        entry: dict[str, str] = {}
        name = ""
        for line in stanza.splitlines():
            if line.startswith("#"):
                continue
            if line[:1].isspace() and name:
                entry[name] += "\n" + line.strip()
            elif ":" in line:
                name, _, value = line.partition(":")
                name = name.strip().lower()
                entry[name] = value.strip()
        if "deb" in entry.get("types", "").split() and entry.get("enabled", "yes").lower() != "no":
            yield entry


def _one_line_entries(text: str) -> Iterator[dict[str, str]]:
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if words[:1] != ["deb"]:
            continue
        options: dict[str, str] = {}
        if words[1:2] and words[1].startswith("["):
            end = next((i for i, word in enumerate(words) if word.endswith("]")), len(words) - 1)
            pairs = " ".join(words[1 : end + 1]).strip("[]").split()
            options = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
            words = ["deb", *words[end + 1 :]]
        if len(words) >= 4:
            key = options.get("signed-by", "")
            yield {"uris": words[1], "suites": words[2], "components": " ".join(words[3:]), "signed-by": key}


def _key_file(signed_by: str) -> str:
    # a key written into the stanza itself cannot be carried over as a path: apt's trusted keys must do then
    return signed_by if signed_by.startswith("/") and "\n" not in signed_by else ""
