"""The shapes on the wire of this folder's doors; tus speaks in headers."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import validate

from .images import EDGES, MAX_BYTES


class PhotoQuery(ma.Schema):
    """Which of a photo's sizes."""

    size = ma.fields.String(
        load_default="screen",
        validate=validate.OneOf([*EDGES, "original"]),
        metadata={"description": "`thumb` up to 320 px, `screen` up to 1600 px, both JPEG; `original` as it came"},
    )


class TusHeaders(ma.Schema):
    """What every request to an upload carries."""

    class Meta:
        unknown = ma.EXCLUDE

    version = ma.fields.String(
        data_key="Tus-Resumable",
        metadata={"description": "Without it, or with another version, the answer is 412", "example": "1.0.0"},
    )


class CreationHeaders(TusHeaders):
    """What is announced before the first byte."""

    length = ma.fields.String(
        data_key="Upload-Length", metadata={"description": f"Bytes of the whole photo, 1 to {MAX_BYTES}"}
    )
    metadata = ma.fields.String(
        data_key="Upload-Metadata",
        metadata={"description": "`key base64,…` with `sha256` (64 hex digits), `filename`, `filetype`"},
    )


class PatchHeaders(TusHeaders):
    """Where the bytes of this request belong."""

    offset = ma.fields.String(data_key="Upload-Offset", metadata={"description": "How far the upload is"})
    checksum = ma.fields.String(
        data_key="Upload-Checksum", metadata={"description": "`sha1 base64` or `sha256 base64` of this body"}
    )


class OverrideHeaders(PatchHeaders):
    """For clients that can send nothing but POST."""

    method = ma.fields.String(data_key="X-HTTP-Method-Override", metadata={"description": "PATCH, HEAD or DELETE"})
