"""The door frame: how a request becomes a caller, and how an answer or a problem leaves.

Every route asks for a signed-in caller unless it says `@open_door`. Problems leave as RFC 9457 documents in
the person's language; unknown errors leave as `internal` with a number that the log carries too.
"""

from __future__ import annotations

import base64
import secrets
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, cast

import flask
import marshmallow as ma
import orjson
import structlog
from apispec import APISpec, BasePlugin
from flask import Flask, Response, g, request
from flask.json.provider import JSONProvider
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge
from werkzeug.routing import Rule

from . import problems
from .permissions import Caller
from .problems import Problem, problem

log = structlog.get_logger()
View = TypeVar("View", bound=Callable[..., Any])

SessionEnded = problem(
    "session_ended",
    401,
    ("请重新登录", "登录已经过期，请重新登录；本机存的都还在。"),
    ("Please sign in again", "Your session has ended; sign in again. Everything saved on this phone is kept."),
)
CrossSite = problem(
    "cross_site",
    403,
    ("请求来自别的网站", "这个请求来自别的网站，没有执行。"),
    ("From another site", "This request came from another site and was not carried out."),
)

_identify: Callable[[], Caller] | None = None


def identify_with(function: Callable[[], Caller]) -> None:
    """Say how a request becomes a caller; `people` does, so that the doors below need not know it."""
    global _identify
    _identify = function


def open_door(view: View) -> View:
    """Let this view be reached without signing in."""
    view.open_door = True  # type: ignore[attr-defined]
    return view


def caller() -> Caller:
    """Who is asking. Raises SessionEnded when nobody is signed in."""
    if "caller" not in g:
        if _identify is None:
            raise SessionEnded
        known = _identify()
        g.caller = replace(known, locale=_asked_for() or known.locale)
    return g.caller


def locale() -> str:
    """The language to answer in: the one the screen is in, else the account's, else Chinese."""
    return g.caller.locale if "caller" in g else _asked_for() or "zh"


def _asked_for() -> str | None:
    """The language that the request asks for: the app says the one its screen is in."""
    return request.accept_languages.best_match(problems.LOCALES)


class ProblemSchema(ma.Schema):
    """RFC 9457: what happened, what was kept, what to do."""

    class Meta:
        unknown = ma.INCLUDE

    type = ma.fields.String(metadata={"description": "Where this kind of problem is described"})
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    code = ma.fields.String(required=True, metadata={"description": "Stable; programs decide by it"})
    detail = ma.fields.String(required=True, metadata={"description": "In the user's language"})
    errors = ma.fields.Dict(metadata={"description": "For `invalid`: messages by field"})


class Blueprint(SmorestBlueprint):
    """Ours, so that doors import one name; reads JSON bodies, answers with problems."""


class OrjsonProvider(JSONProvider):
    """Quick, and writes Chinese as it is."""

    def dumps(self, obj: Any, **_: Any) -> str:
        return orjson.dumps(obj, default=str).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        body = orjson.dumps(self._prepare_response_obj(args, kwargs), default=str)
        return Response(body, mimetype="application/json")


def answer(trouble: Problem) -> Response:
    """A problem as the answer to this request."""
    # errors inside a list are named by their place, which is a number
    body = orjson.dumps(trouble.document(locale()), default=str, option=orjson.OPT_NON_STR_KEYS)
    response = Response(body, trouble.status, mimetype="application/problem+json")
    response.headers.update(trouble.headers)
    return response


