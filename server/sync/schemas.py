"""The shapes of sync on the wire, for the OpenAPI document; the engine judges ops itself, one by one."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

PERSON = {"description": "A person, as {id, name}"}


class Open(ma.Schema):
    """More members are welcome."""

    class Meta:
        unknown = ma.INCLUDE


class PersonSchema(Open):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class ChangeSchema(Open):
    was = fields.Raw(allow_none=True)
    now = fields.Raw(allow_none=True)


class OpSchema(Open):
    id = fields.UUID(required=True, metadata={"description": "UUIDv7 made by the phone: the op's identity"})
    seq = fields.Integer(
        required=True,
        validate=validate.Range(min=1),
        metadata={"description": "Place in the device's order, without gaps"},
    )
    type = fields.String(metadata={"description": "Record type, such as hazard, photo, comment"})
    record = fields.UUID()
    op = fields.String(required=True, validate=validate.OneOf(["create", "set", "act", "delete", "void"]))
    at = fields.String(metadata={"description": "RFC 3339, by the phone's clock"})
    seen = fields.Integer(metadata={"description": "Version the user looked at; missing = 0"})
    data = fields.Dict(metadata={"description": "For create"})
    fields_ = fields.Dict(data_key="fields", values=fields.Nested(ChangeSchema), metadata={"description": "For set"})
    action = fields.String(metadata={"description": "For act"})
    args = fields.Dict(metadata={"description": "For act"})
    of = fields.UUID(metadata={"description": "For void: the op that was refused with its whole request"})


class PushSchema(Open):
    device = fields.UUID(required=True)
    schema = fields.Integer(required=True)
    sent_at = fields.String(metadata={"description": "RFC 3339, by the phone's clock"})
    ops = fields.List(fields.Nested(OpSchema), required=True, validate=validate.Length(max=200))


class ProblemInResult(Open):
    code = fields.String(required=True)
    detail = fields.String(required=True)


class AreaNameSchema(Open):
    id = fields.UUID(required=True)
    area = fields.UUID(required=True)
    name = fields.String(required=True)


class ResultSchema(Open):
    id = fields.UUID(required=True)
    status = fields.String(required=True, validate=validate.OneOf(["applied", "conflict", "parked", "rejected"]))
    version = fields.Integer()
    again = fields.Boolean(metadata={"description": "This op had its answer before"})
    conflicts = fields.List(fields.UUID())
    contribution = fields.UUID()
    to = fields.Nested(AreaNameSchema, allow_none=True)
    problem = fields.Nested(ProblemInResult)
    ignored = fields.List(fields.String(), metadata={"description": "Fields of a create this server does not know"})


class AnswerSchema(Open):
    results = fields.List(fields.Nested(ResultSchema), required=True)
    last_seq = fields.Integer(required=True)
    min_schema = fields.Integer(required=True)
    epoch = fields.UUID(required=True)
    server_time = fields.String(required=True)


class PullQuery(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    cursor = fields.String(metadata={"description": "Opaque; without it the whole scope from the start"})
    limit = fields.Integer(
        load_default=500, validate=validate.Range(min=1), metadata={"description": "Above 1,000 is clamped"}
    )


class PulledSchema(Open):
    type = fields.String(required=True)
    id = fields.UUID(required=True)
    version = fields.Integer()
    data = fields.Dict()
    gone = fields.String(validate=validate.OneOf(["scope", "deleted"]))


class PullSchema(Open):
    changes = fields.List(fields.Nested(PulledSchema), required=True)
    cursor = fields.String(required=True)
    more = fields.Boolean(required=True)
    reset = fields.String(
        required=True, allow_none=True, validate=validate.OneOf(["scope", "expired", "epoch", "unknown"])
    )
    last_seq = fields.Integer(required=True)
    epoch = fields.UUID(required=True)
    min_schema = fields.Integer(required=True)
    server_time = fields.String(required=True)


class EventsQuery(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    cursor = fields.String(required=True, metadata={"description": "The cursor of the last pull"})


class EventsSchema(Open):
    changed = fields.Boolean(required=True, metadata={"description": "Something changed for the caller: pull"})
