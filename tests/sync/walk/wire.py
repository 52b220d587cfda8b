"""The network between phones and a server in this process, and the blows that fall on either.

A request may never arrive, its answer may be lost, it may arrive twice or once more much later, and the server may
lose its power just before or just after a commit. `luck` decides; when it is calm nothing of that happens.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from flask import Flask

from server.db import db

FAULTS = ("lost", "deaf", "twice", "late", "cut_before_commit", "cut_after_commit")


class Lost(Exception):
    """The phone has no answer: it cannot know whether the server has."""


class PowerCut(BaseException):
    """The server stops between two instructions; nothing in it may catch this."""


@dataclass(frozen=True)
class Request:
    """What is on its way."""

    token: str
    method: str
    path: str
    query: dict[str, Any]
    body: bytes | None


@dataclass(frozen=True)
class Answer:
    status: int
    json: dict[str, Any]


class Wire:
    """Carries requests to the server; `faults` counts what befell them."""

    def __init__(self, app: Flask, calm: float) -> None:
        self.client = app.test_client(use_cookies=False)
        #: Share of requests to which nothing happens.
        self.calm = calm
        self.faults: dict[str, int] = dict.fromkeys(FAULTS, 0)
        self._late: list[Request] = []
        self._cut: str | None = None

    @contextmanager
    def live(self) -> Iterator[None]:
        """While this is open the server can lose its power at a commit."""
        session: Any = db.session
        session.commit = self._commit
        try:
            yield
        finally:
            del session.commit

    def _commit(self) -> None:
        if self._cut == "cut_before_commit":
            self._cut = None
            raise PowerCut
        db.session().commit()
        if self._cut == "cut_after_commit":
            self._cut = None
            raise PowerCut

    # --- asking --------------------------------------------------------------------------------

    def ask(self, luck: random.Random | None, request: Request) -> Answer:
        """Send a request; raises Lost when no answer comes back. Without `luck` it is calm."""
        fault = self._fault(luck)
        if fault == "lost":
            raise Lost
        if fault == "late":
            self._late.append(request)
            raise Lost
        self._cut = fault if fault and fault.startswith("cut") else None
        try:
            answer = self._carry(request)
            if fault == "twice":
                answer = self._carry(request)
        except PowerCut as blow:
            db.session.remove()
            raise Lost from blow
        finally:
            self._cut = None
        if fault in ("deaf", "cut_after_commit"):  # nothing was committed, and the answer is lost all the same
            raise Lost
        return answer

    def _fault(self, luck: random.Random | None) -> str | None:
        if luck is None or luck.random() < self.calm:
            return None
        fault = luck.choice(FAULTS)
        self.faults[fault] += 1
        return fault

    def deliver_late(self, luck: random.Random) -> None:
        """A request that was given up long ago arrives after all; nobody hears the answer."""
        if self._late:
            self._carry(self._late.pop(luck.randrange(len(self._late))))

    def _carry(self, request: Request) -> Answer:
        headers = {"Authorization": f"Bearer {request.token}"}
        answer = self.client.open(
            f"/api/v1{request.path}",
            method=request.method,
            headers=headers,
            query_string=request.query,
            data=request.body,
            content_type="application/json",
        )
        told = orjson.loads(answer.data) if answer.data else {}
        assert answer.status_code < 500, (request.path, told)
        return Answer(answer.status_code, told)
