import pytest

from ivr.bringup.apt_sources import Archive, Distribution, archives, asterisk_suites, distribution, private_sources
from ivr.errors import SetupError

DEBIAN = Distribution("debian", "bookworm")
DEB822 = """Types: deb
# a comment
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/archive.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
"""


def test_ubuntu_is_told_from_the_debian_it_is_like() -> None:
    assert distribution('ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME="noble"\n') == Distribution("ubuntu", "noble")


def test_a_derivative_counts_as_the_system_it_is_like() -> None:
    assert (
        distribution("ID=mint\nID_LIKE='x ubuntu debian'\nUBUNTU_CODENAME=noble\n".replace("'", '"')).suite == "noble"
    )


def test_other_systems_are_refused_with_a_way_out() -> None:
    with pytest.raises(SetupError, match="--asterisk=docker"):
        distribution("ID=alpine\n")


def test_the_distributions_mirror_and_its_key_are_found() -> None:
    assert archives([DEB822], DEBIAN) == [Archive("http://mirror.example/debian", "/usr/share/keyrings/archive.gpg")]


def test_one_line_entries_are_read_with_their_options() -> None:
    text = "deb [arch=amd64 signed-by=/k.gpg] http://m.example/debian bookworm main contrib # near\n"
    assert archives([text], DEBIAN) == [Archive("http://m.example/debian", "/k.gpg")]


def test_a_one_line_entry_without_options_uses_apts_trusted_keys() -> None:
    assert archives(["deb http://m.example/debian bookworm main"], DEBIAN) == [Archive("http://m.example/debian")]


@pytest.mark.parametrize(
    "line",
    [
        "# deb http://m.example/debian bookworm main",
        "deb-src http://m.example/debian bookworm main",
        "deb https://download.example/linux/debian bookworm stable",
        "deb https://browser.example/chrome stable main",
        "deb https://sql.example/apt bookworm-pgdg main",
    ],
)
def test_what_is_not_the_distributions_own_archive_is_left_out(line: str) -> None:
    assert archives([line], DEBIAN) == []


def test_a_disabled_stanza_is_left_out() -> None:
    assert archives(["Enabled: no\n" + DEB822], DEBIAN) == []


def test_debian_takes_asterisk_from_its_next_release() -> None:
    text = private_sources([Archive("http://m.example/debian", "/k.gpg")], DEBIAN, asterisk_suites(DEBIAN))
    assert "Suites: forky\n" in text
    assert "Signed-By: /k.gpg\n" in text


def test_ubuntu_takes_asterisk_from_its_own_universe() -> None:
    noble = Distribution("ubuntu", "noble")
    text = private_sources([Archive("http://m.example/ubuntu")], noble, asterisk_suites(noble))
    assert "Suites: noble noble-updates\nComponents: main universe\n" in text


def test_a_key_written_into_the_stanza_is_not_taken_for_a_path() -> None:
    inline = DEB822.replace("Signed-By: /usr/share/keyrings/archive.gpg", "Signed-By:\n -----BEGIN PGP-----\n .\n abc")
    assert archives([inline], DEBIAN) == [Archive("http://mirror.example/debian")]
