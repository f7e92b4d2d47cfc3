"""What callers are told, and when again."""

import pytest

from ivr.routing.promises import Manner, Promise, ranges, speech, upper_step
from ivr.routing.wait_estimate import Estimate

NOBODY = Estimate(None, None, None, None, None, 3, "nobody logged in", 0.0)


def wait(p50, p80, hi=None, lo=None):
    return Estimate(p50, p50, p80, p50 / 2 if lo is None else lo, hi or p80 * 1.3, 2, "drain", 0.9)


def told(t, estimate, old=None, **manner):
    return speech(t, estimate, old, Manner(**manner))


def upper(said):
    return said.announcement and said.announcement.seconds_upper


@pytest.mark.parametrize(("seconds", "step"), [(10, 30), (30, 30), (31, 60), (301, 420), (3600, 3600), (3601, None)])
def test_the_step_is_at_or_above_the_bound(seconds, step):
    assert upper_step(seconds) == step


def test_less_than_the_step_above_the_eighty_percent_bound_is_promised():
    assert upper(told(0, wait(40, 100))[0]) == 120
    assert upper(told(0, wait(40, 100, hi=130), level=0.9)[0]) == 180


def test_nothing_is_said_under_twenty_seconds_until_it_is_longer():
    said, promise = told(0, wait(19, 40))
    assert said.announcement is None
    assert upper(told(said.look_again_at, wait(25, 50), promise)[0]) == 60


def test_nobody_logged_in_is_said_with_the_offer_of_a_callback_and_again_after_three_minutes():
    said, promise = told(0, NOBODY)
    assert (said.announcement.p50, said.offers_callback) == (None, True)
    assert told(45, NOBODY, promise)[0].announcement is None
    again = told(180, NOBODY, promise)[0]
    assert (again.announcement.p50, again.offers_callback) == (None, False)


def test_much_better_news_are_told_after_a_minute():
    _, promise = told(0, wait(200, 400))
    assert promise.until == 420
    assert told(59, wait(40, 100), promise)[0].announcement is None
    assert upper(told(60, wait(40, 100), promise)[0]) == 120
    assert told(60, wait(100, 220), promise)[0].announcement is None  # 240 is not under 60 % of what is left


def test_when_most_of_the_promise_is_gone_the_rest_is_told():
    said, promise = told(0, wait(200, 400))
    assert said.look_again_at == 60
    assert upper(told(336, wait(30, 55), promise)[0]) == 60


def test_a_promise_that_will_not_hold_is_told_once_with_an_apology_and_a_callback():
    _, promise = told(0, wait(60, 110))
    late, broken = told(100, wait(40, 90), promise)
    assert (upper(late), late.announcement.apologises, late.offers_callback) == (120, True, True)
    assert told(210, wait(100, 200), broken)[0].announcement is None


def test_a_longer_time_is_never_told_before_the_promise_is_nearly_over():
    _, promise = told(0, wait(60, 110))
    assert told(60, wait(200, 400), promise)[0].announcement is None


def test_no_caller_is_told_a_later_time_without_an_apology():
    promise, until = None, None
    for t, p50 in [(0, 60), (50, 200), (90, 30), (100, 80), (200, 300), (300, 25), (400, 25)]:
        said, promise = told(t, wait(p50, p50 * 1.5), promise)
        if said.announcement and until is not None and t + said.announcement.seconds_upper > until:
            assert said.announcement.apologises
        until = promise.until


def test_a_range_is_told_over_five_minutes_where_the_queue_wants_it():
    said, _ = told(0, wait(380, 500, lo=200), tells_range=True)  # 20 % stay under 249 s
    assert (said.announcement.seconds_lower, said.announcement.seconds_upper) in ranges()
    assert (said.announcement.seconds_lower, said.announcement.seconds_upper) == (240, 600)
    assert told(0, wait(380, 500, lo=200))[0].announcement.seconds_lower is None
    assert told(0, wait(200, 290, lo=130), tells_range=True)[0].announcement.seconds_lower is None


def test_a_queue_whose_promises_do_not_hold_says_no_times():
    said, promise = told(0, wait(60, 110), tells_time=False)
    assert (said.announcement.seconds_upper, said.announcement.p80) == (None, 110)
    assert told(120, wait(60, 110), promise, tells_time=False)[0].announcement is None


def test_a_callback_is_offered_once_over_the_patience_of_eight_in_ten_or_a_quarter_of_an_hour():
    said, promise = told(0, wait(500, 700), patient_s=400)
    assert said.offers_callback
    assert not told(700, wait(500, 590), promise, patient_s=400)[0].offers_callback
    assert told(0, wait(901, 1000), patient_s=5000)[0].offers_callback
    assert not told(0, wait(300, 350), patient_s=400)[0].offers_callback


def test_over_an_hour_no_time_is_told():
    said, _ = told(0, wait(3000, 4000))
    assert (upper(said), said.offers_callback) == (None, True)


def test_the_next_look_comes_when_most_of_the_promise_is_gone_at_the_latest():
    said, _ = told(0, wait(20, 28))
    assert said.look_again_at == 24


def test_a_promise_survives_plain_data():
    promise = Promise(5.0, 65.0, True, False)
    assert Promise(*promise.to_plain()) == promise
