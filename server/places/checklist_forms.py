"""What may be sent as a checklist. What somebody is still writing may leave open what a checklist in use must have;
`checklist_faults` says what that is.
"""

from __future__ import annotations

import math
import re
from typing import Any

import marshmallow as ma
from marshmallow import validate

from . import taxonomy
from .checklist_faults import CODE
from .fields import Code, Form, Text, WantedTraits, Whole
from .schemas import Paging

KINDS = ("yes_no", "number", "choice", "text", "photo")
STATES = ("draft", "in_use", "retired")
EVIDENCE, WHEN = ("photo", "note"), ("always", "fail")


def one_of(words: tuple[str, ...], **more: Any) -> ma.fields.String:
    return ma.fields.String(validate=validate.OneOf(words, error="unknown_code"), **more)


def some(inner: ma.fields.Field, most: int, least: int = 0, **more: Any) -> ma.fields.List:
    return ma.fields.List(inner, validate=validate.Length(least, most, error="too_many"), **more)


class ItemCode(ma.fields.String):
    """A short name of a checklist or one of its items, which answers are kept by."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            validate=validate.Regexp(CODE + r"\Z", re.ASCII, error="code_form"),
            metadata={"pattern": f"^{CODE}$"}, **more,
        )


class Measure(ma.fields.Float):
    """A number with up to six places after the point, as answers are measured."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            validate=validate.Range(-1e12, 1e12, error="out_of_range"), metadata={"type": ["number", "null"]},
            allow_none=True, **more,
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ma.ValidationError("wrong_type")
        told = round(float(value), 6)
        return int(told) if told.is_integer() else told

    def _serialize(self, value: Any, attr: str | None, obj: Any, **more: Any) -> Any:
        return value


#: An empty list says something here: no item yet, any kind of certificate.
_MEANT = ("items", "certificates", "is_")


class Plain(Form):
    """What is null or empty is left out: it says the same as what is absent. (No certificates named is any kind.)"""

    @ma.post_load
    def _without_nothing(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        empty = (None, [], {})
        return {name: value for name, value in data.items() if value not in empty or (name in _MEANT and value == [])}


class PictureForm(Plain):
    """An example picture: bytes that were uploaded, by their hash."""

    sha256 = ma.fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{64}\Z", error="not_a_digest"),
                              metadata={"pattern": "^[0-9a-f]{64}$"})  # fmt: skip
    caption = Text(200)
    caption_en = Text(200)


class LimitsForm(Plain):
    """A number outside fails by itself."""

    min = Measure()
    max = Measure()
    unit = Text(20)


class EvidenceForm(Form):
    """What must be there when the walkthrough is finished."""

    kind = one_of(EVIDENCE, required=True)
    when = one_of(WHEN, required=True)


class SourceForm(Plain):
    """Where the question comes from."""

    document = Text(200)
    article = Text(40)
    item = Text(40)


class AnswerIs(Form):
    """The named item's result, or its choice, is one of these."""

    item = Text(40, least=1, required=True)
    is_ = some(Text(80, least=1), 23, data_key="is", attribute="is", required=True)


class ShownIfForm(Plain):
    """When something is asked: at enterprises of one of these sectors, with one of these attributes, and after
    every one of these answers.
    """

    sectors = some(Code(taxonomy.SECTORS), 20)
    traits = WantedTraits()
    answers = some(ma.fields.Nested(AnswerIs), 8)


class ItemForm(Plain):
    """One question."""

    code = Text(40)
    question = Text(400)
    question_en = Text(600)
    help = Text(2000, lines=True)
    help_en = Text(3000, lines=True)
    pictures = some(ma.fields.Nested(PictureForm), 6, allow_none=True)
    kind = one_of(KINDS, load_default="yes_no")
    limits = ma.fields.Nested(LimitsForm, allow_none=True)
    choices = some(Text(80, least=1), 20, allow_none=True)
    failing = some(Text(80, least=1), 20, allow_none=True)
    evidence = some(ma.fields.Nested(EvidenceForm), 4, allow_none=True)
    certificates = some(Text(60, least=1), 20, allow_none=True, metadata={
        "description": "Kinds of special-operation certificates it asks for; [] is any kind"})  # fmt: skip
    weight = Whole(0, 100, metadata={"description": "1 when absent"})
    criterion = Text(40, metadata={"description": "Code of the official criterion it asks about"})
    article = Whole(0, 999, metadata={"description": "Where that criterion stands"})
    category = Code(taxonomy.CATEGORIES)
    severity = Code(taxonomy.SEVERITIES, load_default="general")
    source = ma.fields.Nested(SourceForm, allow_none=True)
    basis = Text(200)
    plan = Text(2000, lines=True, metadata={"description": "What is commonly done about a fail"})
    verified = one_of(tuple(taxonomy.CERTAINTY), metadata={"description": "How far the text was checked"})
    certainty = ma.fields.Dict(load_default=None, metadata={"description": "The words of `verified`; not read"})
    shown_if = ma.fields.Nested(ShownIfForm, allow_none=True)

    @ma.post_load
    def _say_how_sure(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        told = {name: value for name, value in data.items() if name != "certainty"}
        return told | ({"certainty": taxonomy.CERTAINTY[told["verified"]]} if "verified" in told else {})


class SectionForm(Plain):
    """Questions that belong together."""

    title = Text(80)
    title_en = Text(120)
    items = some(ma.fields.Nested(ItemForm), 200, load_default=list)
    shown_if = ma.fields.Nested(ShownIfForm, allow_none=True)


class ChecklistFields(Form):
    """What makes a checklist."""

    title = Text(120)
    title_en = Text(200)
    sections = some(ma.fields.Nested(SectionForm), 50)
    sectors = some(Code(taxonomy.SECTORS), 20, allow_none=True)
    traits = WantedTraits(allow_none=True)


class ChecklistChange(ChecklistFields):
    """What changes of a checklist."""

    state = one_of(("in_use", "retired"))
    seen = Whole(0, 2**31 - 1, metadata={"description": "The version you looked at; or send If-Match"})


class ChecklistNew(ChecklistFields):
    """A checklist of the installation's own: in use at once, or (`state` draft) written first."""

    code = ItemCode(required=True)
    state = one_of(("draft", "in_use"), load_default="in_use")


class DraftForm(ChecklistFields):
    """The draft as a whole; what is left out is empty."""

    seen = Whole(0, 2**31 - 1, metadata={"description": "The draft's version you looked at, 0 to begin one"})


class Publish(Form):
    """Which draft comes into use."""

    seen = Whole(0, 2**31 - 1, metadata={"description": "The draft's version you looked at; or send If-Match"})


class CopyForm(Form):
    """What the copy is called."""

    code = ItemCode(required=True)
    title = Text(120)


class ChecklistList(Paging):
    """Which checklists."""

    state = ma.fields.String(validate=validate.OneOf(STATES))


class ChecklistFile(ChecklistFields):
    """A checklist as it goes from one installation to another."""

    class Meta:
        unknown = ma.EXCLUDE

    format = ma.fields.String()
    code = Text(40)
    pictures = ma.fields.Dict(ma.fields.String(), ma.fields.String(), load_default=dict)


class ExportOptions(ma.Schema):
    """Which edition."""

    edition = ma.fields.String(load_default="in_use", validate=validate.OneOf(["in_use", "draft"]))
