"""The shapes of places on the wire, for the doors and for the document that describes them."""

from __future__ import annotations

import marshmallow as ma
from flask_smorest.fields import Upload
from marshmallow import validate

from . import taxonomy
from .fields import (
    AreaCode,
    Changes,
    Code,
    CreditCode,
    Day,
    Degrees,
    Form,
    KnownTraits,
    Ref,
    Text,
    Traits,
    Whole,
    YesNo,
)


class Person(Form):
    """Somebody to call at an enterprise."""

    name = Text(40, least=1, required=True)
    phone = Text(30)


class AreaNew(Form):
    """A new area."""

    code = AreaCode(required=True)
    name = Text(80, least=1, required=True)
    parent = Ref(allow_none=True, load_default=None, metadata={"description": "The area it lies in"})
    level = Code(taxonomy.LEVELS, required=True)
    valid = YesNo(load_default=True, metadata={"description": "Still in use"})


class AreaChange(Form):
    """What changes of an area; what is not named stays."""

    seen = Whole(0, 2**31 - 1, metadata={"description": "The version you looked at; or send If-Match"})
    code = AreaCode()
    name = Text(80, least=1)
    parent = Ref(allow_none=True)
    level = Code(taxonomy.LEVELS)
    valid = YesNo()


class EnterpriseFields(Form):
    """What people fill in about an enterprise."""

    name = Text(120, least=1)
    uscc = CreditCode(allow_none=True)
    area_id = Ref(data_key="area", metadata={"description": "Id of the area it lies in"})
    address = Text(200)
    sector = Code(taxonomy.SECTORS, allow_none=True)
    state = Code(taxonomy.STATES)
    risk_grade = Code(taxonomy.RISK_GRADES, allow_none=True)
    risk_graded_on = Day(allow_none=True)
    lat = Degrees(90, allow_none=True, metadata={"description": "WGS 84 degrees north"})
    lon = Degrees(180, allow_none=True, metadata={"description": "WGS 84 degrees east"})
    host_enterprise_id = Ref(allow_none=True, metadata={"description": "On whose premises it works (厂中厂)"})
    principal = ma.fields.Nested(Person, allow_none=True)
    actual_controller = ma.fields.Nested(Person, allow_none=True)
    staff_count = Whole(0, taxonomy.MOST_PEOPLE, allow_none=True)
    traits = Traits(allow_none=True)


class EnterpriseNew(EnterpriseFields):
    """A new enterprise."""

    name = Text(120, least=1, required=True)
    area_id = Ref(data_key="area", required=True, metadata={"description": "Id of the area it lies in"})


class EnterpriseChange(EnterpriseFields):
    """What changes of an enterprise; what is not named stays, and of `traits` only the named codes change."""

    seen = Whole(0, 2**31 - 1, metadata={"description": "The version you looked at; or send If-Match"})


class IfMatch(ma.Schema):
    """The version you looked at, as the ETag said it."""

    class Meta:
        unknown = ma.EXCLUDE

    if_match = ma.fields.String(data_key="If-Match", validate=validate.Length(max=40))


class AreaOut(ma.Schema):
    """An area."""

    id = Ref(required=True)
    version = ma.fields.Integer(required=True)
    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    parent = Ref(allow_none=True, required=True)
    level = Code(taxonomy.LEVELS, required=True)
    valid = ma.fields.Boolean(required=True)


class PersonOut(ma.Schema):
    """Somebody to call."""

    name = ma.fields.String(required=True)
    phone = ma.fields.String()


