from ivr.routing.half_hours import HalfHours


def counted(*waits_s, t=100.0):
    half_hours = HalfHours()
    for wait_s in waits_s:
        half_hours.answered(t, "tech", wait_s, target_s=20)
    return half_hours


def test_the_share_answered_in_time_is_that_of_the_running_half_hour():
    assert counted(5, 20, 21, 40).service_level(200, "tech") == 0.5


def test_before_anything_counted_there_is_none():
    assert counted(5).service_level(1800, "tech") is None
    assert HalfHours().service_level(0, "tech") is None


def test_a_hang_up_counts_against_it_unless_it_was_short():
    half_hours = counted(5)
    half_hours.abandoned(100, "tech", 5)
    half_hours.abandoned(100, "tech", 6)
    assert half_hours.service_level(100, "tech") == 0.5


def test_counts_survive_plain_data():
    half_hours = counted(5, 30)
    assert HalfHours.from_plain(half_hours.to_plain()).service_level(100, "tech") == 0.5
