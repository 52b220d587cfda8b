"""The two doors to pictures: tus 1.0.0 for bytes on their way here, and one address for looking at a photo."""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Callable
from typing import Any

import flask
from flask import Response, request
from flask.views import MethodView
from werkzeug.exceptions import RequestedRangeNotSatisfiable, RequestEntityTooLarge
from werkzeug.http import http_date

from ..db import db
from ..problems import BadRequest, MethodNotAllowed, TooLarge, UnsupportedType
from ..web import Blueprint, ProblemSchema, caller
from . import images, operations
from .arriving import Arriving
from .intake import Announced, Checksum, Intake
from .refusals import NoSuchRange, PhotoNotStored, TusVersion
from .schemas import CreationHeaders, OverrideHeaders, PatchHeaders, PhotoQuery, TusHeaders
from .uploads import Moving

uploads = Blueprint("uploads", "uploads", url_prefix="/uploads", description="Photo bytes, resumable (tus 1.0.0)")
photos = Blueprint("photos", "photos", url_prefix="/photos", description="Looking at photos")

VERSION = "1.0.0"
BYTES = "application/offset+octet-stream"
_ALGORITHMS = {"sha1": 20, "sha256": 32}
_HASH = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)


def intake() -> Intake:
    return Intake(flask.current_app.config["SETTINGS"])


# --- tus: what every request and answer carries -------------------------------------------------


@uploads.before_request
def _speaks_tus() -> None:
    """Another version of tus could mean something else by the same words."""
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
        raise TusVersion


@uploads.after_request
def _tus_headers(response: Response) -> Response:
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Tus-Version"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    if response.status_code == 460:
        response.status = "460 Checksum Mismatch"
    return response


def _answer(status: int, held: Moving | None = None, **headers: str) -> Response:
    response = Response(status=status)
    del response.headers["Content-Type"]
    if held is not None:
        response.headers["Upload-Offset"] = str(held.offset)
        response.headers["Upload-Expires"] = http_date(held.expires_at)
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


def _options() -> Response:
    return _answer(
        204, Tus_Max_Size=str(images.MAX_BYTES), Tus_Extension="creation,termination,checksum,expiration",
        Tus_Checksum_Algorithm=",".join(_ALGORITHMS),
    )  # fmt: skip


def _refuses(*codes: int) -> Callable[[Any], Any]:
    """Document the problems a route may answer with."""
    words = {
        400: "The request cannot be read, or the connection broke (what arrived is kept)",
        401: "Nobody is signed in",
        403: "From another site, or not this device",
        404: "No such record, or not within sight",
        405: "Not this way",
        409: "Another position; `Upload-Offset` says how far the upload is",
        410: "The upload has expired",
        412: "Another version of tus",
        413: "Too large, or past the announced length",
        415: "The body is not application/offset+octet-stream",
        416: "No such range",
        422: "Refused (`hash_mismatch`, `not_an_image`, `image_truncated`, `image_too_large`); the upload is gone",
        429: "Too many unfinished uploads",
        460: "The checksum does not match; nothing of this request was kept",
        503: "The database is busy",
        507: "The disk is full; what was counted is kept",
    }

    def document(view: Any) -> Any:
        for code in codes:
            view = uploads.alt_response(
                code, schema=ProblemSchema, content_type="application/problem+json", description=words[code]
            )(view)
        return view

    return document


_BODY = {"requestBody": {"content": {BYTES: {"schema": {"type": "string", "format": "binary"}}}}}


@uploads.route("")
class UploadsView(MethodView):
    """Where uploads begin."""

    @uploads.response(204, description="What this server can do, in headers")
    def options(self) -> Response:
        """What this tus server can do; needs no sign-in."""
        return _options()

    @uploads.arguments(CreationHeaders, location="headers")
    @uploads.response(201, description="`Location` of the upload, `Upload-Offset` how far it is, `Upload-Expires`")
    @_refuses(400, 401, 403, 410, 412, 413, 422, 429, 503, 507)
    def post(self, headers: dict[str, str]) -> Response:
        """Begin an upload, or find again the one already begun for the same bytes."""
        metadata = _metadata(headers.get("metadata", ""))
        held = intake().begin(
            Announced(
                length=_count(headers.get("length"), "Upload-Length"),
                sha256=_announced_hash(metadata.get("sha256")),
                filename=metadata.get("filename", "")[:255] or None,
                filetype=metadata.get("filetype", "")[:100] or None,
            ),
            caller(),
        )
        return _answer(201, held, Location=flask.url_for(".UploadView", upload_id=held.id))


