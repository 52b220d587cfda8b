"""The shapes of refused work and of a phone's report.

A report is made of numbers, times and codes. No member of it can hold a sentence, so that nothing a person wrote,
no name and no place can travel in it, whatever a phone puts there.
"""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields, validate

from ..people.schemas import Named

OUTCOMES = ("done", "offline", "wait", "ended", "too_old", "broken")
STATES = ("waiting", "held", "sent", "attention", "aside")
PHOTO_STATES = ("captured", "shrunk", "uploading", "attention")
_MOST = 2**53 - 1


class Said(ma.Schema):
    """What a phone sends; members nobody here knows are passed over."""

    class Meta:
        unknown = ma.EXCLUDE


_PLAIN = {"pattern": "^[a-z][a-z0-9_]{0,39}$"}


def a_code(**rest: object) -> fields.String:
    """A stable word of the protocol: `state_moved`, `hazard`."""
    return fields.String(validate=validate.Regexp(r"[a-z][a-z0-9_]{0,39}\Z"), metadata=_PLAIN, **rest)  # type: ignore[arg-type]


def a_number(least: int = 0, **rest: object) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(least, _MOST), **rest)  # type: ignore[arg-type]


def a_moment(**rest: object) -> fields.AwareDateTime:
    return fields.AwareDateTime(format="iso", **rest)  # type: ignore[arg-type]


class WaitingSaid(Said):
    """So many ops of one kind that wait, or that a person must look at."""

    type = a_code(required=True)
    op = a_code(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    code = a_code(allow_none=True)
    count = a_number(1, required=True)
    oldest = a_moment(required=True)


class PhotosSaid(Said):
    """So many photos on their way, in one state."""

    state = fields.String(required=True, validate=validate.OneOf(PHOTO_STATES))
    code = a_code(allow_none=True)
    count = a_number(1, required=True)
    bytes = a_number(required=True)


class AttemptSaid(Said):
    """One try to reach the server, or several in a row that ended alike."""

    at = a_moment(required=True)
    until = a_moment(required=True)
    times = a_number(1, required=True)
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    code = a_code(allow_none=True)
    status = fields.Integer(strict=True, allow_none=True, validate=validate.Range(100, 599))
    sent = a_number(required=True)
    got = a_number(required=True)
    refused = a_number(required=True)


class ReportSaid(Said):
    made_at = a_moment(required=True)
    app = fields.String(
        required=True,
        validate=validate.Regexp(r"[0-9A-Za-z.+-]{1,40}\Z"),
        metadata={"pattern": "^[0-9A-Za-z.+-]{1,40}$", "description": "The app's version"},
    )
    schema = a_number(required=True)
    skew_s = a_number(-_MOST, required=True, metadata={"description": "How far the phone's clock is ahead"})
    waiting = fields.List(fields.Nested(WaitingSaid), required=True, validate=validate.Length(max=200))
    photos = fields.List(fields.Nested(PhotosSaid), required=True, validate=validate.Length(max=50))
    attempts = fields.List(fields.Nested(AttemptSaid), required=True, validate=validate.Length(max=200))
    room = a_number(allow_none=True, metadata={"description": "Bytes this browser still gives the app"})


class ReportAnswer(ma.Schema):
    id = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)
    by = fields.Nested(Named, required=True)
    device = fields.Nested(Named, required=True)
    report = fields.Dict(required=True, metadata={"description": "As it was sent"})


class ReportKept(ma.Schema):
    id = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)


class ReportPage(ma.Schema):
    items = fields.List(fields.Nested(ReportAnswer), required=True)
    cursor = fields.String(required=True, allow_none=True)


class RefusedAnswer(ma.Schema):
    id = fields.String(required=True, metadata={"description": "The op's own id"})
    received_at = fields.AwareDateTime(required=True)
    by = fields.Nested(Named, required=True)
    device = fields.String(required=True)
    seq = fields.Integer(required=True)
    type = fields.String(required=True, allow_none=True)
    record = fields.String(required=True, allow_none=True)
    op = fields.String(required=True, allow_none=True)
    problem = fields.Dict(required=True, metadata={"description": "Why, as its author was told"})
    payload = fields.String(
        required=True, metadata={"description": "The whole op as it came, as JSON text, however strange"}
    )


class RefusedPage(ma.Schema):
    items = fields.List(fields.Nested(RefusedAnswer), required=True)
    cursor = fields.String(required=True, allow_none=True)


class PageQuery(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    cursor = fields.String(validate=validate.Length(max=600), metadata={"description": "From the page before"})
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class RefusedQuery(PageQuery):
    whose = fields.String(
        load_default="own",
        validate=validate.OneOf(["own", "circle"]),
        metadata={"description": "One's own, or of everybody whose administrator one is"},
    )
