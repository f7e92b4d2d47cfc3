"""Many open wallboards in a process of their own: when each got which mark; and as many asking a plain route.

python sse_clients.py live|plain URL COOKIES SECONDS     prints JSON; COOKIES is a file, one cookie a line
"""

import asyncio
import json
import re
import sys
import time
import zlib
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

CLIENTS = 300
MARK = re.compile(rb">(9\d{5})</td>")
ROUND_S = 1.0
HEAD = b"\x78\x5e"  # of the whole stream
PACKED = "Accept-Encoding: deflate"


async def connected(url: str, cookie: str, path: str, *, stays: bool) -> tuple[asyncio.StreamReader, bytes, object]:
    """A connection, and the request that is asked over it."""
    where = urlsplit(url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port, limit=2**20)
    kept = "keep-alive" if stays else "close"
    words = (
        f"GET {path} HTTP/1.1",
        f"Host: {where.netloc}",
        f"Cookie: {cookie}",
        f"Connection: {kept}",
        PACKED,
        "",
        "",
    )
    return reader, "\r\n".join(words).encode(), writer


@lru_cache(64)
def marks_in(chunk: bytes) -> frozenset[int]:
    """The marks of a packed message: all clients get the same bytes, so one looks for all."""
    message = chunk.removeprefix(HEAD)
    return frozenset(map(int, MARK.findall(zlib.decompressobj(-zlib.MAX_WBITS).decompress(message))))


async def look(url: str, cookie: str, found: dict[int, list[float]], sizes: list[int]) -> None:
    """One open wallboard: note when each mark is there first."""
    reader, request, writer = await connected(url, cookie, "/wallboard/live", stays=True)
    writer.write(request)
    await reader.readuntil(b"\r\n\r\n")
    seen: set[int] = set()
    got = 0
    try:
        while size := int(await reader.readline(), 16):  # one chunk after the other
            chunk = await reader.readexactly(size + 2)
            at, got = time.monotonic(), got + size
            for mark in marks_in(chunk[:-2]) - seen:
                seen.add(mark)
                found.setdefault(mark, []).append(at)
    finally:
        sizes.append(got)
        writer.close()


async def live(url: str, cookies: list[str], seconds: float) -> dict[str, object]:
    """Every client looks for so long."""
    found: dict[int, list[float]] = {}
    sizes: list[int] = []
    tasks = [asyncio.create_task(look(url, cookies[n % len(cookies)], found, sizes)) for n in range(CLIENTS)]
    await asyncio.sleep(seconds)
    ended = [task for task in tasks if task.done()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return {"marks": found, "ended": len(ended), "bytes": sum(sizes)}


async def plain(url: str, cookies: list[str], seconds: float) -> dict[str, object]:
    """Every client asks a plain route, all at the same moment, round after round."""
    ends, took = time.monotonic() + seconds, []
    kept = [await connected(url, cookies[n % len(cookies)], "/healthz", stays=True) for n in range(CLIENTS)]
    while time.monotonic() < ends:
        begun = time.monotonic()
        took += await asyncio.gather(*(ask(*one, begun) for one in kept))
        await asyncio.sleep(max(0.0, ROUND_S - (time.monotonic() - begun)))
    for _, _, writer in kept:
        writer.close()
    return {"took": took}


async def ask(reader: asyncio.StreamReader, request: bytes, writer: asyncio.StreamWriter, begun: float) -> float:
    """Seconds until the whole answer was there."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: (\d+)", head)
    assert length, head
    await reader.readexactly(int(length[1]))
    return time.monotonic() - begun


def main() -> None:
    """Do what is asked and print what came of it."""
    kind, url, cookies, seconds = sys.argv[1], sys.argv[2], Path(sys.argv[3]).read_text().split(), float(sys.argv[4])
    print(json.dumps(asyncio.run((live if kind == "live" else plain)(url, cookies, seconds))))


if __name__ == "__main__":
    main()
