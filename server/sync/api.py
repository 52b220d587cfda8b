"""The doors of sync: push, pull, and the hint that a pull is worth while."""

from __future__ import annotations

import gzip
from typing import Any

import brotli
import orjson
from flask import Response, request

from .. import clock
from ..db import one_snapshot
from ..permissions import Caller
from ..web import Blueprint, caller
from .deliver import deliver, has_news, read_cursor, scope_of
from .envelope import MAX_BYTES, PushTooLarge, read
from .receive import DeviceMismatch, receive, server_words
from .schemas import AnswerSchema, EventsQuery, EventsSchema, PullQuery, PullSchema, PushSchema
from .upcast import MIN_SCHEMA

sync = Blueprint("sync", "sync", url_prefix="/sync", description="What a phone and the server say to each other")

#: Smaller answers are not worth the work of pressing them.
_WORTH_PRESSING = 1400


@sync.post("/push")
@sync.doc(requestBody={"required": True, "content": {"application/json": {"schema": PushSchema}}})
@sync.response(200, AnswerSchema)
def push() -> Response:
    """Take a batch of ops: each once, in order, without gaps; one result for each."""
    by, received = caller(), clock.now()
    body = _body()
    taken = receive(read(body, received), by, received)
    return _answer({"results": taken.results, **server_words(taken)})


@sync.get("/pull")
@sync.arguments(PullQuery(), location="query")
@sync.response(200, PullSchema)
def pull(query: dict[str, Any]) -> Response:
    """What changed for the caller since his cursor, each record once, at its newest state."""
    by = _of_this_device()
    page = deliver(by, query.get("cursor"), query["limit"])
    return _answer(
        {
            "changes": page.changes,
            "cursor": page.cursor,
            "more": page.more,
            "reset": page.reset,
            "last_seq": page.last_seq,
            "epoch": page.epoch,
            "min_schema": MIN_SCHEMA,
            "server_time": clock.stamp(),
        }
    )


@sync.get("/events")
@sync.arguments(EventsQuery(), location="query")
@sync.response(200, EventsSchema)
def events(query: dict[str, Any]) -> Response:
    """Whether a pull from this cursor would bring anything; no content. Answers from an index."""
    by = _of_this_device()
    cursor = read_cursor(query["cursor"])
    if cursor is None or cursor.scope != scope_of(by):
        return _answer({"changed": True})
    with one_snapshot() as connection:
        return _answer({"changed": has_news(connection, by.keys, cursor.seq, cursor.epoch)})


def _of_this_device() -> Caller:
    """Two people on one phone share one cookie jar: the phone says for which of them it reads."""
    by, said = caller(), request.headers.get("X-Xunan-Device")
    if said is not None and said.lower() != by.device_id:
        raise DeviceMismatch
    return by


def _body() -> bytes:
    """The request's bytes; what is far above the limit is not even read."""
    length = request.content_length
    if length is not None and length > 16 * MAX_BYTES:
        raise PushTooLarge(max_bytes=MAX_BYTES, max_ops=200)
    return request.get_data()


def _answer(words: dict[str, Any]) -> Response:
    """JSON, pressed cheaply: brotli at a low level costs less than sending the bytes."""
    body = orjson.dumps(words)
    response = Response(mimetype="application/json")
    response.vary.add("Accept-Encoding")
    accepted = request.accept_encodings
    if len(body) > _WORTH_PRESSING and accepted.quality("br") > 0:
        body, response.headers["Content-Encoding"] = brotli.compress(body, quality=1), "br"
    elif len(body) > _WORTH_PRESSING and accepted.quality("gzip") > 0:
        body, response.headers["Content-Encoding"] = gzip.compress(body, 1), "gzip"
    response.set_data(body)
    return response