class DoorPlates(BasePlugin):
    """Writes on every operation what generated clients need: a name of its own, and whether it wants a sign-in."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self._app = app

    def operation_helper(
        self, path: str | None = None, operations: dict[str, Any] | None = None, *, rule: Rule, **_: Any
    ) -> None:
        blueprint, _dot, view = rule.endpoint.rpartition(".")
        of_class = hasattr(self._app.view_functions[rule.endpoint], "view_class")
        open_ = getattr(self._app.view_functions[rule.endpoint], "open_door", False)
        for method, operation in (operations or {}).items():
            name = f"{method}_{view.removesuffix('View').lower()}" if of_class else view
            operation["operationId"] = f"{blueprint}_{name}"
            operation["security"] = [] if open_ or method == "options" else [{"token": []}, {"cookie": []}]


class Api(SmorestApi):
    """Documents every route, and gives all errors one shape."""

    ERROR_SCHEMA = ProblemSchema

    def __init__(self, app: Flask) -> None:
        self._unwritten: list[Blueprint] = []
        self._writing = threading.Lock()
        super().__init__(app)

    def init_app(self, app: Flask, *, spec_kwargs: dict[str, Any] | None = None) -> None:
        super().init_app(app, spec_kwargs={"extra_plugins": [DoorPlates(app)], **(spec_kwargs or {})})

    def register_blueprint(self, blueprint: Blueprint, **options: Any) -> None:  # type: ignore[override]
        """Open the doors of a blueprint. They are written down when somebody reads the document: half of what it
        takes to start a process is writing what hardly any process is asked for.
        """
        app = cast("Flask", self._app)
        app.extensions["flask-smorest"]["blp_name_to_api"][blueprint.name] = self
        app.register_blueprint(blueprint, **options)
        self._unwritten.append(blueprint)

    def write_down(self) -> None:
        """Bring the document to what is open; once, however many ask at a time."""
        with self._writing:
            while self._unwritten:
                blueprint = self._unwritten.pop(0)
                blueprint.register_views_in_doc(self, self._app, self.spec, name=blueprint.name, parameters=None)
                cast("APISpec", self.spec).tag({"name": blueprint.name, "description": blueprint.description})

    def _openapi_json(self) -> Response:
        self.write_down()
        return super()._openapi_json()

    def _register_responses(self) -> None:
        """Describe every error under the media type it travels as."""
        usual = self.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = usual

    def handle_http_exception(self, error: HTTPException) -> Response:  # type: ignore[override]
        if isinstance(error.response, Response):
            return error.response
        data: dict[str, Any] = getattr(error, "data", None) or {}
        known: dict[int, type[Problem]] = {
            400: problems.BadRequest,
            401: SessionEnded,
            403: problems.NotPermitted,
            404: problems.NotFound,
            405: problems.MethodNotAllowed,
            413: problems.TooLarge,
            415: problems.UnsupportedType,
            422: problems.Invalid,
            429: problems.TooMany,
            503: problems.Unavailable,
        }
        kind = known.get(error.code or 500, problems.BadRequest if (error.code or 500) < 500 else problems.Internal)
        trouble = kind(errors=_flat(data["messages"])) if "messages" in data else kind()
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            trouble.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        if isinstance(error, RequestEntityTooLarge):
            trouble.extra["limit"] = flask.current_app.config["MAX_CONTENT_LENGTH"]
        return answer(trouble)


def _flat(messages: Any) -> Any:
    """webargs nests by place (json, query); people need the field."""
    if (
        isinstance(messages, dict)
        and len(messages) == 1
        and next(iter(messages)) in {"json", "query", "form", "files", "headers", "json_or_form", "path"}
    ):
        inner = next(iter(messages.values()))
        return inner if isinstance(inner, dict) else {"_": inner}
    return messages


def install(app: Flask) -> None:
    """Hang the door frame on the app: sign-in, cross-site guard, problems, headers."""
    app.json = OrjsonProvider(app)
    app.before_request(_guard)
    app.after_request(_headers)
    app.register_error_handler(Problem, answer)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _unknown)


def _guard() -> None:
    """A foreign page can send neither the header (without CORS) nor a same-site fetch."""
    g.pop("caller", None)  # whoever opened an app context around several requests is not the caller of all
    if request.endpoint is None or request.method == "OPTIONS":
        return
    unsafe = request.method not in {"GET", "HEAD"}
    if unsafe and request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise CrossSite
    bearer = request.headers.get("Authorization", "").startswith("Bearer ")
    if unsafe and not bearer and request.headers.get("X-Xunan") != "1" and request.cookies:
        raise CrossSite
    view = flask.current_app.view_functions.get(request.endpoint)
    if getattr(view, "open_door", False) or request.blueprint in (None, "api-docs", "site"):
        return
    caller()


def _headers(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    response.headers.setdefault(
        "Permissions-Policy", "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()"
    )
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; "
        "worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    if request.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
        response.vary.add("Accept-Language")
    return response


def _busy(error: OperationalError) -> Response:
    """The database did not answer in time: nothing was written, and trying again is safe."""
    log.warning("database_busy", error=type(error.orig).__name__)
    trouble = problems.Unavailable(retry_after=2)
    trouble.headers["Retry-After"] = "2"
    return answer(trouble)


def _unknown(error: Exception) -> Response:
    if isinstance(error, HTTPException):
        return error.get_response()  # type: ignore[return-value]
    number = secrets.token_hex(4)
    log.exception("internal", number=number, path=request.path)
    return answer(problems.Internal(number=number))


def page_cursor(*words: Any) -> str:
    """An opaque cursor for paging through a list."""
    return base64.urlsafe_b64encode(orjson.dumps(words)).rstrip(b"=").decode()


def read_page_cursor(cursor: str | None, length: int) -> list[Any] | None:
    """The words of a cursor. Raises Invalid if it was not made by `page_cursor` with as many."""
    if not cursor:
        return None
    try:
        words = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise problems.Invalid(errors={"cursor": ["unreadable"]}) from error
    if not isinstance(words, list) or len(words) != length:
        raise problems.Invalid(errors={"cursor": ["unreadable"]})
    return words
