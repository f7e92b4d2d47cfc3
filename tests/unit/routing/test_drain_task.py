"""A drain's task goes to another process."""

import pickle

from floor_parts import scene, talking, visit

from ivr.routing.drain import drain
from ivr.routing.drain_plan import Plan
from ivr.routing.experience import Experience


def test_a_task_that_was_sent_gives_the_same():
    floor = scene(60, [visit("c1"), visit("c2", sequence=1)], [talking("anna", 0, "tech", tech=5)])
    task = Plan(floor, Experience(120), {"tech"}).task(seed=3)
    assert drain(pickle.loads(pickle.dumps(task))) == drain(task)
