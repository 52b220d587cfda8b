"""A small tus client that can behave badly: stop half-way, hang, or send the same thing twice."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import socket
import struct
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)

    @property
    def offset(self) -> int:
        return int(self.headers["upload-offset"])

    @property
    def code(self) -> str:
        return json.loads(self.body)["code"]


class Tus:
    """Requests of one person."""

    def __init__(self, host: str, port: int, name: str) -> None:
        self.host, self.port, self.name = host, port, name

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=15)
        try:
            connection.request(
                method, path, body, self._headers(headers), encode_chunked="Transfer_Encoding" in headers
            )
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.name}", "Tus-Resumable": "1.0.0"} | {
            name.replace("_", "-"): value for name, value in more.items()
        }

    def create(self, content: bytes, **metadata: str) -> str:
        """An upload for these bytes; returns its path."""
        answer = self.create_answer(content, **metadata)
        assert answer.status == 201, answer
        return answer.headers["location"]

    def create_answer(self, content: bytes, **metadata: str) -> Answer:
        words = {"sha256": hashlib.sha256(content).hexdigest(), "filename": "照片.jpg", "filetype": "image/jpeg"}
        return self.ask(
            "POST", "/api/v1/uploads", Upload_Length=str(len(content)), Upload_Metadata=packed(words | metadata)
        )

    def head(self, path: str) -> Answer:
        return self.ask("HEAD", path)

    def patch(self, path: str, at: int, part: bytes, **headers: str) -> Answer:
        return self.ask(
            "PATCH", path, part, Upload_Offset=str(at), Content_Type="application/offset+octet-stream", **headers
        )

    def begin_patch(self, path: str, at: int, announced: int, part: bytes) -> socket.socket:
        """Announce so many bytes, send only `part`, and keep the connection open."""
        connection = socket.create_connection((self.host, self.port), timeout=15)
        head = self._headers(
            {
                "Host": "x", "Upload-Offset": str(at), "Content-Length": str(announced),
                "Content-Type": "application/offset+octet-stream",
            }
        )  # fmt: skip
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        connection.sendall(f"PATCH {path} HTTP/1.1\r\n{lines}\r\n".encode() + part)
        return connection


def cut(connection: socket.socket) -> None:
    """Break a connection as a lost network does: no farewell, a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def read_status(connection: socket.socket) -> int:
    """The status of the answer on a raw connection."""
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    return answer.status


def packed(metadata: dict[str, Any]) -> str:
    return ",".join(f"{key} {base64.b64encode(str(value).encode()).decode()}" for key, value in metadata.items())
