"""The form of the bank as an administrator keeps it: the same JSON out and in."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from ..places import taxonomy


class Choice(ma.Schema):
    """One choice in words."""

    zh = fields.String(required=True, validate=validate.Length(1, 200))
    en = fields.String(validate=validate.Length(1, 200))


class Question(ma.Schema):
    """A question with its three or four choices; `right` is the place of the right one, from 0."""

    code = fields.String(required=True, validate=validate.Regexp(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}\Z"))
    question = fields.String(required=True, validate=validate.Length(1, 400))
    question_en = fields.String(allow_none=True, validate=validate.Length(max=400))
    choices = fields.List(fields.Nested(Choice), required=True, validate=validate.Length(3, 4))
    right = fields.Integer(required=True, strict=True, validate=validate.Range(0, 3))
    explanation = fields.String(required=True, validate=validate.Length(1, 1000))
    explanation_en = fields.String(allow_none=True, validate=validate.Length(max=1000))
    sectors = fields.List(fields.String(validate=validate.OneOf(sorted(taxonomy.codes(taxonomy.SECTORS)))))
    traits = fields.List(fields.String(validate=validate.OneOf(sorted(taxonomy.codes(taxonomy.TRAITS)))))
    source = fields.String(allow_none=True, validate=validate.Length(max=200))
    verified = fields.String(required=True, validate=validate.OneOf(sorted(taxonomy.CERTAINTY)))
    state = fields.String(validate=validate.OneOf(["in_use", "retired"]))

    @ma.validates_schema
    def _right_is_one_of_them(self, data: dict[str, Any], **_: Any) -> None:
        if data["right"] >= len(data["choices"]):
            raise ma.ValidationError("out_of_range", "right")

    @ma.post_load
    def _everywhere(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"sectors": [], "traits": [], **data}


class Bank(ma.Schema):
    """Questions; those of the bank that are not named stay as they are."""

    questions = fields.List(fields.Nested(Question), required=True, validate=validate.Length(max=1000))


class Taken(ma.Schema):
    """What became of them."""

    added = fields.Integer(required=True)
    changed = fields.Integer(required=True)
