"""What the server hands out beside the API: the phone's app, health for machines, and pages for people.

The app is a single page, so every address that is not a file and not the API answers with its `index.html`.
Files with a hash in their name never change and may be kept for ever; everything else is asked for again.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import UUID

import marshmallow as ma
from flask import Flask, Response, current_app, redirect, render_template, request, send_file
from werkzeug.exceptions import NotFound as NoSuchAddress
from werkzeug.security import safe_join

from . import readiness
from .db import one_snapshot, reading
from .draws import keeping
from .draws import queries as draws
from .papers import proof
from .problems import NotFound, Problem, problem
from .settings import Settings
from .web import Blueprint, answer, caller, open_door

NotReady = problem(
    "not_ready", 503,
    ("服务器还没有准备好", "服务器还没有准备好：{missing}。手机上的内容都还在，会自动再试。"),
    ("The server is not ready", "The server is not ready: {missing}. What is on the phone is kept and sent later."),
)  # fmt: skip

#: A place in a sentence that each answer fills in.
_FILLED_IN = re.compile(r"\{\w+\}")
#: Beside `app.js` the build lays `app.js.br` and `app.js.gz`.
_SQUEEZED = (("br", ".br"), ("gzip", ".gz"))
_TYPES = {
    ".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".webmanifest": "application/manifest+json",
    ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg",
    ".woff2": "font/woff2", ".ico": "image/x-icon", ".txt": "text/plain",
}  # fmt: skip

about = Blueprint("about", "about", url_prefix="/about", description="What this server is")


class AboutSchema(ma.Schema):
    """What a client may know before anybody signs in."""

    name = ma.fields.String(required=True)
    version = ma.fields.String(required=True, metadata={"description": "Version of the server"})
    demo = ma.fields.Boolean(required=True, metadata={"description": "A demo installation: nothing in it is real"})


@about.route("")
@open_door
@about.response(200, AboutSchema)
def what_this_is() -> dict[str, Any]:
    """Say what this server is; a sign-in page marks a demo by it."""
    settings: Settings = current_app.config["SETTINGS"]
    return {"name": "Xun'an 巡安", "version": version("xunan"), "demo": settings.demo}


def install(app: Flask, static: Path) -> None:
    """Hang pages and files on the app; `static` holds `app/` (built) and `site/` (pages for people)."""
    built, own = static / "app", static / "site"

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        """This process answers."""
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> Response | dict[str, Any]:
        """Database, schema and disk are there, so that a balancer may send people here."""
        missing = readiness.missing(app.config["SETTINGS"])
        if missing:
            return answer(NotReady(missing="; ".join(missing)))
        return {"status": "ready"}

    @app.get("/api/v1/docs")
    def docs() -> Response:
        """The API for people, read from the same document that programs read."""
        return hand_out(own, "docs.html")

    @app.get("/site/<path:name>")
    def site_file(name: str) -> Response:
        return hand_out(own, name)

    @app.get("/problems/<code>")
    def problem_page(code: str) -> str:
        """The address in a problem document's `type`: what it means, in both languages."""
        kind = _kinds().get(code)
        if kind is None:
            raise NotFound
        # who, when and how many are told by each answer itself
        words = {language: _FILLED_IN.sub("…", said) for language, (_, said) in kind.words.items()}
        return render_template("problem.html", kind=kind, words=words)

    @app.get("/papers/<any(walkthroughs, hazards):kind>/<uuid:record>")
    def paper_page(kind: str, record: UUID) -> Any:
        """What the code on a paper opens: the record for those signed in, its number, state and digest for others."""
        with reading() as connection:
            found = proof.KINDS[kind](connection, str(record))
        if found is not None and _somebody():
            return redirect(found.app)
        page = render_template("paper.html", proof=found)
        return Response(page, 200 if found else 404, headers={"Cache-Control": "no-store"})

    @app.get("/draws/<uuid:draw_id>")
    def draw_page(draw_id: UUID) -> Response:
        """A draw for everybody: what is needed to repeat it, and whether it was as announced."""
        with one_snapshot() as connection:
            told = draws.public(connection, str(draw_id))
        response = Response(render_template("draw.html", draw=told), mimetype="text/html")
        response.headers["Cache-Control"] = keeping.for_how_long(told)
        # The page is in one language, whoever asks; its words may change with the program.
        response.add_etag()
        response.make_conditional(request)
        return response

    @app.get("/")
    def home() -> Response:
        return _page(built)

    @app.errorhandler(404)
    def elsewhere(_: NoSuchAddress) -> Response:
        """No route: a file of the app, or an address inside the app; the API's own 404 stays a problem."""
        unrouted = request.routing_exception is not None and request.method in {"GET", "HEAD"}
        if not unrouted or request.path.startswith(("/api/", "/site/")):
            return answer(NotFound())
        name = request.path.lstrip("/")
        if "." in name.rsplit("/", 1)[-1] or name.startswith("assets/"):
            try:
                return hand_out(built, name)
            except NotFound as missing:
                return answer(missing)
        return _page(built)


def _somebody() -> bool:
    """Is whoever asks signed in?"""
    try:
        caller()
    except Problem:
        return False
    return True


def _page(built: Path) -> Response:
    if not (built / "index.html").is_file():
        return Response(render_template("not_built.html"), 503, mimetype="text/html")
    return hand_out(built, "index.html")


def hand_out(folder: Path, name: str) -> Response:
    """One file, in the smallest form the browser takes. Raises NotFound when there is none."""
    path = safe_join(str(folder), name)
    if path is None or not Path(path).is_file() or name.endswith((".br", ".gz")):
        raise NotFound
    chosen, encoding = path, None
    for candidate, ending in _SQUEEZED:
        if request.accept_encodings.quality(candidate) > 0 and Path(path + ending).is_file():
            chosen, encoding = path + ending, candidate
            break
    kind = _TYPES.get(Path(path).suffix, "application/octet-stream")
    response = send_file(chosen, mimetype=kind, conditional=True)
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if name.startswith("assets/") else "no-cache"
    )
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if encoding or any(Path(path + ending).is_file() for _, ending in _SQUEEZED):
        response.vary.add("Accept-Encoding")
    return response


def _kinds() -> dict[str, type[Problem]]:
    """Every kind of problem a client may meet, by its code."""
    found: dict[str, type[Problem]] = {}
    waiting = list(Problem.__subclasses__())
    while waiting:
        kind = waiting.pop()
        found.setdefault(kind.code, kind)
        waiting += kind.__subclasses__()
    return found
