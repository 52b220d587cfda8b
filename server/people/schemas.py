"""The shapes of people, posts and sessions on the wire."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

from ..permissions import Role
from .passwords import LONGEST, SHORTEST

LOCALES = ("zh", "en")


class Words(fields.String):
    """Text a database can keep and JSON can give back: no U+0000, no half of a pair; blanks around it fall off."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ma.ValidationError("invalid_text")
        return text.strip()


class Secret(Words):
    """A password: not a sign of it is changed."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        super()._deserialize(value, attr, data, **kwargs)
        return str(value)


class YesNo(fields.Boolean):
    """true or false, and nothing that merely looks like it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


def words(longest: int, *, least: int = 0, **rest: Any) -> Words:
    return Words(validate=validate.Length(min=least, max=longest), **rest)


def password(**rest: Any) -> Secret:
    """A new password; its own verb says why one does not do, so that only nonsense is refused here."""
    said = {"description": f"{SHORTEST} to {LONGEST} characters", "format": "password"}
    return Secret(required=True, validate=validate.Length(max=1000), metadata=said, **rest)


class Said(ma.Schema):
    """What a client sends; members nobody here knows are passed over."""

    class Meta:
        unknown = ma.EXCLUDE


# --- signing in -----------------------------------------------------------------------------------


class DeviceSaid(Said):
    """One user in one browser profile."""

    id = fields.UUID(required=True, metadata={"description": "Made by the phone; belongs to one user for ever"})
    name = words(200, load_default="")


class SignIn(Said):
    login = words(200, required=True)
    password = Secret(required=True, validate=validate.Length(max=1000), metadata={"format": "password"})
    device = fields.Nested(DeviceSaid, required=True)


class Named(ma.Schema):
    """A place or device, as people call it."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class Myself(ma.Schema):
    """Who is signed in."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    login = fields.String(required=True)
    locale = fields.String(required=True, validate=validate.OneOf(LOCALES))
    phone = fields.String(required=True, allow_none=True)


class SignedInAnswer(ma.Schema):
    """`token` is told once; the same is set as a cookie that scripts cannot read."""

    token = fields.String(required=True)
    user = fields.Nested(Myself, required=True)
    device = fields.Nested(Named, required=True)
    schema = fields.Integer(required=True)
    min_schema = fields.Integer(required=True)
    epoch = fields.String(required=True)
    server_time = fields.String(required=True)


class PostAnswer(ma.Schema):
    """What somebody is, where, and from which day to which (both count)."""

    id = fields.String(required=True)
    role = fields.String(required=True, validate=validate.OneOf([role.value for role in Role]))
    area = fields.Nested(Named, required=True, allow_none=True)
    enterprise = fields.Nested(Named, required=True, allow_none=True)
    title = fields.String(required=True, allow_none=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(["coming", "held", "over"]))


class Scope(ma.Schema):
    """Ids of the areas and enterprises whose records one sees."""

    areas = fields.List(fields.String(), required=True)
    enterprises = fields.List(fields.String(), required=True)


class MeAnswer(ma.Schema):
    user = fields.Nested(Myself, required=True)
    posts = fields.List(fields.Nested(PostAnswer), required=True)
    roles = fields.List(fields.String(validate=validate.OneOf([role.value for role in Role])), required=True)
    scope = fields.Nested(Scope, required=True)
    device = fields.Nested(Named, required=True)
    demo = fields.Boolean(required=True, metadata={"description": "A demo district: nothing here is real"})


class MyChange(Said):
    locale = fields.String(validate=validate.OneOf(LOCALES))
    name = words(100, least=1)


class PasswordChange(Said):
    old = Secret(required=True, validate=validate.Length(max=1000), metadata={"format": "password"})
    new = password()


class DeviceAnswer(Named):
    created_at = fields.AwareDateTime(required=True)
    seen_at = fields.AwareDateTime(required=True)
    revoked_at = fields.AwareDateTime(required=True, allow_none=True)
    stolen = fields.Boolean(required=True)
    current = fields.Boolean(required=True)


class Revocation(Said):
    stolen = YesNo(load_default=False, metadata={"description": "Nothing more is taken from it, not even unsent work"})


class SessionAnswer(ma.Schema):
    id = fields.String(required=True)
    device = fields.Nested(Named, required=True)
    created_at = fields.AwareDateTime(required=True)
    seen_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)
    current = fields.Boolean(required=True)


class DeviceList(ma.Schema):
    items = fields.List(fields.Nested(DeviceAnswer), required=True)


class SessionList(ma.Schema):
    items = fields.List(fields.Nested(SessionAnswer), required=True)


# --- links ----------------------------------------------------------------------------------------


class InvitationAnswer(ma.Schema):
    """Whom an invitation is for; `login` if one was proposed."""

    name = fields.String(required=True)
    login = fields.String(required=True, allow_none=True)
    posts = fields.List(fields.Nested(PostAnswer), required=True)
    expires_at = fields.AwareDateTime(required=True)


