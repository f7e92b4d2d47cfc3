"""Recorded talks: announced, both sides in the file, silence while paused; refused or not asked for, no file at all;
and of a talk during which the engine is killed a whole one."""

import asyncio
import os
import re
import signal
import wave
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import numpy as np
import pytest

from ivr.asterisk.far_end_phones import answers
from ivr.speech.recording import read_audio

DEPARTMENTS = "101"
NORA, OTTO, PETRA = "agent-nora", "agent-otto", "agent-petra"
CALLER_SAYS = "This telephone does not belong to an agent."  # clips no menu of this test plays
AGENT_SAYS, UNHEARD = "You are paused.", "You are not logged in."
PLAYER = re.compile(r'src="(/recordings/[^"]+\.wav)"')
PATIENCE_S = 60.0
SLICE = 160  # samples: 20 ms
LEAST_SLICES, APART_SLICES = 7, 50
PASSWORD = "a long enough secret 7"

pytestmark = pytest.mark.long


def sides(file: Path, folder: Path) -> tuple[Path, Path]:
    """Caller and agent of a recording, each as a file one can listen to."""
    with wave.open(str(file), "rb") as both:
        assert (both.getnchannels(), both.getframerate()) == (2, 8000)
        pairs = np.frombuffer(both.readframes(both.getnframes()), "<i2").reshape(-1, 2)
    paths = folder / "caller.wav", folder / "agent.wav"
    for path, samples in zip(paths, pairs.T, strict=True):
        with wave.open(str(path), "wb") as one:
            one.setnchannels(1)
            one.setsampwidth(2)
            one.setframerate(8000)
            one.writeframes(samples.tobytes())
    return paths


async def taken_over(folder: Path) -> list[Path]:
    """The recordings the worker has put there, once there is one."""
    async with asyncio.timeout(30.0):
        while not (files := list(folder.glob("*.wav"))):  # noqa: ASYNC110, ASYNC240 - it is another process that moves
            await asyncio.sleep(0.2)
    return files


