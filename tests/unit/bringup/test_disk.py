import errno

import pytest

from ivr.bringup.disk import free_mb, full_disk_said, require_room
from ivr.errors import SetupError


def test_room_is_asked_of_the_folder_that_will_hold_a_missing_one(tmp_path):
    assert free_mb(tmp_path / "not" / "yet") > 0


def test_too_little_room_says_what_to_do(tmp_path):
    with pytest.raises(SetupError, match=r"clips need .* MB: free some space"):
        require_room(tmp_path, 10**12, "clips")


def test_a_write_without_room_becomes_a_sentence():
    with pytest.raises(SetupError, match="disk is full"), full_disk_said():
        raise OSError(errno.ENOSPC, "No space left on device")


def test_other_failed_writes_stay_what_they_are():
    with pytest.raises(PermissionError), full_disk_said():
        raise PermissionError(errno.EACCES, "no")
