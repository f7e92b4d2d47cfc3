from dataclasses import FrozenInstanceError

import pytest

from ivr.routing.actions import Assign, OfferCallback


def test_actions_are_values():
    assert Assign("c1", "anna") == Assign("c1", "anna")
    assert OfferCallback("c1") != OfferCallback("c2")


def test_actions_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Assign("c1", "anna").call = "c2"
