"""A spool segment is read in whole lines, and a living writer keeps it from being given up."""

from pathlib import Path

from ivr.engine.spool import Segment, leftovers

LINE = b'{"kind":"EngineStarted","event_id":"1","at":"2026-11-22T12:00:00+00:00","witness":"engine","version":"1"}\n'


def test_only_whole_lines_are_read_while_it_is_written(tmp_path: Path) -> None:
    segment = Segment.create(tmp_path / "1.jsonl")
    segment.write(LINE + LINE[:10])
    batch = segment.read(10, finished=False)
    assert (len(batch.events), batch.unreadable, batch.read_to) == (1, (), len(LINE))
    segment.delete()


def test_half_a_last_line_of_a_finished_segment_is_unreadable(tmp_path: Path) -> None:
    segment = Segment.create(tmp_path / "1.jsonl")
    segment.write(LINE[:10])
    assert segment.read(10, finished=True).unreadable == (LINE[:10],)
    segment.delete()


def test_no_more_lines_than_asked_are_read(tmp_path: Path) -> None:
    segment = Segment.create(tmp_path / "1.jsonl")
    segment.write(LINE * 3)
    assert segment.read(2, finished=False).read_to == 2 * len(LINE)
    segment.delete()


def test_a_segment_is_not_finished_while_its_writer_lives(tmp_path: Path) -> None:
    writer = Segment.create(tmp_path / "1.jsonl")
    (reader,) = leftovers(tmp_path)
    assert not reader.is_finished()
    writer.delete()
    assert reader.is_finished()
    reader.delete()
