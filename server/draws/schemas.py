"""The shapes of draws on the wire."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import validate

from ..places import taxonomy
from ..places.fields import Day, Form, Ref, Text, Whole
from .models import INTERESTS, STATES
from .pool import ROLES

_GRADES = ("red", "orange", "yellow", "blue")
_TRAITS = sorted(each.code for each in taxonomy.TRAITS if each.kind == "yes_no")


def _codes(codes: list[str]) -> ma.fields.List:
    one = ma.fields.String(validate=validate.OneOf(codes, error="unknown_code"))
    return ma.fields.List(one, validate=validate.Length(max=60))


class DrawConditions(Form):
    """Who comes into the lists; what is not named does not matter."""

    grades = _codes(list(_GRADES))
    sectors = _codes(sorted(taxonomy.codes(taxonomy.SECTORS)))
    traits = _codes(_TRAITS)
    not_checked_since = Day(metadata={"description": "No inspection was finished there on this day or later"})
    roles = _codes(list(ROLES))
    days = Whole(1, 3650, metadata={"description": "Leave out who checked the same enterprise in so many days"})


class DrawPoolQuery(Form):
    """Lists that somebody thinks about."""

    area_id = Ref(required=True)
    conditions = ma.fields.Nested(DrawConditions)
    each = Whole(1, 10, load_default=2)


class DrawPool(ma.Schema):
    """How many would stand on the lists now."""

    enterprises = ma.fields.Integer(required=True)
    inspectors = ma.fields.Integer(required=True)
    excluded = ma.fields.Integer(required=True, metadata={"description": "Pairs that may not meet"})
    short = ma.fields.Integer(required=True, metadata={"description": "Enterprises that too few may check"})


class DrawNew(DrawPoolQuery):
    """A draw to set up; its seed is made with it."""

    title = Text(200, least=1, required=True)
    count = Whole(1, 500, required=True, metadata={"description": "How many enterprises"})
    each = Whole(1, 10, required=True, metadata={"description": "How many inspectors for each"})
    due_date = Day(required=True)
    checklist_id = Ref(allow_none=True)


class DrawCancel(Form):
    """Why it is given up."""

    reason = Text(1000, least=1, required=True)


class _Named(ma.Schema):
    id = Ref(required=True)
    name = ma.fields.String(required=True)


def _moment(**more: object) -> ma.fields.String:
    return ma.fields.String(metadata={"format": "date-time"}, **more)  # type: ignore[arg-type]


def _hex(**more: object) -> ma.fields.String:
    return ma.fields.String(metadata={"pattern": "^[0-9a-f]{64}$"}, **more)  # type: ignore[arg-type]


class DrawBrief(ma.Schema):
    """A draw in a list."""

    id = Ref(required=True)
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    area = ma.fields.Nested(_Named, required=True)
    state = ma.fields.String(required=True, validate=validate.OneOf(STATES))
    count = ma.fields.Integer(required=True)
    each = ma.fields.Integer(required=True)
    due_date = Day(required=True)
    seed_hash = _hex(required=True)
    created_at = _moment(required=True)
    announced_at = _moment()
    drawn_at = _moment()
    cancelled_at = _moment()


class DrawList(ma.Schema):
    """The latest first."""

    items = ma.fields.List(ma.fields.Nested(DrawBrief), required=True)


class DrawVisit(ma.Schema):
    """One check that was drawn."""

    plan = Ref(required=True, allow_none=True)
    state = ma.fields.String(required=True)
    enterprise = ma.fields.Nested(_Named, required=True)
    inspectors = ma.fields.List(ma.fields.Nested(_Named), required=True)


class DrawWhole(DrawBrief):
    """A draw as its office sees it."""

    conditions = ma.fields.Nested(DrawConditions, required=True)
    checklist = ma.fields.Nested(_Named)
    published = ma.fields.Boolean(required=True, metadata={"description": "It has a page for everybody"})
    enterprises = ma.fields.Integer()
    inspectors = ma.fields.Integer()
    excluded = ma.fields.Integer()
    seed = _hex()
    visits = ma.fields.List(ma.fields.Nested(DrawVisit))
    created_by = ma.fields.Nested(_Named, required=True)
    announced_by = ma.fields.Nested(_Named)
    drawn_by = ma.fields.Nested(_Named)
    cancelled_by = ma.fields.Nested(_Named)
    cancelled_because = ma.fields.String()


class DrawEnterprise(ma.Schema):
    """One on the list: a token, and who it is once the checks are over."""

    token = _hex(required=True)
    id = Ref()
    name = ma.fields.String()


class DrawInspector(ma.Schema):
    """One on the list; never by name."""

    token = _hex(required=True)
    id = Ref()


class DrawExcluded(ma.Schema):
    """Two that may not meet, and the kind of reason."""

    enterprise = _hex(required=True)
    inspector = _hex(required=True)
    because = ma.fields.String(required=True, validate=validate.OneOf(["declared", "post", "grid", "checked"]))


class DrawnVisit(ma.Schema):
    """One that was drawn, in the order of the lot."""

    enterprise = _hex(required=True)
    inspectors = ma.fields.List(_hex(), required=True)


class DrawPublic(DrawBrief):
    """What everybody may know of a draw, enough to repeat it."""

    conditions = ma.fields.Nested(DrawConditions, required=True)
    salt_hash = _hex(required=True)
    over = ma.fields.Boolean(required=True, metadata={"description": "The checks are over: ids and names are told"})
    enterprises = ma.fields.List(ma.fields.Nested(DrawEnterprise), required=True)
    inspectors = ma.fields.List(ma.fields.Nested(DrawInspector), required=True)
    excluded = ma.fields.List(ma.fields.Nested(DrawExcluded), required=True)
    seed = _hex()
    salt = _hex()
    result = ma.fields.List(ma.fields.Nested(DrawnVisit))
    cancelled_because = ma.fields.String()


class InterestNew(Form):
    """A tie to an enterprise; without `person_id` one's own."""

    person_id = Ref()
    enterprise_id = Ref(required=True)
    kind = ma.fields.String(required=True, validate=validate.OneOf(INTERESTS, error="unknown_code"))


class InterestQuery(ma.Schema):
    """Whose; one's own when nobody is named."""

    person = Ref()


class InterestOut(ma.Schema):
    """A tie that holds."""

    id = Ref(required=True)
    enterprise_id = Ref(required=True)
    enterprise = ma.fields.String(required=True, metadata={"description": "Its name"})
    kind = ma.fields.String(required=True, validate=validate.OneOf(INTERESTS))
    declared_by = ma.fields.Nested(_Named, required=True)


class InterestList(ma.Schema):
    """The oldest first."""

    items = ma.fields.List(ma.fields.Nested(InterestOut), required=True)
