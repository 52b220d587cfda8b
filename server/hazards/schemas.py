"""The shapes of hazards on the wire, for the doors and for the document that describes them."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import validate
from webargs.fields import DelimitedList

from ..places import taxonomy
from ..places.fields import Day, Form, Ref, Whole
from . import checks
from .states import ACTS, SEVERITIES, State

STATES = [state.value for state in State]
_CODES = {
    "category": sorted(taxonomy.codes(taxonomy.CATEGORIES)),
    "severity": list(SEVERITIES),
    "channel": sorted(taxonomy.codes(taxonomy.CHANNELS)),
    "disposal": sorted(taxonomy.codes(taxonomy.DISPOSITIONS)),
}
_UUID = {"type": "string", "format": "uuid", "pattern": "^[0-9a-f-]{36}$"}
_FORMS: dict[str, dict[str, Any]] = {
    "enterprise_id": _UUID,
    "area": _UUID,
    "place": {"type": "string", "maxLength": 200},
    "description": {"type": "string", "maxLength": 4000},
    "criterion": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"},
    "found_at": {"type": "string", "format": "date-time"},
    "lat": {"type": "number", "minimum": -90, "maximum": 90},
    "lon": {"type": "number", "minimum": -180, "maximum": 180},
    "accuracy_m": {"type": "number", "minimum": 0, "maximum": 1e7},
    **{name: {"type": "string", "enum": [*codes, None]} for name, codes in _CODES.items()},
}


class Checked(ma.fields.Raw):
    """A value checked as sync checks it: one rule for both doors."""

    def __init__(self, check: checks.Check, form: dict[str, Any]) -> None:
        super().__init__(allow_none=True, metadata=form)
        self.check = check

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        try:
            return self.check(value)
        except checks.Wrong as trouble:
            raise ma.ValidationError(str(trouble)) from trouble


class _Reported(Form):
    id = Ref(metadata={"description": "Made by the phone (UUIDv7); made by the server when absent"})


HazardNew = _Reported.from_dict(
    {name: Checked(check, _FORMS[name]) for name, check in checks.REPORTED.items()}, name="HazardNew"
)
HazardNew.__doc__ = "What somebody found."


class HazardAct(Form):
    """One step with a hazard; `args` are those of the act, as the protocol names them."""

    action = ma.fields.String(required=True, validate=validate.OneOf(list(ACTS), error="unknown_code"))
    args = ma.fields.Dict(keys=ma.fields.String(), allow_none=True, load_default=None)
    seen = Whole(0, 2**31 - 1, required=True, metadata={"description": "The version you looked at"})


class _Flag(ma.fields.Boolean):
    """`true` or `false` in an address."""

    truthy = {"true"}  # noqa: RUF012 - marshmallow's own
    falsy = {"false"}  # noqa: RUF012 - marshmallow's own


def _codes(codes: list[str]) -> DelimitedList:
    return DelimitedList(ma.fields.String(validate=validate.OneOf(codes, error="unknown_code")))


class HazardFilter(ma.Schema):
    """Which hazards; what is not named does not matter."""

    state = _codes(STATES)
    severity = _codes(list(SEVERITIES))
    enterprise = Ref()
    area = Ref(metadata={"description": "In this area or below it"})
    due_before = Day(metadata={"description": "Due before this day"})
    overdue = _Flag(metadata={"description": "Past due and still open"})
    repeated = _Flag(metadata={"description": "Open where one of the same category was closed before"})
    mine = _Flag(metadata={"description": "Reported by you"})
    q = ma.fields.String(validate=validate.Length(max=100), metadata={"description": "Words in it"})


class HazardListQuery(HazardFilter):
    """One page of hazards, newest first."""

    cursor = ma.fields.String(validate=validate.Length(max=400))
    limit = ma.fields.Integer(load_default=50, validate=validate.Range(1, 200))


class HazardHistoryQuery(ma.Schema):
    """One page of history, oldest first."""

    cursor = ma.fields.String(validate=validate.Length(max=400))
    limit = ma.fields.Integer(load_default=100, validate=validate.Range(1, 500))


class HazardPerson(ma.Schema):
    """A person as others see one."""

    id = Ref(required=True)
    name = ma.fields.String(required=True)


class HazardOut(ma.Schema):
    """A hazard as the caller may know it, with what he may do now."""

    id = Ref(required=True)
    version = ma.fields.Integer(required=True)
    state = ma.fields.String(required=True, validate=validate.OneOf(STATES))
    severity = ma.fields.String(required=True, validate=validate.OneOf(list(SEVERITIES)))
    channel = ma.fields.String(required=True)
    number = ma.fields.String()
    round = ma.fields.Integer(required=True)
    enterprise_id = Ref()
    area = Ref()
    place = ma.fields.String()
    description = ma.fields.String()
    category = ma.fields.String()
    criterion = ma.fields.String()
    disposal = ma.fields.String()
    found_at = ma.fields.String(metadata={"format": "date-time"})
    lat = ma.fields.Float()
    lon = ma.fields.Float()
    accuracy_m = ma.fields.Float()
    due_date = Day()
    responsible = ma.fields.String()
    measures = ma.fields.String()
    funds_fen = ma.fields.Integer()
    contingency_plan = ma.fields.String()
    interim_controls = ma.fields.String()
    plan_incomplete = ma.fields.Boolean()
    plan_signed = ma.fields.Dict()
    state_by = ma.fields.Nested(HazardPerson)
    state_at = ma.fields.String(metadata={"format": "date-time"})
    created_by = ma.fields.Nested(HazardPerson)
    created_at = ma.fields.String(metadata={"format": "date-time"})
    updated_at = ma.fields.String(metadata={"format": "date-time"})
    submitted_by = ma.fields.Nested(HazardPerson)
    accepted_by = ma.fields.Nested(HazardPerson)
    closed_by = ma.fields.Nested(HazardPerson)
    closed_at = ma.fields.String(metadata={"format": "date-time"})
    cause = ma.fields.String()
    extension = ma.fields.Dict(metadata={"description": "The open request for more time"})
    listed = ma.fields.Dict(metadata={"description": "Under listed supervision: level, by, at"})
    stopped = ma.fields.Dict(metadata={"description": "Not to be used until examined: what, by, at"})
    merged_into = Ref()
    transferred_to = ma.fields.String()
    actions = ma.fields.List(ma.fields.String(), required=True)
    conflicts = ma.fields.List(Ref(), required=True)
    history = ma.fields.Raw(metadata={"type": "array", "items": {"type": "object"}})


class HazardWhole(HazardOut):
    """A hazard with its photos and comments, those of the hazards that were merged into it too."""

    photos = ma.fields.List(ma.fields.Dict(), required=True)
    comments = ma.fields.List(ma.fields.Dict(), required=True)


class HazardActAnswer(ma.Schema):
    """What a step came to: the hazard as it stands, and the conflicts that a person should look at."""

    hazard = ma.fields.Nested(HazardOut, required=True)
    filed = ma.fields.List(Ref(), required=True)


class HazardPage(ma.Schema):
    """One page; `cursor` is null on the last one."""

    items = ma.fields.List(ma.fields.Nested(HazardOut), required=True)
    cursor = ma.fields.String(required=True, allow_none=True)


class HazardHistory(ma.Schema):
    """Events, oldest first; `whole` says whether every line of them still stands as it was chained."""

    items = ma.fields.List(ma.fields.Dict(), required=True)
    whole = ma.fields.Boolean(required=True)
    cursor = ma.fields.String(required=True, allow_none=True)


class HazardFigures(ma.Schema):
    """How many of the hazards the caller sees are open, overdue, back again, or wait for a judgement."""

    open = ma.fields.Integer(required=True)
    overdue = ma.fields.Integer(required=True)
    repeated = ma.fields.Integer(required=True)
    to_judge = ma.fields.Integer(required=True)
    by_state = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Integer(), required=True)
