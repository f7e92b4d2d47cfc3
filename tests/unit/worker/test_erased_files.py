"""A person's number in the records Asterisk writes: overwritten, and everything else stays where it is."""

from pathlib import Path

from ivr.calls.pseudonym import Veil
from ivr.worker.erased_files import veil_files

VEIL = Veil(frozenset({"36301234567", "06301234567", "301234567"}), "secret")
LINE = '"CHAN_START","1795358279.17","+36301234567","100"\n'


def test_the_number_is_overwritten_and_the_rest_stays_in_place(tmp_path: Path) -> None:
    file = tmp_path / "cel.csv"
    file.write_text(LINE + LINE.replace("36301234567", "36201111111") + LINE)
    before = file.read_text()
    assert list(veil_files(tmp_path, VEIL)) == [(str(file), True)]
    after = file.read_text()
    assert len(after) == len(before)
    assert "301234567" not in after
    assert after.splitlines()[1] == before.splitlines()[1]
    first, _, third = after.splitlines()
    assert first == third  # the same person is still the same


def test_a_longer_number_and_an_id_that_contain_it_are_others(tmp_path: Path) -> None:
    text = '"9363012345679","01a-36301234567f","1.36301234567x"\n'
    (tmp_path / "queue_log").write_text(text)
    list(veil_files(tmp_path, VEIL))
    assert (tmp_path / "queue_log").read_text() == text


def test_records_put_aside_are_gone_through_too_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "cdr.csv.1"
    file.write_text(LINE)
    list(veil_files(tmp_path, VEIL))
    once = file.read_bytes()
    list(veil_files(tmp_path, VEIL))
    assert file.read_bytes() == once
    assert b"301234567" not in once
