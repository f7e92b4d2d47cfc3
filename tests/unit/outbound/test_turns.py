"""A telephone rings when its turn comes, and never more telephones than agents work."""

from hypothesis import given
from hypothesis import strategies as st

from ivr.outbound.turns import Held, next_turns

HELD = st.builds(
    Held, st.uuids().map(str), st.sampled_from(["nurse", "desk"]), st.none() | st.floats(0, 600), st.just(False),
    st.booleans(),
)  # fmt: skip


def held(name: str, expected_s: float | None = 300.0, has_agent: bool = False, is_dialled: bool = False) -> Held:
    return Held(name, "nurse", expected_s, has_agent, is_dialled)


def turns(*line: Held, working: int = 3, free: int = 10) -> list[str]:
    return next_turns(line, {"nurse": working}, answer_s=20.0, free=free)


def test_nobody_is_dialled_long_before_his_turn() -> None:
    assert turns(held("anna")) == []


def test_who_will_be_next_by_the_time_he_answers_is_dialled() -> None:
    assert turns(held("anna", 18.0), held("bela", 60.0)) == ["anna"]


def test_for_whom_an_agent_is_kept_is_dialled_first() -> None:
    assert turns(held("anna", 5.0), held("bela", 0.0, has_agent=True), free=1) == ["bela"]


def test_nobody_is_dialled_twice() -> None:
    assert turns(held("anna", 0.0, has_agent=True, is_dialled=True)) == []


def test_nobody_is_dialled_while_nobody_is_logged_in() -> None:
    assert turns(held("anna", None)) == []
    assert turns(held("anna", 0.0), working=0) == []


def test_a_full_trunk_waits() -> None:
    assert turns(held("anna", 0.0, has_agent=True), free=0) == []


@given(st.lists(HELD, max_size=12), st.integers(0, 4), st.integers(0, 5))
def test_never_more_ring_than_agents_work_or_lines_are_free(line: list[Held], working: int, free: int) -> None:
    chosen = next_turns(line, {"nurse": working, "desk": working}, 20.0, free)
    assert len(chosen) == len(set(chosen)) <= free
    for skill in ("nurse", "desk"):
        rang = sum(one.is_dialled for one in line if one.skill == skill)
        new = sum(one.callback_id in chosen for one in line if one.skill == skill)
        assert not new or rang + new <= working
