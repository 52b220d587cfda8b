"""A request's body as it comes in over the air.

gunicorn waits until it has as much as it was asked for, and keeps to itself what came before a line broke or went
quiet. A phone would have to send those bytes again, so they are fetched here.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket
from typing import Protocol

from werkzeug.exceptions import ClientDisconnected

#: A connection that sends nothing for so many seconds gives its thread back; what arrived is kept.
SILENCE = 60.0
#: After so many seconds without a byte, what came is handed out: whoever lost his signal soon asks on a new line.
_QUIET = 1.0
#: What is still held when a larger piece cannot be had; below the last of them bytes are not worth a question.
_SMALLER = (8192, 4096, 2048, 1024)
_NOTHING_NOW = (TimeoutError, BlockingIOError, ssl.SSLWantReadError)


class ConnectionLost(Exception):
    """The other side is gone in the middle of a body."""


class Stream(Protocol):
    """The body as Werkzeug hands it out."""

    def read(self, size: int, /) -> bytes | None: ...


class Arriving:
    """A body of `length` bytes (None: the end is marked in it), on gunicorn's connection if it is known."""

    def __init__(self, stream: Stream, length: int | None, connection: socket | None) -> None:
        self._stream, self._length, self._connection = stream, length, connection
        self._came, self._moved = 0, time.monotonic()
        # Where the end is marked in the body, gunicorn takes an interrupted read for the end.
        self._quiet = _QUIET if length is not None else SILENCE
        self._lost: ConnectionLost | None = None

    def read(self, most: int) -> bytes | None:
        """Up to `most` bytes; None when nothing came for a moment; b"" at the end. Raises ConnectionLost."""
        if self._lost:
            raise self._lost
        try:
            part = self._ask(most, self._quiet)
        except (ClientDisconnected, OSError) as error:
            part = self._held(most) if self._length is not None else b""
            if not _only_quiet(error) or time.monotonic() - self._moved >= SILENCE:
                self._lost = ConnectionLost()
                self._lost.__cause__ = error
        if part:
            self._came, self._moved = self._came + len(part), time.monotonic()
            return part
        if self._lost:
            raise self._lost
        if part is None or self._length is None or self._came >= self._length:
            return part
        raise ConnectionLost

    def _ask(self, size: int, patience: float) -> bytes:
        with _waiting(self._connection, patience):
            return self._stream.read(size) or b""

    def _held(self, most: int) -> bytes | None:
        """What had come already, but for less than a kilobyte; None if that is nothing."""
        found = bytearray()
        for size in _SMALLER:
            if len(found) + size <= most:
                try:
                    found += self._ask(size, 0)
                except (ClientDisconnected, OSError):
                    continue
        return bytes(found) or None


@contextmanager
def _waiting(connection: socket | None, patience: float) -> Iterator[None]:
    """Wait so many seconds for a byte, not longer."""
    if connection is None:
        yield
        return
    connection.settimeout(patience)
    try:
        yield
    finally:
        connection.settimeout(SILENCE)


def _only_quiet(error: BaseException) -> bool:
    """Nothing came yet, as opposed to: nothing will come. Werkzeug says both by one name."""
    return isinstance(error, _NOTHING_NOW) or isinstance(error.__context__, _NOTHING_NOW)
