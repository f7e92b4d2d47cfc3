"""A spool segment is read in whole lines, and a living writer keeps it from being given up."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.calls.event_json import from_plain, to_text
from ivr.engine.spool import Segment, SegmentPen, segments

LINE = b'{"kind":"EngineStarted","event_id":"1","at":"2026-11-22T12:00:00+00:00","witness":"engine","version":"1"}\n'


@pytest.fixture
def pen(tmp_path: Path) -> SegmentPen:
    return SegmentPen(tmp_path / "1.jsonl")


@pytest.fixture
def segment(pen: SegmentPen) -> Iterator[Segment]:
    segment = Segment(pen.path)
    yield segment
    segment.close()


def test_only_whole_lines_are_read_while_it_is_written(pen: SegmentPen, segment: Segment) -> None:
    pen.write(LINE + LINE[:10])
    batch = segment.read(10, finished=False)
    assert (len(batch.events), batch.unreadable, batch.read_to) == (1, (), len(LINE))
    pen.close()


def test_half_a_last_line_of_a_finished_segment_is_unreadable(pen: SegmentPen, segment: Segment) -> None:
    pen.write(LINE[:10])
    pen.close()
    assert segment.read(10, finished=True).unreadable == (LINE[:10],)


def test_no_more_lines_than_asked_are_read(pen: SegmentPen, segment: Segment) -> None:
    pen.write(LINE * 3)
    pen.close()
    assert segment.read(2, finished=False).read_to == 2 * len(LINE)


def test_a_segment_is_not_finished_while_its_writer_lives(pen: SegmentPen, segment: Segment) -> None:
    assert not segment.is_finished()
    pen.close()
    assert segment.is_finished()


def test_what_is_given_up_is_no_longer_there(pen: SegmentPen, tmp_path: Path) -> None:
    pen.close()
    assert segments(tmp_path) == [pen.path]
    Segment(pen.path).delete()
    assert segments(tmp_path) == []


def test_the_text_of_the_history_is_a_line_of_the_spool() -> None:
    assert to_text(from_plain(json.loads(LINE))).encode() + b"\n" == LINE
