"""One estimate out of several."""

from random import Random

import pytest

from ivr.routing.stack import Stack


def taught(calls, actual):
    stack, chance = Stack(2), Random(1)
    for _ in range(calls):
        features = (chance.uniform(10, 300), chance.uniform(10, 300))
        stack.learn(features, actual(*features))
    return stack


def test_at_first_it_is_the_drain():
    assert Stack(2).predict((100, 7)) == pytest.approx(100)


def test_it_is_asked_from_sixty_waits_on():
    assert not taught(59, lambda drain, other: drain).is_ready
    assert taught(60, lambda drain, other: drain).is_ready


def test_it_learns_that_the_drain_says_half():
    assert taught(400, lambda drain, other: 2 * drain + 3).predict((100, 50)) == pytest.approx(203, rel=0.03)


def test_it_learns_to_go_by_another_predictor():
    assert taught(400, lambda drain, other: other).predict((20, 150)) == pytest.approx(150, rel=0.05)


def test_it_never_leaves_the_drain_far_behind():
    stack = taught(400, lambda drain, other: 1e6)
    assert stack.predict((1, 1)) < 100


def test_the_stack_survives_plain_data():
    stack = taught(70, lambda drain, other: other)
    assert Stack.from_plain(stack.to_plain()).predict((20, 150)) == stack.predict((20, 150))
