"""The file of the phones is whole and its owner's."""

import stat
from pathlib import Path

from ivr.asterisk.endpoints import Phone
from ivr.asterisk.phones_file import NAME, write_phones

ANNA = Phone("agent-anna", "a-secret-of-anna", "201", "Anna")


def test_phones_are_written_for_their_owner_only(tmp_path: Path) -> None:
    write_phones(tmp_path / "etc", [ANNA])
    file = tmp_path / "etc" / NAME
    assert "password = a-secret-of-anna" in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_phone_that_is_no_more_is_gone_from_the_file(tmp_path: Path) -> None:
    for phones in ([ANNA], []):
        write_phones(tmp_path, phones)
    assert "agent-anna" not in (tmp_path / NAME).read_text()