class EnterpriseOut(ma.Schema):
    """An enterprise, as far as the caller may know it: its people learn only where it is and what it is."""

    id = Ref(required=True)
    version = ma.fields.Integer(required=True)
    name = ma.fields.String(required=True)
    area = Ref(required=True)
    state = Code(taxonomy.STATES, required=True)
    sector = Code(taxonomy.SECTORS, allow_none=True, required=True)
    address = ma.fields.String(allow_none=True, required=True)
    lat = ma.fields.Float(allow_none=True, required=True)
    lon = ma.fields.Float(allow_none=True, required=True)
    host_enterprise_id = Ref(allow_none=True, required=True)
    uscc = ma.fields.String(allow_none=True)
    risk_grade = Code(taxonomy.RISK_GRADES, allow_none=True)
    risk_graded_on = Day(allow_none=True)
    staff_count = ma.fields.Integer(allow_none=True)
    principal = ma.fields.Nested(PersonOut, allow_none=True)
    actual_controller = ma.fields.Nested(PersonOut, allow_none=True)
    traits = KnownTraits(allow_none=True)


def page_of(out: type[ma.Schema]) -> type[ma.Schema]:
    """A page of a list: the items, and the cursor of the next page if there is one."""
    name = out.__name__.removesuffix("Out") + "Page"
    return type(name, (ma.Schema,), {
        "__doc__": "A page of a list.", "__module__": __name__,
        "items": ma.fields.List(ma.fields.Nested(out), required=True),
        "cursor": ma.fields.String(allow_none=True, required=True),
    })


class Paging(ma.Schema):
    """How to go through a list."""

    error_messages = {"unknown": "unknown_field"}  # noqa: RUF012 - marshmallow's own

    cursor = ma.fields.String(validate=validate.Length(max=600), metadata={"description": "From the page before"})
    limit = ma.fields.Integer(load_default=50, validate=validate.Range(1, 200))
    q = Text(80, metadata={"description": "Words to look for"})


class AreaList(Paging):
    """Which areas."""

    parent = Ref(metadata={"description": "Only those directly below this one"})
    level = Code(taxonomy.LEVELS)
    code = ma.fields.String(validate=[validate.Length(max=24), validate.ContainsNoneOf("\x00", error="invalid_text")])


class EnterpriseList(Paging):
    """Which enterprises."""

    area = Ref(metadata={"description": "Only in this area and below it"})
    sector = Code(taxonomy.SECTORS)
    risk_grade = Code(taxonomy.RISK_GRADES)
    state = Code(taxonomy.STATES)
    host = Ref(metadata={"description": "Only those on the premises of this enterprise"})


class HistoryList(ma.Schema):
    """Which lines of history."""

    after = ma.fields.Integer(
        load_default=0, validate=validate.Range(0, 2**53), metadata={"description": "`n` of the last line known"}
    )
    limit = ma.fields.Integer(load_default=50, validate=validate.Range(1, 200))


class HistoryPerson(ma.Schema):
    """Who did it, by the name of that day."""

    id = Ref(required=True)
    name = ma.fields.String(required=True)


class HistoryLine(ma.Schema):
    """What somebody did."""

    n = ma.fields.Integer(required=True, metadata={"description": "Its place in the chain"})
    hash = ma.fields.String(required=True)
    version = ma.fields.Integer(required=True, metadata={"description": "Of the enterprise, afterwards"})
    id = Ref(required=True)
    op = Ref(required=True, metadata={"description": "What was done in one go has the same"})
    at = ma.fields.String(required=True, metadata={"format": "date-time"})
    received_at = ma.fields.String(required=True, metadata={"format": "date-time"})
    by = ma.fields.Nested(HistoryPerson, required=True)
    post = ma.fields.String(metadata={"description": "The role he did it in"})
    kind = ma.fields.String(required=True, validate=validate.OneOf(["create", "set", "ledger_exported"]))
    # `from` is a word that Python keeps for itself
    from_state = Code(taxonomy.STATES, attribute="from", data_key="from")
    to_state = Code(taxonomy.STATES, attribute="to", data_key="to")
    changes = Changes()
    source = ma.fields.String(metadata={"description": "The list it came in with"})
    count = ma.fields.Integer(metadata={"description": "How many certificates were taken out with the ledger"})