def tones(file: Path) -> list[int]:
    """How many tones an agent heard each time he had pressed the key."""
    sound = read_audio(file)
    slices = sound[: sound.size // SLICE * SLICE].reshape(-1, SLICE)
    spectrum = np.abs(np.fft.rfft(slices)) ** 2
    pure = (spectrum[:, SLICE * 1000 // 8000] > 0.8 * spectrum.sum(axis=1)) & (np.abs(slices).max(axis=1) > 0.02)
    (edges,) = np.nonzero(np.diff(np.concatenate(([False], pure, [False])).astype(int)))
    begins = [begin for begin, end in zip(edges[::2], edges[1::2], strict=True) if end - begin >= LEAST_SLICES]
    pauses = [place for place in range(1, len(begins)) if begins[place] - begins[place - 1] > APART_SLICES]
    return [len(one) for one in np.split(np.array(begins), pauses)]


def texts(world, file: Path) -> list[str]:
    return [words.text for words in world.ear.listen(file).words]


async def test_what_is_recorded_and_what_is_not(world, tmp_path: Path) -> None:
    """One is recorded but for a pause by the agent's key, one refuses, of one nobody asks for it."""
    script = (
        f"wait:5 say:{world.speech(AGENT_SAYS)} wait:3 *1 wait:2 say:{world.speech(UNHEARD)} wait:4 *1 wait:3 hangup"
    )
    world.far_end.phone(NORA).behave(answers(script, after_s=0.2))
    world.far_end.phone(OTTO).behave(answers("wait:3 hangup", after_s=0.2))
    world.far_end.phone(PETRA).behave(answers("wait:3 hangup", after_s=0.2))
    await world.log_in(NORA, PETRA)
    told = await world.call("wait:1 9 wait:60", DEPARTMENTS)
    on_demand = await world.call("wait:1 0 wait:30", DEPARTMENTS)
    talk = await world.arrival(NORA)
    await talk.settled.wait()
    await asyncio.sleep(1.0)
    await world.far_end.speak(told, world.speech(CALLER_SAYS))
    await world.log_in(OTTO)
    refuses = await world.call("wait:1 9 wait:3 9 wait:30", DEPARTMENTS)
    rows = await world.records([told, on_demand, refuses], within_s=60.0)
    assert [row["disposition"] for row in rows] == ["served"] * 3
    assert world.hears(told, "recording_notice", "recording_refusal_key")
    assert world.hears(refuses, "recording_notice", "recording_refused")
    assert world.hears(on_demand, "recording_notice")
    legs = [leg["leg_id"] for row in rows for leg in row["legs"] if leg["kind"] == "agent"]
    kept = world.house.settings.home / "talks"

    assert tones(talk.recording) == [2, 1]  # paused, kept again
    (file,) = await taken_over(kept)
    assert file.stem == legs[0]
    assert file.stat().st_mode & 0o777 == 0o600
    caller, agent = sides(file, tmp_path)
    assert CALLER_SAYS in texts(world, caller)
    assert AGENT_SAYS in texts(world, agent)
    assert UNHEARD not in texts(world, agent)
    assert UNHEARD in texts(world, told.recording)


async def back(world, engine: int) -> None:
    """Another engine than this one is up."""
    async with asyncio.timeout(PATIENCE_S):
        while not await world.house.is_back(engine):  # noqa: ASYNC110 - it is another process that moves
            await asyncio.sleep(0.3)


def signed_in(link: str) -> OpenerDirector:
    """The administrator's browser, without its pictures."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', _page(browser, link))
    assert token
    form = {"csrf_token": token[1], "password": PASSWORD, "again": PASSWORD}
    browser.open(link, urlencode(form).encode(), timeout=PATIENCE_S).close()
    return browser


def _page(browser: OpenerDirector, address: str) -> str:
    with browser.open(address, timeout=PATIENCE_S) as answer:
        return answer.read().decode()


async def played(world, call_id: str, folder: Path) -> Path:
    """What the player of the call's page plays, once the recording is there."""
    printed = await world.house.verb("accounts", "link", "admin")
    browser, console = signed_in(re.search(r"http\S+", printed)[0]), world.house.settings.console_url
    async with asyncio.timeout(PATIENCE_S):
        while not (found := PLAYER.search(_page(browser, f"{console}/calls/{call_id}"))):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.5)
    with browser.open(console + found[1], timeout=PATIENCE_S) as sound:
        (folder / "talk.wav").write_bytes(sound.read())
    return folder / "talk.wav"


async def test_the_recording_of_a_talk_outlives_the_engine(world, tmp_path: Path) -> None:
    script = f"wait:2 say:{world.speech(AGENT_SAYS)} wait:15 say:{world.speech(CALLER_SAYS)} wait:120"
    world.far_end.phone(NORA).behave(answers(script, after_s=0.2))
    await world.log_in(NORA)
    call = await world.call("wait:1 9 wait:180", DEPARTMENTS, max_s=200.0)
    await (await world.arrival(NORA, within_s=30.0)).settled.wait()
    await asyncio.sleep(7.0)  # the first words are said
    engine = (await world.house.status())["pids"]["engine"]
    os.kill(engine, signal.SIGKILL)
    await back(world, engine)
    await asyncio.sleep(20.0)  # the second words are said
    await world.far_end.hang_up(call)

    record = await world.record(call, within_s=PATIENCE_S)
    recording = await played(world, record["call_id"], tmp_path)

    assert record["disposition"] == "served"
    caller, agent = sides(recording, tmp_path)
    assert [text for text in texts(world, agent) if text in {AGENT_SAYS, CALLER_SAYS}] == [AGENT_SAYS, CALLER_SAYS]
    with wave.open(str(caller), "rb") as heard:
        assert heard.getnframes() / heard.getframerate() > 20
