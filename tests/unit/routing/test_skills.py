from ivr.routing.skills import qualifies


def test_the_level_asked_for_is_enough():
    assert qualifies({"tech": 4}, "tech", 4)
    assert not qualifies({"tech": 3}, "tech", 4)


def test_an_absent_skill_is_not_level_zero():
    assert not qualifies({}, "tech", 0)
    assert not qualifies({"tech": 0}, "tech", 0)
