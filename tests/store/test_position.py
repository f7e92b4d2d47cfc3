"""How far a file has been read."""

from ivr.store.position import Position


def test_the_first_file_of_a_name_is_known_by_its_inode_alone() -> None:
    assert Position(7, 100) == Position(7, 100, file=0, mark=None) != Position(7, 100, file=1)
