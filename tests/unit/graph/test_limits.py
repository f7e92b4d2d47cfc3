from ivr.graph import limits


def test_a_call_may_visit_every_node_of_the_largest_menu() -> None:
    assert limits.STEPS_PER_CALL >= limits.NODES_PER_MENU


def test_advice_is_stricter_than_the_bound() -> None:
    assert limits.OPTIONS_ADVISED < limits.CHOICES_PER_NODE
