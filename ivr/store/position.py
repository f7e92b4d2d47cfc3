"""How far a growing file has been read (`store/witness_positions` keeps it)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """A file and the bytes of it already read.

    The file is known by its inode and by `mark`, a checksum of the bytes before `read_to` (None: not known); `file`
    counts the files of that name there have been.
    """

    inode: int
    read_to: int
    file: int = 0
    mark: int | None = None
