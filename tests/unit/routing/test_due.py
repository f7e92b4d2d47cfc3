from ivr.routing.due import DueTimes


def due_times(**times):
    current = dict(times)
    due = DueTimes(current.get)
    for order, key in enumerate(times):
        due.add(order, key)
    return due, current


def test_the_earliest_time_is_next():
    assert due_times(a=5.0, b=3.0)[0].next() == 3.0


def test_a_key_whose_time_was_changed_is_due_at_the_new_one():
    due, current = due_times(a=5.0)
    current["a"] = 9.0
    due.add(0, "a")
    assert (list(due.due(8)), due.next()) == ([], 9.0)


def test_those_due_come_in_order_and_only_once():
    due, _ = due_times(late=2.0, first=1.0, same=1.0, never=50.0)
    assert list(due.due(10)) == ["first", "same", "late"]
    assert list(due.due(10)) == []


def test_a_key_without_a_time_is_never_due():
    assert due_times(a=None)[0].next() is None


def test_stale_times_do_not_pile_up():
    due, current = due_times(a=1.0)
    for moment in range(1000):
        current["a"] = float(moment)
        due.add(0, "a")
    assert due.next() == 999.0
    assert len(due._heap) <= 128