@uploads.route("/<uuid:upload_id>")
class UploadView(MethodView):
    """One upload; somebody else's does not exist."""

    @uploads.response(204, description="What this server can do, in headers")
    @_refuses(404)
    def options(self, upload_id: Any) -> Response:
        """The same as for all uploads."""
        return _options()

    @uploads.arguments(TusHeaders, location="headers")
    @uploads.response(200, description="`Upload-Offset` how far it is, `Upload-Length`, `Upload-Expires`")
    @_refuses(401, 403, 404, 410, 412, 422, 503, 507)
    def head(self, headers: dict[str, str], upload_id: Any) -> Response:
        """How far it is; an older connection writes nothing more after this."""
        return _look(str(upload_id))

    @uploads.arguments(PatchHeaders, location="headers")
    @uploads.doc(**_BODY)
    @uploads.response(204, description="`Upload-Offset` how far it is now; after the last byte: stored")
    @_refuses(400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 460, 503, 507)
    def patch(self, headers: dict[str, str], upload_id: Any) -> Response:
        """Send bytes. The last request answers after the checks: 204 means stored."""
        return _receive(str(upload_id), headers)

    @uploads.arguments(TusHeaders, location="headers")
    @uploads.response(204, description="Forgotten")
    @_refuses(401, 403, 404, 410, 412, 503)
    def delete(self, headers: dict[str, str], upload_id: Any) -> Response:
        """Give an upload up; a photo that was stored stays."""
        intake().give_up(str(upload_id), caller())
        return _answer(204)

    @uploads.arguments(OverrideHeaders, location="headers")
    @uploads.doc(**_BODY)
    @uploads.response(204, description="As the method named in `X-HTTP-Method-Override` answers")
    @uploads.alt_response(200, description="For HEAD")
    @_refuses(400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422, 460, 503, 507)
    def post(self, headers: dict[str, str], upload_id: Any) -> Response:
        """PATCH, HEAD or DELETE for clients behind something that lets only POST through."""
        method = headers.get("method", "").upper()
        if method == "PATCH":
            return _receive(str(upload_id), headers)
        if method == "HEAD":
            return _look(str(upload_id))
        if method == "DELETE":
            intake().give_up(str(upload_id), caller())
            return _answer(204)
        raise MethodNotAllowed


def _look(upload_id: str) -> Response:
    held = intake().look(upload_id, caller())
    return _answer(200, held, Upload_Length=str(held.length))


def _receive(upload_id: str, headers: dict[str, str]) -> Response:
    if request.mimetype != BYTES:
        raise UnsupportedType
    at = _count(headers.get("offset"), "Upload-Offset")
    checksum = _checksum(headers.get("checksum"))
    by = caller()
    held = intake().receive(upload_id, at, _reader(), request.content_length, checksum, by)
    return _answer(204, held)


def _reader() -> Callable[[int], bytes | None]:
    """Reads the body. No connection to the database is held meanwhile, and silence ends it."""
    try:
        stream = request.stream
    except RequestEntityTooLarge as error:
        raise TooLarge(limit=flask.current_app.config["MAX_CONTENT_LENGTH"]) from error
    body = Arriving(stream, request.content_length, request.environ.get("gunicorn.socket"))

    def read(most: int) -> bytes | None:
        db.session.rollback()
        return body.read(most)

    return read


# --- reading tus's headers ----------------------------------------------------------------------


def _count(text: str | None, name: str) -> int:
    """A header that counts bytes. Raises BadRequest."""
    if text is None or not re.fullmatch(r"[0-9]{1,15}", text):
        raise BadRequest(errors={name: ["a number of bytes"]})
    return int(text)


def _metadata(text: str) -> dict[str, str]:
    """`key base64,…` as text by key. Raises BadRequest."""
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        key, _, value = pair.partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode("utf-8").replace("\x00", "")
        except (binascii.Error, ValueError) as error:
            raise BadRequest(errors={"Upload-Metadata": [key[:40]]}) from error
    return found


def _announced_hash(text: str | None) -> str | None:
    if text is None:
        return None
    if not _HASH.fullmatch(text):
        raise BadRequest(errors={"Upload-Metadata": ["sha256: 64 hex digits"]})
    return text.lower()


def _checksum(text: str | None) -> Checksum | None:
    """`sha1 base64` or `sha256 base64`. Raises BadRequest for others, as tus asks."""
    if text is None:
        return None
    algorithm, _, value = text.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadRequest(errors={"Upload-Checksum": ["base64"]}) from error
    if _ALGORITHMS.get(algorithm) != len(digest):
        raise BadRequest(errors={"Upload-Checksum": [", ".join(_ALGORITHMS)]})
    return Checksum(algorithm, digest)


# --- looking ------------------------------------------------------------------------------------

_BINARY = {"schema": {"type": "string", "format": "binary"}}
_PICTURES = {kind: _BINARY for kind in images.TYPES.values()}


@photos.route("/<uuid:photo_id>")
class PhotoView(MethodView):
    """One photo, for whoever sees the record it belongs to."""

    @photos.arguments(PhotoQuery, location="query")
    @photos.doc(
        responses={
            "200": {"description": "The picture; sizes other than the original are JPEG", "content": _PICTURES},
            "206": {"description": "The part of the picture that was asked for", "content": _PICTURES},
        }
    )
    @photos.response(200)
    @photos.alt_response(304, description="As the phone has it already")
    @_refuses(401, 403, 404, 416, 503)
    def get(self, query: dict[str, str], photo_id: Any) -> Response:
        """The picture, in one of three sizes."""
        shown = operations.show(str(photo_id), caller())
        if shown is None:
            raise PhotoNotStored
        try:
            return _picture(shown, query["size"])
        except FileNotFoundError as error:
            raise PhotoNotStored from error
        except RequestedRangeNotSatisfiable as error:
            raise NoSuchRange from error


def _picture(shown: operations.Shown, size: str) -> Response:
    here = intake()
    original = size == "original"
    name = shown.sha256 if original else f"{shown.sha256}.{size}"
    if not original and not here.store.has(name):
        content = io.BytesIO(here.rendition(shown.sha256, size))
    else:
        content = here.store.locate(name)
    ending = images.ENDINGS[shown.format] if original else "jpg"
    response = flask.send_file(
        content,
        mimetype=images.TYPES[shown.format] if original else images.RENDITION_TYPE,
        download_name=f"xunan-{shown.id}{'' if original else '-' + size}.{ending}",
        conditional=True,
        etag=name,
    )
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    # For whoever was asked about: on a shared phone the next person's browser asks anew.
    response.vary.update(("Cookie", "Authorization"))
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
