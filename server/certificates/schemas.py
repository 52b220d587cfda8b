"""How a ledger that comes in from Excel is told."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import validate

from ..places.schemas import Counts, LineError


class LedgerImportOptions(ma.Schema):
    """Whether it is taken, or only looked at."""

    class Meta:
        unknown = ma.EXCLUDE

    take = ma.fields.Boolean(
        load_default=False, metadata={"description": "true: take the list; else only say what it would change"}
    )


class LedgerLineOut(ma.Schema):
    """A line that can be taken."""

    line = ma.fields.Integer(required=True, metadata={"description": "As the spreadsheet numbers it"})
    name = ma.fields.String(required=True, metadata={"description": "Of the holder"})
    status = ma.fields.String(required=True, validate=validate.OneOf(["new", "changed", "same"]))
    id = ma.fields.String(allow_none=True, required=True, metadata={"description": "Of the certificate it means"})
    changes = ma.fields.Dict(
        keys=ma.fields.String(), required=True, metadata={"description": "What would change: `{field: {was, now}}`"}
    )


class LedgerImportOut(ma.Schema):
    """A list as it was understood, and whether it was taken. With one error in it nothing is."""

    taken = ma.fields.Boolean(required=True)
    counts = ma.fields.Nested(Counts, required=True)
    lines = ma.fields.List(ma.fields.Nested(LedgerLineOut), required=True)
    errors = ma.fields.List(ma.fields.Nested(LineError), required=True)
    passed_over = ma.fields.List(
        ma.fields.String(), required=True, metadata={"description": "Headings nobody here knows"}
    )
