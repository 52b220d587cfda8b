"""The form of the bank as an administrator keeps it: whole, as the same JSON out and in, and question by question."""

from __future__ import annotations

import re
from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from ..places import taxonomy
from ..places.fields import Form, Text

_CODE = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"


def _one_of(codes: Any) -> validate.OneOf:
    return validate.OneOf(sorted(codes), error="unknown_code")


class QuestionCode(fields.String):
    """What a question is known by, in the bank and in what was asked."""

    def __init__(self, **more: Any) -> None:
        form = validate.Regexp(_CODE + r"\Z", re.ASCII, error="question_code")
        super().__init__(validate=form, metadata={"pattern": f"^{_CODE}$"}, **more)


class Choice(Form):
    """One choice in words."""

    zh = Text(200, least=1, required=True)
    en = Text(200)

    @ma.post_load
    def _without_nothing(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {name: words for name, words in data.items() if words is not None}


class QuestionFields(Form):
    """What a question says, with its three or four choices; `right` is the place of the right one, from 0."""

    question = Text(400, least=1, lines=True, required=True)
    question_en = Text(400, lines=True)
    choices = fields.List(
        fields.Nested(Choice), required=True, validate=validate.Length(3, 4, error="three_or_four")
    )
    right = fields.Integer(
        required=True, strict=True, validate=validate.Range(0, 3, error="out_of_range"),
        error_messages={"required": "required", "null": "required", "invalid": "wrong_type"},
    )  # fmt: skip
    explanation = Text(1000, least=1, lines=True, required=True)
    explanation_en = Text(1000, lines=True)
    sectors = fields.List(fields.String(validate=_one_of(taxonomy.codes(taxonomy.SECTORS))))
    traits = fields.List(fields.String(validate=_one_of(taxonomy.codes(taxonomy.TRAITS))))
    source = Text(200)
    verified = fields.String(required=True, validate=_one_of(taxonomy.CERTAINTY))
    state = fields.String(validate=_one_of(["in_use", "retired"]))

    @ma.validates_schema(skip_on_field_errors=False)
    def _right_is_one_of_them(self, data: dict[str, Any], **_: Any) -> None:
        if "right" in data and "choices" in data and data["right"] >= len(data["choices"]):
            raise ma.ValidationError("out_of_range", "right")

    @ma.validates_schema
    def _choices_differ(self, data: dict[str, Any], **_: Any) -> None:
        """Who chose words that stand for two choices would be right and wrong at once."""
        before: set[str] = set()
        for place, choice in enumerate(data["choices"]):
            for language, words in choice.items():
                if words in before:
                    raise ma.ValidationError({"choices": {place: {language: ["choice_twice"]}}})
            before.update(choice.values())

    @ma.post_load
    def _everywhere(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"sectors": [], "traits": [], **data}


class Question(QuestionFields):
    """A question of the bank. `version` and `own` (written or changed here) are told, and passed over coming in."""

    code = QuestionCode(required=True)
    version = fields.Integer()
    own = fields.Boolean()

    @ma.post_load
    def _as_said(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {name: value for name, value in data.items() if name not in ("version", "own")}


class QuestionOut(Question):
    """A question as it is told."""

    version = fields.Integer(required=True)
    own = fields.Boolean(required=True)
    state = fields.String(required=True, validate=_one_of(["in_use", "retired"]))
    sectors = fields.List(fields.String(), required=True)
    traits = fields.List(fields.String(), required=True)


class QuestionNew(QuestionFields):
    """A question to be added; without a code it is given one."""

    code = QuestionCode(allow_none=True)


class QuestionChange(QuestionFields):
    """What a question becomes, whole; `seen` is the version that was looked at."""

    seen = fields.Integer(strict=True, validate=validate.Range(min=0))

    @ma.post_load
    def _whole(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {**dict.fromkeys(("question_en", "explanation_en", "source")), **data}


class Bank(Form):
    """Questions; those of the bank that are not named stay as they are."""

    questions = fields.List(fields.Nested(Question), required=True, validate=validate.Length(max=1000))


class BankOut(Form):
    """The whole bank, as it can be put back in."""

    questions = fields.List(fields.Nested(QuestionOut), required=True)


class Taken(ma.Schema):
    """What became of them."""

    added = fields.Integer(required=True)
    changed = fields.Integer(required=True)
