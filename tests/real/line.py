"""How a phone of a test talks through a real network: one connection a request, and trouble is told as trouble."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode


class NoSignal(Exception):
    """No answer was heard, or not the whole of it; whether the server took the request is unknown."""


@dataclass(frozen=True)
class Heard:
    """A whole answer."""

    status_code: int
    headers: Mapping[str, str]
    body: bytes

    @cached_property
    def json(self) -> Any:
        try:
            return json.loads(self.body)
        except ValueError as error:  # a proxy's page, or a cut head that was taken for an answer
            raise NoSignal from error


class Line:
    """Stands in for a test client of the app (`tests.phone.Phone` asks for no more than this)."""

    def __init__(self, port: int, patience: float = 20) -> None:
        self.port, self.patience = port, patience

    def post(self, path: str, json: Any) -> Heard:
        return self.open(path, json=json)

    def open(
        self, path: str, *, method: str = "POST", headers: Mapping[str, str] | None = None, json: Any = None,
        data: bytes | None = None, content_type: str = "application/json",
        query_string: Mapping[str, Any] | None = None,
    ) -> Heard:  # fmt: skip
        """Ask and hear the whole answer. Raises NoSignal."""
        body = data if json is None else _written(json)
        more = {"Connection": "close"} | ({"Content-Type": content_type} if body is not None else {})
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        try:
            address = f"{path}?{urlencode(query_string)}" if query_string else path
            connection.request(method, address, body, {**more, **(headers or {})})
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoSignal from error
        finally:
            connection.close()
        named = {name.lower(): value for name, value in answer.getheaders()}
        if "connection" not in named or ("content-length" not in named and answer.status not in (204, 304)):
            raise NoSignal  # the head itself was cut
        return Heard(answer.status, named, content)


def _written(said: Any) -> bytes:
    return json.dumps(said).encode()
