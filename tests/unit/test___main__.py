from ivr.__main__ import main


def test_without_a_word_the_verbs_are_listed(capsys):
    assert main([]) == 0
    assert "status" in capsys.readouterr().out


def test_an_unknown_verb_is_refused(capsys):
    assert main(["dial"]) == 2
    assert "no verb 'dial'" in capsys.readouterr().err


def test_a_verb_that_needs_the_environment_says_how_to_make_it(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("IVR_CACHE", str(tmp_path))
    assert main(["menus", "lint"]) == 1
    assert "python3 -m ivr up" in capsys.readouterr().err
