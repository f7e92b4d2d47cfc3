"""The one disposition that follows from the road a call has travelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.call import Progress, disposition
from ivr.calls.disposition import Disposition

FLAGS = ("outbound", "feature", "informed", "queued", "waiting", "served", "transferred", "reached_end")
ROADS = st.builds(
    Progress, **dict.fromkeys(FLAGS, st.booleans()), response=st.sampled_from([None, "confirmed", "cancelled", "speak"])
)


@pytest.mark.parametrize(
    ("road", "expected"),
    [
        (Progress(), Disposition.LEFT_MENU),
        (Progress(informed=True), Disposition.SELF_SERVED),
        (Progress(informed=True, queued=True, waiting=True), Disposition.ABANDONED),
        (Progress(queued=True, reached_end=True), Disposition.NOT_SERVED),
        (Progress(queued=True, waiting=True, served=True), Disposition.SERVED),
        (Progress(queued=True, transferred=True), Disposition.TRANSFERRED),
        (Progress(queued=True, waiting=True, callback=True), Disposition.CALLBACK),
        (Progress(feature=True), Disposition.FEATURE),
        (Progress(outbound=True), Disposition.CUT_SHORT),
        (Progress(outbound=True, reached_end=True), Disposition.HEARD),
        (Progress(outbound=True, response="confirmed"), Disposition.CONFIRMED),
        (Progress(outbound=True, response="cancelled", reached_end=True), Disposition.CANCELLED),
        (Progress(outbound=True, response="speak", queued=True, served=True), Disposition.SERVED),
        (Progress(outbound=True, response="speak", queued=True, waiting=True), Disposition.ABANDONED),
    ],
)
def test_the_strongest_fact_decides(road: Progress, expected: Disposition) -> None:
    assert disposition(road) is expected


@given(ROADS)
def test_every_road_ends_in_exactly_one_disposition(road: Progress) -> None:
    assert isinstance(disposition(road), Disposition)


@given(ROADS)
def test_an_answer_to_a_reminder_is_of_calls_we_placed(road: Progress) -> None:
    assert road.outbound or disposition(road) not in (Disposition.CONFIRMED, Disposition.CANCELLED)


def test_information_once_heard_stays_heard() -> None:
    assert Progress().entered("menu").entered("information").entered("menu").informed
    assert not Progress().entered("menu").informed
