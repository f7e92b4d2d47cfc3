from hypothesis import given
from hypothesis import strategies as st

from ivr.graph.version import LENGTH, content_version


def test_order_of_keys_does_not_change_the_version() -> None:
    assert content_version({"a": 1, "b": [2]}) == content_version({"b": [2], "a": 1})


def test_order_in_a_list_changes_the_version() -> None:
    assert content_version([1, 2]) != content_version([2, 1])


@given(st.dictionaries(st.text(), st.integers() | st.text()))
def test_version_of_any_content_is_short_and_the_same_each_time(plain: dict[str, object]) -> None:
    version = content_version(plain)
    assert len(version) == LENGTH
    assert version == content_version(dict(reversed(plain.items())))
