from ivr.cli import verbs


def test_help_names_every_verb_for_people_and_no_other():
    text = verbs.overview()
    assert all(f"  {verb} " in text for verb in (*verbs.FRAME, *verbs.INSIDE))
    assert not any(f"  {verb} " in text for verb in verbs.HIDDEN)


def test_no_verb_is_done_by_two():
    everything = [*verbs.FRAME, *verbs.INSIDE, *verbs.HIDDEN]
    assert len(everything) == len(set(everything))
