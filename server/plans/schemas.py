"""The shapes of planning on the wire, for the doors and for the document that describes them."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import validate

from ..places import taxonomy
from ..places.fields import Code, Day, Form, Ref, Text, Whole
from . import frequency, look_back, ways


def _one_of(values: tuple[str, ...], **more: object) -> ma.fields.String:
    return ma.fields.String(validate=validate.OneOf(values, error="unknown_code"), **more)  # type: ignore[arg-type]


class RuleNew(Form):
    """From a day on, enterprises of this grade in this area are walked so often."""

    area_id = Ref(required=True)
    grade = Code(taxonomy.RISK_GRADES, required=True)
    sector = Code(taxonomy.SECTORS, allow_none=True, metadata={"description": "None: every sector"})
    checklist_id = Ref(allow_none=True, metadata={"description": "None: whatever is proposed"})
    way = _one_of(ways.WAYS, required=True)
    every = Whole(1, 3660, required=True)
    unit = _one_of(frequency.UNITS, required=True)
    valid_from = Day(required=True)
    valid_until = Day(allow_none=True)
    source = Text(400, lines=True, metadata={"description": "Where it is written, in words"})
    certainty = _one_of(frequency.CERTAINTIES, required=True, metadata={"description": "How sure the source is"})


class RuleEnd(Form):
    """The last day on which a rule counts."""

    valid_until = Day(required=True)


class Author(ma.Schema):
    """Who did it."""

    id = Ref(required=True)
    name = ma.fields.String(required=True)


class RuleOut(ma.Schema):
    """A rule; one that was ended stays, so that what was planned by it can be explained.

    One that was taken back before it began has its last day before its first.
    """

    id = Ref(required=True)
    area_id = Ref(required=True)
    grade = ma.fields.String(required=True)
    sector = ma.fields.String(allow_none=True, required=True)
    checklist_id = Ref(allow_none=True, required=True)
    way = ma.fields.String(required=True)
    every = ma.fields.Integer(required=True)
    unit = ma.fields.String(required=True)
    valid_from = Day(required=True)
    valid_until = Day(allow_none=True, required=True)
    source = ma.fields.String(allow_none=True, required=True)
    certainty = ma.fields.String(required=True)
    created_by = ma.fields.Nested(Author, required=True)
    ended_by = ma.fields.Nested(Author, allow_none=True, required=True)


class Rules(ma.Schema):
    """All rules, the latest first."""

    items = ma.fields.List(ma.fields.Nested(RuleOut), required=True)


class DueAsked(Form):
    """Up to which day plans are made."""

    until = Day(required=True)


class DueMade(ma.Schema):
    """How many plans were made, and how many open ones moved."""

    made = ma.fields.Integer(required=True)
    moved = ma.fields.Integer(required=True)


class InspectorOut(ma.Schema):
    """Somebody who may be sent."""

    id = Ref(required=True)
    name = ma.fields.String(required=True)
    role = ma.fields.String(required=True)
    area = Ref(required=True, metadata={"description": "The area of his post, or of its enterprise"})
    enterprise = Ref(metadata={"description": "The enterprise he answers for, which its own checks are walked by"})


class Inspectors(ma.Schema):
    """Whom the caller may send."""

    items = ma.fields.List(ma.fields.Nested(InspectorOut), required=True)


def _days() -> Whole:
    say = "Days after closing; null: such hazards are not looked at again"
    return Whole(0, 3650, load_default=None, allow_none=True, metadata={"description": say})


class LookBackNew(Form):
    """From a day on, what is closed in this area is looked at again so many days after."""

    above = ma.fields.Boolean(load_default=False, metadata={"description": "True: the area above says it"})
    major = _days()
    major_suspected = _days()
    general = _days()
    within_days = Whole(0, 365, load_default=look_back.DEFAULT["within_days"])
    valid_from = Day(required=True)
    source = Text(400, lines=True, metadata={"description": "Where it is written, in words"})
    certainty = _one_of(frequency.CERTAINTIES, required=True, metadata={"description": "How sure the source is"})


class LookBackDays(ma.Schema):
    """Days after closing, by severity."""

    major = ma.fields.Integer(allow_none=True, required=True)
    major_suspected = ma.fields.Integer(allow_none=True, required=True)
    general = ma.fields.Integer(allow_none=True, required=True)
    within_days = ma.fields.Integer(required=True, metadata={"description": "Then it is looked at within so many days"})


class LookBackOut(LookBackDays):
    """A setting; earlier ones stay, because what closed under them goes by them."""

    id = Ref(required=True)
    area_id = Ref(required=True)
    above = ma.fields.Boolean(required=True)
    valid_from = Day(required=True)
    source = ma.fields.String(allow_none=True, required=True)
    certainty = ma.fields.String(required=True)
    created_by = ma.fields.Nested(Author, required=True)


class LookBacks(ma.Schema):
    """All settings, the latest first; `default` is the product's own proposal and no official figure."""

    items = ma.fields.List(ma.fields.Nested(LookBackOut), required=True)
    default = ma.fields.Nested(LookBackDays, required=True)
