from ivr.bringup import voice


def test_a_voice_that_is_there_is_not_installed_again(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    said = []
    voice.ensure_espeak(tmp_path, said.append)
    assert said == []


def test_an_ordinary_user_gets_a_voice_of_his_own(tmp_path, monkeypatch):
    put = []
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("ivr.bringup.tools.fetch", lambda cache, name, wanted, say: tmp_path / "tree")
    monkeypatch.setattr("ivr.bringup.tools.put_on_path", put.append)
    voice.ensure_espeak(tmp_path, print)
    starter = (tmp_path / "tools/bin/espeak-ng").read_text()
    assert f"ESPEAK_DATA_PATH={tmp_path}/tree/usr/lib/" in starter
    assert starter.endswith(f'exec {tmp_path}/tree/usr/bin/espeak-ng "$@"\n')
    assert put == [tmp_path]
