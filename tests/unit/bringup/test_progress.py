import threading

from ivr.bringup import progress


def test_a_bar_says_what_and_how_much_of_how_much():
    assert progress.bar("Asterisk", 11_000_000, 22_000_000) == f"  {'Asterisk':<24}[{'#' * 15:<30}] 11 of 22 MB"


def test_more_than_announced_does_not_run_over():
    assert progress.bar("Asterisk", 30_000_000, 22_000_000).endswith("] 22 of 22 MB")


def test_a_narrow_terminal_gets_one_line():
    assert len(progress.bar("Asterisk", 1, 2, columns=20)) == 19


def test_without_a_terminal_nothing_is_drawn(tmp_path, capsys):
    with progress.growing("Asterisk", [tmp_path], 1):
        pass
    assert capsys.readouterr().out == ""


def test_a_folder_is_as_large_as_its_files(tmp_path):
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "file").write_bytes(bytes(70))
    (tmp_path / "file").write_bytes(bytes(7))
    assert progress.size_of(tmp_path) == 77
    assert progress.size_of(tmp_path / "gone") == 0


def test_on_a_terminal_the_bar_is_gone_in_the_end(tmp_path, monkeypatch, capsys):
    drawn = threading.Event()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr(progress, "DRAW_S", 0.001)
    monkeypatch.setattr(progress, "size_of", lambda folder: drawn.set() or 5_000_000)
    with progress.growing("Asterisk", [tmp_path], 22_000_000):
        assert drawn.wait(5)
    assert capsys.readouterr().out.endswith("\r\x1b[K")
