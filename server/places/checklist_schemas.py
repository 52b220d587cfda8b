"""The shapes of checklists and of the words of the field as they are told."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import validate

from . import taxonomy
from .checklist_forms import EVIDENCE, KINDS, STATES, WHEN, Measure
from .fields import Code, Ref, WantedTraits


class BothOut(ma.Schema):
    """The same in both languages."""

    zh = ma.fields.String(required=True)
    en = ma.fields.String(required=True)


class PictureOut(ma.Schema):
    """An example picture, by the hash of its bytes."""

    sha256 = ma.fields.String(required=True)
    caption = ma.fields.String()
    caption_en = ma.fields.String()


class LimitsOut(ma.Schema):
    """A number outside fails by itself."""

    min = Measure()
    max = Measure()
    unit = ma.fields.String()


class EvidenceOut(ma.Schema):
    """What must be there when the walkthrough is finished: a photo or a note, always or at a fail."""

    kind = ma.fields.String(required=True, validate=validate.OneOf(EVIDENCE))
    when = ma.fields.String(required=True, validate=validate.OneOf(WHEN))


class SourceOut(ma.Schema):
    """Where the question comes from."""

    document = ma.fields.String()
    article = ma.fields.String()
    item = ma.fields.String()


class AnswerIsOut(ma.Schema):
    """The named item's result, or its choice, is one of these."""

    item = ma.fields.String(required=True)
    is_ = ma.fields.List(ma.fields.String(), data_key="is", attribute="is", required=True)


class ShownIfOut(ma.Schema):
    """When something is asked: of one of these sectors, with one of these attributes, after each of these answers."""

    sectors = ma.fields.List(Code(taxonomy.SECTORS))
    traits = WantedTraits()
    answers = ma.fields.List(ma.fields.Nested(AnswerIsOut))


class ItemOut(ma.Schema):
    """One question, and what its fail means; an official one says how sure its text is."""

    code = ma.fields.String(required=True)
    question = ma.fields.String(required=True)
    question_en = ma.fields.String(allow_none=True)
    help = ma.fields.String()
    help_en = ma.fields.String()
    pictures = ma.fields.List(ma.fields.Nested(PictureOut))
    kind = ma.fields.String(required=True, validate=validate.OneOf(KINDS))
    limits = ma.fields.Nested(LimitsOut)
    choices = ma.fields.List(ma.fields.String())
    failing = ma.fields.List(ma.fields.String(), metadata={"description": "Choices that fail by themselves"})
    evidence = ma.fields.List(ma.fields.Nested(EvidenceOut))
    certificates = ma.fields.List(ma.fields.String(), metadata={
        "description": "Kinds of special-operation certificates it asks for; [] is any kind"})  # fmt: skip
    weight = ma.fields.Integer(metadata={"description": "1 when absent"})
    severity = Code(taxonomy.SEVERITIES, required=True)
    category = Code(taxonomy.CATEGORIES)
    criterion = ma.fields.String(allow_none=True, metadata={"description": "Code of the official criterion"})
    article = ma.fields.Integer(metadata={"description": "Where the criterion stands"})
    source = ma.fields.Nested(SourceOut)
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


class DraftItemOut(ItemOut):
    """One question that somebody is still writing."""

    code = ma.fields.String()
    question = ma.fields.String()


class DraftSectionOut(SectionOut):
    """Questions that belong together, some of them not written yet."""

    title = ma.fields.String()
    items = ma.fields.List(ma.fields.Nested(DraftItemOut))


class FaultOut(ma.Schema):
    """What is wrong, and where; of a sheet also in which row and column."""

    where = ma.fields.String(required=True, metadata={"example": "sections[0].items[3].shown_if.answers[0]"})
    section = ma.fields.Integer(allow_none=True, required=True, metadata={"description": "Counted from 0"})
    item = ma.fields.String(allow_none=True, required=True, metadata={"description": "Code of the item"})
    kind = ma.fields.String(required=True, metadata={"description": "Stable; programs decide by it"})
    words = ma.fields.Nested(BothOut, required=True)


class FaultsOut(ma.Schema):
    """Everything that is wrong, from top to bottom."""

    faults = ma.fields.List(ma.fields.Nested(FaultOut), required=True)


class WriterOut(ma.Schema):
    """Who saved it."""

    id = Ref(required=True)
    name = ma.fields.String(required=True)


class DraftOut(FaultsOut):
    """What a checklist will be once it is published; only administrators see it."""

    version = ma.fields.Integer(required=True, metadata={"description": "Of the draft: what `seen` names"})
    title = ma.fields.String(allow_none=True, required=True)
    title_en = ma.fields.String(allow_none=True, required=True)
    sections = ma.fields.List(ma.fields.Nested(DraftSectionOut), required=True)
    sectors = ma.fields.List(Code(taxonomy.SECTORS), required=True)
    traits = WantedTraits(allow_none=True, required=True)
    saved_by = ma.fields.Nested(WriterOut, required=True)
    saved_at = ma.fields.String(required=True)


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
    draft = ma.fields.Nested(
        DraftOut, metadata={"description": "For administrators: its next edition; in state `draft` all there is of it"}
    )


class ChecklistFileOut(ma.Schema):
    """A checklist as it goes from one installation to another."""

    format = ma.fields.String(required=True)
    code = ma.fields.String(required=True)
    title = ma.fields.String(allow_none=True, required=True)
    title_en = ma.fields.String(allow_none=True, required=True)
    sections = ma.fields.List(ma.fields.Nested(DraftSectionOut), required=True)
    sectors = ma.fields.List(Code(taxonomy.SECTORS), allow_none=True, required=True)
    traits = WantedTraits(allow_none=True, required=True)
    pictures = ma.fields.Dict(ma.fields.String(), ma.fields.String(), metadata={
        "description": "The example pictures it names, by SHA-256, as JPEG in base64"})  # fmt: skip


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
    document_kinds = ma.fields.List(ma.fields.Nested(TermOut), required=True)
    traits = ma.fields.List(ma.fields.Nested(TraitOut), required=True)
