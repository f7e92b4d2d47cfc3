"""What waiting callers are told, one example of each, as clips in their order: told by the worker, played by pages."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import JSON, Column, Connection, String, Table, Text, delete, insert, select

from ivr.store.columns import metadata

announcement_clips = Table(
    "announcement_clips",
    metadata,
    Column("language", String(16), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("text", Text, nullable=False),
    Column("clips", JSON, nullable=False),
)


@dataclass(frozen=True, slots=True)
class AnnouncementClips:
    """An example in one language: its words, and the clips in the folder of sounds, without ending (none: not made)."""

    language: str
    name: str
    text: str
    clips: tuple[str, ...] = ()


def tell(connection: Connection, told: Sequence[AnnouncementClips]) -> None:
    """Let this be all there is."""
    connection.execute(delete(announcement_clips))
    if told:
        connection.execute(insert(announcement_clips), [asdict(one) | {"clips": list(one.clips)} for one in told])


def everyone(connection: Connection) -> tuple[AnnouncementClips, ...]:
    """All examples, by name and language."""
    wish = select(announcement_clips).order_by(announcement_clips.c.name, announcement_clips.c.language)
    return tuple(
        AnnouncementClips(**{**row, "clips": tuple(row["clips"])}) for row in connection.execute(wish).mappings()
    )


def of(connection: Connection, name: str, language: str) -> AnnouncementClips | None:
    """One example in one language; None when there is none."""
    return next((one for one in everyone(connection) if (one.name, one.language) == (name, language)), None)
