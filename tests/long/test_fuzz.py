"""Readers of what others wrote, fed with invented bytes for 30 seconds each: atheris, when it is installed."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
TARGET = Path(__file__).with_name("fuzz_readers.py")
SECONDS = 30
SEEDS = {
    "agi": [b"agi_network: yes\nagi_network_script: inbound\n\n200 result=0\nHANGUP\n520-Usage\nx\n520 End\n"],
    "ami": [b"Event: Hangup\r\nChannel: a\r\nCause: 16\r\n\r\nResponse: Success\r\nActionID: 1\r\n\r\n"],
    "cel": [b'"HANGUP","2026-11-22 04:58:40.123456","17.1","17.1","a","1","100","call","AGI","","","","{""a"":16}"\n'],
    "prompts": [b'welcome:\n  en: Welcome to {name}.\n  hu: "Hell\xc3\xb3"\n', (PROJECT / "prompts/prompts.yaml")],
    "menus": sorted((PROJECT / "dialplans/menus").glob("*.yaml")),
    "centre": [PROJECT / "tests/acceptance/calls/centre.yaml"],
    "script": [b"wait:3 2 silence:1 # hangup"],
}


@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None,
    reason="atheris is not installed: `.ivr/venv/bin/python -m pip install atheris` (or the extra `fuzz`)",
)
@pytest.mark.parametrize("name", SEEDS)
def test_no_invented_bytes_bring_out_more_than_a_readers_own_error(name: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(SEEDS[name]):
        (corpus / str(number)).write_bytes(seed if isinstance(seed, bytes) else seed.read_bytes())
    done = subprocess.run(
        [sys.executable, str(TARGET), name, str(SECONDS)],
        cwd=tmp_path, capture_output=True, timeout=SECONDS * 4, check=False,
    )  # fmt: skip
    told = done.stderr.decode(errors="replace")
    ran = re.search(r"number_of_executed_units: (\d+)", told)
    print(f"{name}: {ran[1] if ran else 'no'} inputs in {SECONDS} s")
    assert done.returncode == 0, told[-3000:] + done.stdout.decode(errors="replace")[-3000:]
    assert ran
    assert int(ran[1]) > 100
