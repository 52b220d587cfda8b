"""What the peers' clients have in common: a kept connection, JSON, and a server to wait for."""

from __future__ import annotations

import http.client
import json
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class Plain:
    """One client's connection, kept open; answers come unpressed."""

    def __init__(self, port: int, headers: Mapping[str, str] | None = None) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self._headers = {"Content-Type": "application/json", "Accept-Encoding": "identity", **(headers or {})}

    def send(self, method: str, path: str, body: bytes | None = None) -> bytes:
        self._connection.request(method, path, body, self._headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content

    def close(self) -> None:
        self._connection.close()

    def ask(self, method: str, path: str, said: Any = None) -> Any:
        return json.loads(self.send(method, path, None if said is None else written(said)))

    def timed(self, path: str) -> tuple[float, Any]:
        """Milliseconds of a GET, and what it brought; reading that is not the server's work."""
        began = time.perf_counter()
        content = self.send("GET", path)
        return (time.perf_counter() - began) * 1000, json.loads(content)


def written(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode()


@contextmanager
def running(words: Sequence[str], folder: Path, ready: Plain, path: str) -> Iterator[None]:
    """The server that `words` start, from when it answers until the block ends."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                ready.send("GET", path)
                break
            except (OSError, http.client.HTTPException, RuntimeError):
                ready.close()  # one that was refused once takes no further question
                if time.monotonic() > until or process.poll() is not None:
                    raise RuntimeError((folder / "log").read_text()[-2000:]) from None
                time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)
