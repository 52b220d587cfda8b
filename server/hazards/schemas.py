"""The shapes of hazards on the wire, for the doors and for the document that describes them."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import validate
from webargs.fields import DelimitedList

from ..photos.collection import ROLES as PHOTO_ROLES
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
    "walkthrough_id": _UUID,
    "recurs_of": _UUID,
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
    repeated = _Flag(metadata={"description": "Open, and it came back, or one of its category was closed before"})
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


class _AsKept(ma.fields.Nested):
    """Told as it is kept, member for member; the schema says what that is."""

    def _serialize(self, nested_obj: Any, attr: str | None, obj: Any, **more: Any) -> Any:
        return nested_obj


def _moment(**more: Any) -> ma.fields.String:
    return ma.fields.String(metadata={"format": "date-time"}, **more)


class HazardEvent(ma.Schema):
    """One step of a hazard's life: who, when (claimed and received), where, and what was said with it."""

    class Meta:
        unknown = ma.INCLUDE

    id = Ref(required=True)
    op = Ref(metadata={"description": "The op that brought it"})
    at = _moment(required=True)
    claimed_at = _moment()
    received_at = _moment(required=True)
    by = ma.fields.Nested(HazardPerson, required=True)
    credit = ma.fields.Nested(HazardPerson, metadata={"description": "Whose work it was, where another adopted it"})
    post = ma.fields.String(metadata={"description": "The role in which it was done"})
    kind = ma.fields.String(required=True)
    from_ = ma.fields.String(data_key="from", validate=validate.OneOf(STATES))
    to = ma.fields.String(validate=validate.OneOf(STATES))
    lat = ma.fields.Float()
    lon = ma.fields.Float()
    action = ma.fields.String()
    note = ma.fields.String()
    args = ma.fields.Dict()
    changes = ma.fields.Dict(keys=ma.fields.String())
    version = ma.fields.Integer(required=True)


class HazardLine(HazardEvent):
    """An event with its place in the chain of the whole installation, and the hash it was chained with."""

    n = ma.fields.Integer(required=True)
    hash = ma.fields.String(required=True)


class HazardPhoto(ma.Schema):
    """A photo of a hazard; `stored` once the server has its bytes and they have this hash."""

    id = Ref(required=True)
    version = ma.fields.Integer(required=True)
    owner_type = ma.fields.String(required=True)
    owner_id = Ref(required=True)
    role = ma.fields.String(required=True, validate=validate.OneOf(PHOTO_ROLES))
    sha256 = ma.fields.String(required=True)
    taken_at = _moment()
    lat = ma.fields.Float()
    lon = ma.fields.Float()
    accuracy_m = ma.fields.Float()
    caption = ma.fields.String()
    stored = ma.fields.Boolean(required=True)
    used = ma.fields.Boolean(metadata={"description": "A step rests on it: it can no longer be deleted"})
    width = ma.fields.Integer()
    height = ma.fields.Integer()
    size = ma.fields.Integer(metadata={"description": "Bytes"})
    created_by = ma.fields.Nested(HazardPerson, required=True)
    created_at = _moment(required=True)


class HazardComment(ma.Schema):
    """What somebody said about a hazard."""

    id = Ref(required=True)
    version = ma.fields.Integer(required=True)
    owner_type = ma.fields.String(required=True)
    owner_id = Ref(required=True)
    text = ma.fields.String(required=True)
    created_by = ma.fields.Nested(HazardPerson, required=True)
    created_at = _moment(required=True)


class _Mark(ma.Schema):
    by = ma.fields.Nested(HazardPerson, required=True)
    at = _moment(required=True)


class HazardExtension(_Mark):
    """More time, asked for and not decided yet."""

    due_date = Day(required=True)
    reason = ma.fields.String(required=True)
    interim_controls = ma.fields.String(allow_none=True)


class HazardListed(_Mark):
    """Under listed supervision (挂牌督办)."""

    level = ma.fields.String(required=True)


class HazardStopped(_Mark):
    """Not to be used until it was examined."""

    what = ma.fields.String(required=True)


class HazardPlanSigned(_Mark):
    """Whose signature stands under the plan of a major hazard."""

    photo = Ref(required=True)


class HazardOpinion(ma.Schema):
    """An expert who was asked, and (once `given_at` is there) what he said and signed."""

    expert = ma.fields.Nested(HazardPerson, required=True)
    question = ma.fields.String()
    by = ma.fields.Nested(HazardPerson, metadata={"description": "Who asked"})
    at = _moment()
    text = ma.fields.String()
    photo = Ref(metadata={"description": "His signature"})
    severity = ma.fields.String(validate=validate.OneOf(list(SEVERITIES)))
    given_at = _moment()
    late = ma.fields.Boolean(metadata={"description": "It came after the hazard was closed"})


class HazardDocument(_Mark):
    """The number of an enforcement document, which is made elsewhere."""

    kind = ma.fields.String(required=True, validate=validate.OneOf(sorted(taxonomy.codes(taxonomy.DOCUMENT_KINDS))))
    number = ma.fields.String(required=True)
    issued_on = Day()


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
    walkthrough_id = Ref(metadata={"description": "The walkthrough on which it was found"})
    recurs_of = Ref(metadata={"description": "The closed hazard that came back"})
    disposal = ma.fields.String()
    found_at = _moment()
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
    plan_signed = _AsKept(HazardPlanSigned)
    state_by = ma.fields.Nested(HazardPerson)
    state_at = _moment()
    created_by = ma.fields.Nested(HazardPerson)
    created_at = _moment()
    updated_at = _moment()
    submitted_by = ma.fields.Nested(HazardPerson)
    accepted_by = ma.fields.Nested(HazardPerson)
    closed_by = ma.fields.Nested(HazardPerson)
    closed_at = _moment()
    cause = ma.fields.String()
    extension = _AsKept(HazardExtension)
    opinions = _AsKept(HazardOpinion, many=True)
    documents = _AsKept(HazardDocument, many=True)
    listed = _AsKept(HazardListed)
    stopped = _AsKept(HazardStopped)
    merged_into = Ref()
    transferred_to = ma.fields.String()
    actions = ma.fields.List(ma.fields.String(), required=True)
    conflicts = ma.fields.List(Ref(), required=True)
    history = _AsKept(HazardEvent, many=True, metadata={"description": "The last events, oldest first"})


class HazardWhole(HazardOut):
    """A hazard with its photos and comments, those of the hazards that were merged into it too."""

    photos = _AsKept(HazardPhoto, many=True, required=True)
    comments = _AsKept(HazardComment, many=True, required=True)


class Expert(HazardPerson):
    """Somebody who may be asked for an opinion."""

    title = ma.fields.String()


class ExpertList(ma.Schema):
    """By name; empty for whoever asks nobody."""

    items = ma.fields.List(ma.fields.Nested(Expert), required=True)


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

    items = _AsKept(HazardLine, many=True, required=True)
    whole = ma.fields.Boolean(required=True)
    cursor = ma.fields.String(required=True, allow_none=True)


class HazardFigures(ma.Schema):
    """How many of the hazards the caller sees are open, overdue, back again, or wait for a judgement."""

    open = ma.fields.Integer(required=True)
    overdue = ma.fields.Integer(required=True)
    repeated = ma.fields.Integer(required=True)
    to_judge = ma.fields.Integer(required=True)
    by_state = ma.fields.Dict(keys=ma.fields.String(), values=ma.fields.Integer(), required=True)
