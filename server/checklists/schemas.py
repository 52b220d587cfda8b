"""The shapes of example pictures on the wire."""

from __future__ import annotations

import marshmallow as ma
from flask_smorest.fields import Upload
from marshmallow import validate

from ..photos.images import EXAMPLE_EDGE


class PictureSent(ma.Schema):
    """The file."""

    class Meta:
        unknown = ma.EXCLUDE

    file = Upload(required=True, metadata={"description": "JPEG, PNG, WebP or HEIC, up to 20 MB and 50 megapixels"})


class PictureKept(ma.Schema):
    """What is kept of it: a JPEG without metadata, under the hash of its bytes."""

    sha256 = ma.fields.String(required=True)
    size = ma.fields.Integer(required=True, metadata={"description": "Bytes"})
    width = ma.fields.Integer(required=True)
    height = ma.fields.Integer(required=True)


class PictureSize(ma.Schema):
    """Which of its sizes."""

    size = ma.fields.String(
        load_default="original",
        validate=validate.OneOf(["thumb", "original"]),
        metadata={"description": f"`thumb` up to 320 px, `original` up to {EXAMPLE_EDGE} px, both JPEG"},
    )


class ChecklistSent(ma.Schema):
    """The file."""

    class Meta:
        unknown = ma.EXCLUDE

    file = Upload(required=True, metadata={"description": ".json or .xlsx as exported, or such a table as CSV"})
