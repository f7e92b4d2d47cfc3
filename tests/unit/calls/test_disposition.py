"""The words for how things end are what tables and reports hold."""

import pytest

from ivr.calls.disposition import Disposition, OfferFailure, Party, VisitOutcome


@pytest.mark.parametrize("words", [Disposition, VisitOutcome, OfferFailure, Party])
def test_each_word_is_written_as_it_is_named(words: type[Disposition]) -> None:
    assert all(word.value == word.name.lower() for word in words)
