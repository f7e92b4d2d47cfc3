"""Everything the checks can say has words on the page, in the reader's language and zone."""

import re
from pathlib import Path

from flask import Flask

from ivr.calls.disposition import Disposition
from ivr.console.call_words import ENDINGS
from ivr.console.catalogue import reading_as
from ivr.console.witness_words import KINDS, WORDS, told
from ivr.reports import books, reconciliation, reconciliation_checks, reconciliation_listening
from ivr.reports.said import Said
from ivr.reports.statement import Kind


def test_whatever_a_check_says_is_known_to_the_page() -> None:
    modules = (books, reconciliation, reconciliation_checks, reconciliation_listening)
    sources = [Path(str(one.__file__)).read_text("utf-8") for one in modules]
    said = {words for text in sources for words in re.findall(r'(?:Said|_both)\("([^"]+)"', text)}
    said = {words for words in said if not re.fullmatch(r"%\(\w+\)s", words)}
    said |= set(books.COUNTED.values())
    assert said == {str(words) for words in WORDS}
    assert set(KINDS) == set(Kind)
    assert set(ENDINGS) >= set(Disposition)


def test_a_hungarian_reads_moments_of_his_zone_and_no_english(app: Flask, clock) -> None:
    count = Said("abandoned %(count)s", {"count": 7})
    with app.app_context(), reading_as("hu", "Asia/Tokyo"):
        assert told(Said("began %(at)s", {"at": clock()})).endswith("18:00:00")
        assert told(Said("a call of %(seconds)s s", {"seconds": 80.04})) == "egy 80 mp hosszú hívás"
        assert told(Said("%(ending)s", {"ending": Disposition.SERVED})) == "kiszolgálva"
        assert told(Said("%(terms)s", {"terms": [count]})) == "elveszett: 7"
