from ivr.bringup.child import Child


def test_a_child_without_heartbeat_is_never_taken_for_hung():
    child = Child("console", ("true",), lambda: True)
    assert (child.heartbeat, child.hung_s) == (None, None)