class ResetAnswer(ma.Schema):
    name = fields.String(required=True)
    login = fields.String(required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True)


class Acceptance(Said):
    token = words(200, required=True)
    login = words(200, required=True)
    name = words(100, least=1, required=True)
    password = password()


class LoginAnswer(ma.Schema):
    """The login in the form in which it is kept."""

    login = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)


class NewPassword(Said):
    password = password()


class LinkAnswer(ma.Schema):
    """A link to hand over; it is told once, works once, and ends the ones before it."""

    kind = fields.String(required=True, validate=validate.OneOf(["invitation", "reset"]))
    path = fields.String(required=True, metadata={"description": "Follows the address of this server"})
    url = fields.String(required=True, metadata={"description": "The whole address"})
    expires_at = fields.AwareDateTime(required=True)


# --- administration -------------------------------------------------------------------------------


class PostSaid(Said):
    role = fields.String(required=True, validate=validate.OneOf([role.value for role in Role]))
    area_id = fields.UUID(allow_none=True, load_default=None)
    enterprise_id = fields.UUID(allow_none=True, load_default=None)
    title = words(100, allow_none=True, load_default=None)
    starts_on = fields.Date(allow_none=True, load_default=None, metadata={"description": "Today, if missing"})
    ends_on = fields.Date(allow_none=True, load_default=None, metadata={"description": "Last day that counts"})


class PostChange(Said):
    title = words(100, allow_none=True)
    starts_on = fields.Date()
    ends_on = fields.Date(allow_none=True, metadata={"description": "null: no end; also takes back an ending"})


class PersonSaid(Said):
    name = words(100, least=1, required=True)
    login = words(200, allow_none=True, load_default=None, metadata={"description": "A proposal; may be left out"})
    phone = words(30, allow_none=True, load_default=None)
    locale = fields.String(load_default="zh", validate=validate.OneOf(LOCALES))
    posts = fields.List(fields.Nested(PostSaid), required=True, validate=validate.Length(min=1, max=20))


class PersonChange(Said):
    name = words(100, least=1)
    phone = words(30, allow_none=True)
    active = YesNo(metadata={"description": "false: may sign in no more"})


class PersonAnswer(ma.Schema):
    """A person as those see him who manage him; posts at places of others are left out."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    login = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    locale = fields.String(required=True)
    active = fields.Boolean(required=True)
    demo = fields.Boolean(required=True)
    invited = fields.Boolean(required=True, metadata={"description": "Has not come yet"})
    manageable = fields.Boolean(
        required=True, metadata={"description": "You may change him himself, not only his posts with you"}
    )
    created_at = fields.AwareDateTime(required=True)
    posts = fields.List(fields.Nested(PostAnswer), required=True)


class PersonMade(ma.Schema):
    person = fields.Nested(PersonAnswer, required=True)
    invitation = fields.Nested(LinkAnswer, required=True)


class PeoplePage(ma.Schema):
    """A page of people by name, and the cursor of the next if there is one."""

    items = fields.List(fields.Nested(PersonAnswer), required=True)
    cursor = fields.String(required=True, allow_none=True)


class PeopleQuery(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    q = words(100, metadata={"description": "Looked for in name, login and phone"})
    cursor = words(600, metadata={"description": "From the page before"})
    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


# --- lists from Excel -----------------------------------------------------------------------------


class PeopleFile(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary", "description": ".xlsx or CSV"})


class PeopleLineError(ma.Schema):
    line = fields.Integer(required=True, metadata={"description": "As the spreadsheet numbers it"})
    column = fields.String(required=True, allow_none=True)
    code = fields.String(required=True)
    reason = fields.String(required=True, metadata={"description": "In the user's language"})


class PeopleLine(ma.Schema):
    line = fields.Integer(required=True)
    status = fields.String(required=True, validate=validate.OneOf(["new", "changed", "same"]))
    name = fields.String(required=True)
    login = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    role = fields.String(required=True)
    place = fields.String(required=True)
    changes = fields.List(fields.String(), required=True)


class PeopleCounts(ma.Schema):
    new = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    same = fields.Integer(required=True)
    bad = fields.Integer(required=True)


class PeopleImportAnswer(ma.Schema):
    """What taking the list would do; nothing has been done yet."""

    id = fields.String(required=True)
    counts = fields.Nested(PeopleCounts, required=True)
    lines = fields.List(fields.Nested(PeopleLine), required=True)
    errors = fields.List(fields.Nested(PeopleLineError), required=True)
    passed_over = fields.List(fields.String(), required=True, metadata={"description": "Headings nobody knows"})


class PeopleInvited(ma.Schema):
    line = fields.Integer(required=True)
    name = fields.String(required=True)
    invitation = fields.Nested(LinkAnswer, required=True)


class PeopleImportTaken(ma.Schema):
    """What was done, with a link for each new person."""

    counts = fields.Nested(PeopleCounts, required=True)
    errors = fields.List(fields.Nested(PeopleLineError), required=True)
    invited = fields.List(fields.Nested(PeopleInvited), required=True)
