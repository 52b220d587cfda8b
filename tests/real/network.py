"""A bad network between phones and the server: a TCP proxy that drops, cuts, delays and repeats, by a seed.

Each connection carries one request (phones here say `Connection: close`), and the proxy draws its fate when the
request's head is there. What was really sent to the server is counted byte by byte.
"""

from __future__ import annotations

import array
import asyncio
import fcntl
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

#: What may happen to a request, and how often in a thousand; the rest passes.
ROUGH: Mapping[str, int] = {
    "dropped": 40,  # never reaches the server
    "request cut": 60,  # a part of it does
    "answer lost": 60,  # all of it does, and nobody hears the answer
    "answer cut": 40,  # at any byte
    "delayed": 80,
    "twice": 60,  # the server gets it again when it has answered
    "twice at once": 40,
}
CALM: Mapping[str, int] = {}
_SIP = 16 * 1024
_NOT_SENT = 0x894B  # SIOCOUTQNSD, which Python has no name for


@dataclass
class Passage:
    """One connection: what was asked, what became of it, and the bytes the server's socket was given."""

    method: str
    path: str
    fate: str
    length: int
    head_sent: int = 0
    body_sent: int = 0


class BadNetwork:
    """Listens on a port of its own and passes on to `port`, as badly as `weather` says."""

    def __init__(self, port: int, seed: int, weather: Mapping[str, int] = ROUGH) -> None:
        self.upstream, self.weather = port, weather
        self.log: list[Passage] = []
        self._chance = random.Random(seed)
        self._loop = asyncio.new_event_loop()
        #: A stream knows its reader only weakly: what waits and nobody holds is thrown away.
        self._open: set[asyncio.Task[None] | None] = set()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait()

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._server = self._loop.run_until_complete(asyncio.start_server(self._connection, "127.0.0.1", 0))
        self.port: int = self._server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()
        self._server.close()
        # Ending one connection may let another in that the kernel had accepted already.
        while left := asyncio.all_tasks(self._loop):
            for task in left:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            # A socket that was let go is closed in the loop's next turn.
            self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def totals(self) -> Counter[str]:
        """How many requests met which fate."""
        return Counter(each.fate for each in self.log)

    # --- one request ----------------------------------------------------------------------------

    async def _connection(self, phone: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        self._open.add(asyncio.current_task())
        try:
            head = await phone.readuntil(b"\r\n\r\n")
            passage = self._judge(head)
            self.log.append(passage)
            await self._carry(passage, head, phone, back)
        except (OSError, asyncio.IncompleteReadError):
            pass  # the phone or the server went away: the other side is told below
        finally:
            self._open.discard(asyncio.current_task())
            _reset(back)

    def _judge(self, head: bytes) -> Passage:
        first, *fields = head.decode("latin-1").split("\r\n")
        method, path, _ = first.split(" ", 2)
        named = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in fields)}
        fates = [*self.weather, "passed"]
        chances = [*self.weather.values(), 1000 - sum(self.weather.values())]
        fate = self._chance.choices(fates, chances)[0]
        return Passage(method, path.partition("?")[0], fate, int(named.get("content-length", 0)))

    async def _carry(
        self, passage: Passage, head: bytes, phone: asyncio.StreamReader, back: asyncio.StreamWriter
    ) -> None:
        whole = len(head) + passage.length
        if passage.fate == "dropped":
            return
        if passage.fate == "delayed":
            await asyncio.sleep(self._chance.uniform(0.05, 0.4))
        most = self._chance.randrange(whole) if passage.fate == "request cut" else whole
        server, out = await asyncio.open_connection("127.0.0.1", self.upstream)
        try:
            sent = await self._pass_on(passage, head, phone, out, most)
            if len(sent) < whole:  # cut here, or given up by the phone
                return
            again = asyncio.create_task(self._repeat(bytes(sent))) if passage.fate == "twice at once" else None
            answer = await server.read()
            if again:
                await again
        finally:
            passage.body_sent = max(0, passage.body_sent - _never_left(out))
            _reset(out)
        if passage.fate == "twice":
            answer = await self._repeat(bytes(sent)) or answer
        if passage.fate == "answer lost":
            return
        if passage.fate == "answer cut" and answer:
            answer = answer[: self._chance.randrange(len(answer))]
        back.write(answer)
        await back.drain()
        if passage.fate != "answer cut":
            back.close()
            await back.wait_closed()

    async def _pass_on(
        self, passage: Passage, head: bytes, phone: asyncio.StreamReader, out: asyncio.StreamWriter, most: int
    ) -> bytearray:
        """Send what comes from the phone to the server as it comes; returns what was sent."""
        sent = bytearray()
        piece = head
        while piece:
            piece = piece[: most - len(sent)]
            out.write(piece)
            await out.drain()
            sent += piece
            passage.head_sent = min(len(sent), len(head))
            passage.body_sent = len(sent) - passage.head_sent
            left = min(most, len(head) + passage.length) - len(sent)
            piece = await phone.read(min(_SIP, left)) if left > 0 else b""
        return sent

    async def _repeat(self, request: bytes) -> bytes:
        """The same bytes on another connection, as a network does that did not trust the first; its answer."""
        with suppress(OSError):
            server, out = await asyncio.open_connection("127.0.0.1", self.upstream)
            try:
                out.write(request)
                await out.drain()
                return await server.read()
            finally:
                _reset(out)
        return b""


def _never_left(writer: asyncio.StreamWriter) -> int:
    """Bytes still waiting on this side because the server has not read so far; a reset throws them away (Linux)."""
    raw, told = writer.get_extra_info("socket"), array.array("i", [0])
    with suppress(OSError, AttributeError, ValueError):
        fcntl.ioctl(raw.fileno(), _NOT_SENT, told)
    return told[0]


def _reset(writer: asyncio.StreamWriter) -> None:
    """Let go as a lost network does: no farewell."""
    raw = writer.get_extra_info("socket")
    if raw is not None and not writer.is_closing():
        with suppress(OSError):
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.close()