class HistoryPage(ma.Schema):
    """Lines of history, oldest first: who, when, and what was and is."""

    items = ma.fields.List(ma.fields.Nested(HistoryLine), required=True)
    after = ma.fields.Integer(allow_none=True, required=True)


# --- lists that come in from Excel ----------------------------------------------------------------


class ImportOptions(ma.Schema):
    """What may be said beside the file."""

    coordinates = ma.fields.String(
        validate=validate.OneOf(["WGS84", "GCJ-02", "BD-09"], error="unknown_code"),
        metadata={"description": "Coordinate system of lines that do not name their own"},
    )


class ImportFile(ma.Schema):
    """The list itself."""

    class Meta:
        unknown = ma.EXCLUDE

    file = Upload(required=True, metadata={"description": ".xlsx, or CSV in UTF-8 or GB18030"})


class LineError(ma.Schema):
    """Why a line cannot be taken."""

    line = ma.fields.Integer(required=True, metadata={"description": "As the spreadsheet numbers it"})
    column = ma.fields.String(required=True)
    code = ma.fields.String(required=True)
    reason = ma.fields.String(required=True, metadata={"description": "In the user's language"})
    value = ma.fields.String(allow_none=True, required=True)


class LineOut(ma.Schema):
    """A line that can be taken."""

    line = ma.fields.Integer(required=True)
    name = ma.fields.String(required=True)
    status = ma.fields.String(required=True, validate=validate.OneOf(["new", "changed", "same"]))
    id = Ref(allow_none=True, required=True)
    changes = Changes(
        required=True, metadata={"description": "For `changed`: field → {was, now}; for `new`: field → {now}"}
    )


class Counts(ma.Schema):
    """How many lines of each kind."""

    new = ma.fields.Integer(required=True)
    changed = ma.fields.Integer(required=True)
    same = ma.fields.Integer(required=True)
    bad = ma.fields.Integer(required=True)


class ImportOut(ma.Schema):
    """A list as it was understood; nothing is taken before somebody says so."""

    id = Ref(required=True)
    file_name = ma.fields.String(allow_none=True, required=True)
    made_at = ma.fields.String(required=True, metadata={"format": "date-time"})
    taken_at = ma.fields.String(allow_none=True, required=True, metadata={"format": "date-time"})
    counts = ma.fields.Nested(Counts, required=True)
    lines = ma.fields.List(ma.fields.Nested(LineOut), required=True)
    errors = ma.fields.List(ma.fields.Nested(LineError), required=True)
    passed_over = ma.fields.List(
        ma.fields.String(), required=True, metadata={"description": "Headings nobody here knows"}
    )


class TableImportOptions(ma.Schema):
    """Whether it is taken, or only looked at."""

    class Meta:
        unknown = ma.EXCLUDE

    take = ma.fields.Boolean(
        load_default=False, metadata={"description": "true: take the list; else only say what it would change"}
    )


class TableLineOut(ma.Schema):
    """A line that can be taken."""

    line = ma.fields.Integer(required=True, metadata={"description": "As the spreadsheet numbers it"})
    name = ma.fields.String(required=True, metadata={"description": "What people call what it is about"})
    status = ma.fields.String(required=True, validate=validate.OneOf(["new", "changed", "same"]))
    id = ma.fields.String(
        allow_none=True, required=True, metadata={"description": "Of the record it means; null for a new one"}
    )
    changes = ma.fields.Dict(
        keys=ma.fields.String(), required=True, metadata={"description": "What would change: `{field: {was, now}}`"}
    )


class TableImportOut(ma.Schema):
    """A list as it was understood, and whether it was taken. With one error in it nothing is."""

    taken = ma.fields.Boolean(required=True)
    counts = ma.fields.Nested(Counts, required=True)
    lines = ma.fields.List(ma.fields.Nested(TableLineOut), required=True)
    errors = ma.fields.List(ma.fields.Nested(LineError), required=True)
    passed_over = ma.fields.List(
        ma.fields.String(), required=True, metadata={"description": "Headings nobody here knows"}
    )
