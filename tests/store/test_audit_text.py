"""What the audit writes: one text for one value, and no secret in it."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.access.role import Role
from ivr.store.audit_text import HIDDEN, SECRETS, canonical, cleaned, redacted

leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
names = st.text(max_size=8) | st.sampled_from(sorted(SECRETS))
values = st.recursive(leaves, lambda v: st.lists(v, max_size=3) | st.dictionaries(names, v, max_size=4), max_leaves=12)


def test_keys_are_sorted_and_moments_are_in_utc() -> None:
    noon = datetime(2026, 11, 22, 13, tzinfo=timezone(timedelta(hours=1)))
    assert canonical({"b": noon, "a": {"é"}, "c": Role.AGENT}) == (
        '{"a":["é"],"b":"2026-11-22T12:00:00.000000+00:00","c":"agent"}'
    )
    assert canonical(noon) == canonical(noon.astimezone(UTC))


@given(st.dictionaries(names, values))
def test_the_order_of_keys_changes_nothing(value: dict[str, object]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


@given(values)
def test_the_text_is_json_that_every_database_holds(value: object) -> None:
    text = canonical(value)
    json.loads(text)
    assert "\0" not in text
    text.encode()


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_a_secret_is_hidden_however_deep(name: str) -> None:
    assert redacted({"phones": [{name: "s3cret"}]}) == {"phones": [{name: HIDDEN}]}
    assert redacted({name: None}) == {name: None}


@given(st.dictionaries(names, values))
def test_hiding_secrets_changes_nothing_else(value: dict[str, object]) -> None:
    def without(inner: object) -> object:
        if isinstance(inner, dict):
            return {key: without(each) for key, each in inner.items() if key not in SECRETS}
        return [without(each) for each in inner] if isinstance(inner, list) else inner

    assert without(redacted(value)) == without(value)


def test_halves_of_characters_and_nul_are_cleaned_away() -> None:
    assert cleaned("a\ud800b\0c") == "a?bc"


def test_what_the_audit_cannot_write_is_said() -> None:
    with pytest.raises(TypeError, match="cannot write a object"):
        canonical(object())
