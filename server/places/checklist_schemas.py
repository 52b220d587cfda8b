"""The shapes of checklists and of the words of the field on the wire."""

from __future__ import annotations

import re
from typing import Any

import marshmallow as ma
from marshmallow import validate

from . import taxonomy
from .fields import Code, Form, Ref, Text, Traits, WantedTraits, Whole
from .schemas import Paging

KINDS = ("yes_no", "number", "choice", "text")
STATES = ("in_use", "retired")
_CODE = r"[0-9A-Za-z][0-9A-Za-z_.-]{0,39}"


class ItemCode(ma.fields.String):
    """A short name of a checklist or one of its items, which answers are kept by."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            validate=validate.Regexp(_CODE + r"\Z", re.ASCII, error="code_form"),
            metadata={"pattern": f"^{_CODE}$"}, **more,
        )


class ShownIf(Form):
    """At which enterprises something is asked: of one of these sectors, or with one of these attributes."""

    sectors = ma.fields.List(Code(taxonomy.SECTORS), validate=validate.Length(max=20))
    traits = Traits()


class ItemForm(Form):
    """One question."""

    code = ItemCode(required=True)
    question = Text(400, least=1, required=True)
    question_en = Text(600)
    kind = ma.fields.String(
        load_default="yes_no", validate=validate.OneOf(KINDS, error="unknown_code")
    )
    choices = ma.fields.List(Text(80, least=1), validate=validate.Length(max=20))
    criterion = Text(40, metadata={"description": "Code of the official criterion it asks about"})
    category = Code(taxonomy.CATEGORIES)
    severity = Code(taxonomy.SEVERITIES, load_default="general")
    basis = Text(200)
    shown_if = ma.fields.Nested(ShownIf)


class SectionForm(Form):
    """Questions that belong together."""

    title = Text(80, least=1, required=True)
    title_en = Text(120)
    items = ma.fields.List(ma.fields.Nested(ItemForm), required=True, validate=validate.Length(1, 200))
    shown_if = ma.fields.Nested(ShownIf)


class ChecklistFields(Form):
    """What makes a checklist."""

    title = Text(120, least=1)
    title_en = Text(200)
    sections = ma.fields.List(ma.fields.Nested(SectionForm), validate=validate.Length(1, 50))
    sectors = ma.fields.List(Code(taxonomy.SECTORS), validate=validate.Length(max=20))
    traits = Traits(allow_none=True)
    state = ma.fields.String(validate=validate.OneOf(STATES, error="unknown_code"))


class ChecklistNew(ChecklistFields):
    """A checklist of the installation's own."""

    code = ItemCode(required=True)
    title = Text(120, least=1, required=True)
    sections = ma.fields.List(
        ma.fields.Nested(SectionForm), required=True, validate=validate.Length(1, 50)
    )


class ChecklistChange(ChecklistFields):
    """What changes of a checklist."""

    seen = Whole(0, 2**31 - 1, metadata={"description": "The version you looked at; or send If-Match"})


# --- as they are told -----------------------------------------------------------------------------


class BothOut(ma.Schema):
    """The same in both languages."""

    zh = ma.fields.String(required=True)
    en = ma.fields.String(required=True)


class ShownIfOut(ma.Schema):
    """At which enterprises something is asked: of one of these sectors, or with one of these attributes."""

    sectors = ma.fields.List(Code(taxonomy.SECTORS))
    traits = WantedTraits()


class ItemOut(ma.Schema):
    """One question, and what its fail means; an official one says how sure its text is."""

    code = ma.fields.String(required=True)
    question = ma.fields.String(required=True)
    question_en = ma.fields.String(allow_none=True)
    kind = ma.fields.String(required=True, validate=validate.OneOf(KINDS))
    choices = ma.fields.List(ma.fields.String())
    severity = Code(taxonomy.SEVERITIES, required=True)
    category = Code(taxonomy.CATEGORIES)
    criterion = ma.fields.String(allow_none=True, metadata={"description": "Code of the official criterion"})
    article = ma.fields.Integer(metadata={"description": "Where the criterion stands"})
    basis = ma.fields.String(allow_none=True)
    plan = ma.fields.String(metadata={"description": "What is commonly done about a fail"})
    shown_if = ma.fields.Nested(ShownIfOut)
    verified = ma.fields.String(metadata={"description": "How far the text was checked; `certainty` in words"})
    certainty = ma.fields.Nested(BothOut)


class SectionOut(ma.Schema):
    """Questions that belong together."""

    title = ma.fields.String(required=True)
    title_en = ma.fields.String(allow_none=True)
    items = ma.fields.List(ma.fields.Nested(ItemOut), required=True)
    shown_if = ma.fields.Nested(ShownIfOut)


class ChecklistOut(ma.Schema):
    """A checklist; each item has its code, question, kind, and what a fail means."""

    id = Ref(required=True)
    version = ma.fields.Integer(required=True)
    code = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    title_en = ma.fields.String(allow_none=True, required=True)
    sections = ma.fields.List(ma.fields.Nested(SectionOut), required=True)
    sectors = ma.fields.List(Code(taxonomy.SECTORS), allow_none=True, required=True)
    traits = WantedTraits(allow_none=True, required=True)
    note = ma.fields.Nested(
        BothOut, allow_none=True, required=True, metadata={"description": "How sure the text is, and its source"}
    )
    state = ma.fields.String(required=True, validate=validate.OneOf(STATES))


class ChecklistList(Paging):
    """Which checklists."""

    state = ma.fields.String(validate=validate.OneOf(STATES))


# --- the words of the field -----------------------------------------------------------------------


class TermOut(BothOut):
    """A code with its words."""

    code = ma.fields.String(required=True)


class CategoryOut(TermOut):
    """A category of hazards, and what commonly belongs to it."""

    hints = ma.fields.List(ma.fields.Nested(BothOut))


class TraitOut(TermOut):
    """An attribute of enterprises, the kind of its value, and for a choice what there is to choose."""

    kind = ma.fields.String(required=True, validate=validate.OneOf(["yes_no", "count", "choice"]))
    options = ma.fields.List(ma.fields.Nested(TermOut))


class TaxonomyOut(ma.Schema):
    """Every table of codes with its words."""

    categories = ma.fields.List(ma.fields.Nested(CategoryOut), required=True)
    channels = ma.fields.List(ma.fields.Nested(TermOut), required=True)
    dispositions = ma.fields.List(ma.fields.Nested(TermOut), required=True)
    severities = ma.fields.List(ma.fields.Nested(TermOut), required=True)
    sectors = ma.fields.List(ma.fields.Nested(TermOut), required=True)
    risk_grades = ma.fields.List(ma.fields.Nested(TermOut), required=True)
    levels = ma.fields.List(ma.fields.Nested(TermOut), required=True)
    states = ma.fields.List(ma.fields.Nested(TermOut), required=True)
    certificate_kinds = ma.fields.List(ma.fields.Nested(TermOut), required=True)
    traits = ma.fields.List(ma.fields.Nested(TraitOut), required=True)
