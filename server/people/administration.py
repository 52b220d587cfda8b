"""The doors of administration: people, their posts and links, and lists of people from Excel."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import current_app, request
from flask.wrappers import Response

from .. import clock
from ..db import writing
from ..permissions import Role
from ..sheets import MAX_BYTES
from ..web import Blueprint, caller, page_cursor, read_page_cursor
from . import access, imports, operations, queries, rules, schemas, shapes
from .template import template

people = Blueprint("people", "people", url_prefix="", description="Who works here, and in which posts")

Json = dict[str, Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _address() -> str:
    """Where people reach this server, for links that are handed over."""
    return current_app.config["SETTINGS"].public_url or request.url_root


# --- administration -------------------------------------------------------------------------------


@people.get("/people")
@people.arguments(schemas.PeopleQuery, location="query")
@people.response(200, schemas.PeoplePage)
def list_people(query: Json) -> Json:
    """People whom the caller manages, by name."""
    by, limit = caller(), query["limit"]
    rules.require(rules.may_manage_anybody(by))
    after = read_page_cursor(query.get("cursor"), 2)
    found = queries.list_people(
        by,
        clock.today(),
        q=query.get("q"),
        after=(str(after[0]), str(after[1])) if after else None,
        limit=limit + 1,
    )
    shown = found[:limit]
    more = page_cursor(shown[-1].name, shown[-1].id) if len(found) > limit else None
    return {"items": shapes.people_shape(shown, by), "cursor": more}


@people.post("/people")
@people.arguments(schemas.PersonSaid)
@people.response(201, schemas.PersonMade)
def create_person(said: Json) -> Json:
    """Make an account with its posts, and a link by which the person comes in."""
    by = caller()
    posts = [new_post(each) for each in said.pop("posts")]
    with writing():
        account = operations.create_account(**said, posts=posts, by=by)
        sent = operations.invite(account, by=by)
        return {"person": shapes.person_shape(account, by), "invitation": shapes.link_shape(sent, _address())}


@people.get("/people/<uuid:person_id>")
@people.response(200, schemas.PersonAnswer)
def get_person(person_id: object) -> Json:
    """One person, with the posts that the caller manages."""
    by = caller()
    return shapes.person_shape(operations.find_person(str(person_id), by=by), by)


@people.patch("/people/<uuid:person_id>")
@people.arguments(schemas.PersonChange)
@people.response(200, schemas.PersonAnswer)
def change_person(said: Json, person_id: object) -> Json:
    """Correct name or phone, or let a person in no more."""
    by = caller()
    if "phone" in said:
        said["phone"] = said["phone"] or ""
    with writing():
        account = operations.find_person(str(person_id), by=by)
        operations.change_person(account, by=by, **said)
        return shapes.person_shape(account, by)


@people.post("/people/<uuid:person_id>/posts")
@people.arguments(schemas.PostSaid)
@people.response(201, schemas.PostAnswer)
def add_post(said: Json, person_id: object) -> Json:
    """Give a person a further post."""
    by = caller()
    with writing():
        account = operations.find_person(str(person_id), by=by)
        return shapes.posts_shape([operations.add_post(account, new_post(said), by=by)])[0]


@people.patch("/posts/<uuid:post_id>")
@people.arguments(schemas.PostChange)
@people.response(200, schemas.PostAnswer)
def change_post(said: Json, post_id: object) -> Json:
    """Change a post's days or title."""
    by = caller()
    with writing():
        post = operations.find_post(str(post_id), by=by)
        operations.change_post(post, by=by, **said)
        return shapes.posts_shape([post])[0]


@people.delete("/posts/<uuid:post_id>")
@people.response(204)
def end_post(post_id: object) -> str:
    """Take a post away, at once."""
    by = caller()
    with writing():
        operations.end_post(operations.find_post(str(post_id), by=by), by=by)
    return ""


@people.post("/people/<uuid:person_id>/reset")
@people.response(201, schemas.LinkAnswer)
def send_reset(person_id: object) -> Json:
    """A link to a new password, or a new invitation for somebody who has not come yet."""
    by = caller()
    with writing():
        sent = operations.send_reset(operations.find_person(str(person_id), by=by), by=by)
        return shapes.link_shape(sent, _address())


@people.post("/people/<uuid:person_id>/sign-out-everywhere")
@people.response(204)
def sign_out_everywhere(person_id: object) -> str:
    """End every session of a person."""
    by = caller()
    with writing():
        operations.sign_out_everywhere(operations.find_person(str(person_id), by=by), by=by)
    return ""


@people.get("/people/<uuid:person_id>/devices")
@people.response(200, schemas.DeviceList)
def devices_of(person_id: object) -> Json:
    """The devices of a person whom the caller manages."""
    by = caller()
    account = operations.find_person(str(person_id), by=by)
    rules.require(operations.may_manage_account(account, by))
    return {"items": [shapes.device_shape(device, by) for device in access.devices_of(account.id)]}


@people.post("/people/<uuid:person_id>/devices/<uuid:device_id>/revoke")
@people.arguments(schemas.Revocation)
@people.response(200, schemas.DeviceAnswer)
def revoke_device_of(said: Json, person_id: object, device_id: object) -> Json:
    """Take somebody's lost or stolen device out of use."""
    by = caller()
    with writing():
        account = operations.find_person(str(person_id), by=by)
        device = access.revoke_device(str(device_id), by=by, stolen=said["stolen"], of=account)
        return shapes.device_shape(device, by)


# --- lists from Excel -----------------------------------------------------------------------------


@people.get("/people/template.xlsx")
@people.response(200, {"type": "string", "format": "binary"}, content_type=XLSX)
def download_template() -> Response:
    """An empty list to fill in."""
    answer = Response(template(), mimetype=XLSX)
    answer.headers["Content-Disposition"] = "attachment; filename=people.xlsx; filename*=UTF-8''" + quote(
        "人员名单.xlsx"
    )
    return answer


@people.post("/people/imports")
@people.arguments(schemas.PeopleFile, location="files")
@people.response(201, schemas.PeopleImportAnswer)
def show_import(files: Json) -> Json:
    """What taking this list would do, line by line; nothing is done yet."""
    by = caller()
    content = files["file"].read(MAX_BYTES + 1)
    with writing():
        shown = imports.show(content, by=by)
        return {
            "id": shown.kept.id,
            "counts": shown.plan.counts,
            "lines": [planned.told() for planned in shown.plan.good],
            "errors": [bad.told(by.locale) for bad in shown.plan.bad],
            "passed_over": list(shown.passed_over),
        }


@people.post("/people/imports/<uuid:import_id>/take")
@people.response(200, schemas.PeopleImportTaken)
def take_import(import_id: object) -> Json:
    """Take the good lines, and get a link for each new person."""
    by = caller()
    with writing():
        taken = imports.take(str(import_id), by=by)
        return {
            "counts": taken.plan.counts,
            "errors": [bad.told(by.locale) for bad in taken.plan.bad],
            "invited": [
                {"line": line, "name": name, "invitation": shapes.link_shape(sent, _address())}
                for line, name, sent in taken.invited
            ],
        }


def new_post(said: Json) -> operations.NewPost:
    ids = {name: str(said[name]) if said[name] else None for name in ("area_id", "enterprise_id")}
    return operations.NewPost(**{**said, **ids, "role": Role(said["role"])})
