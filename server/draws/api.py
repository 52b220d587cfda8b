"""The doors of draws; the one that shows a draw is open to everybody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask import Response, request

from ..db import one_snapshot
from ..places.queries import subtree
from ..problems import NotFound, NotPermitted
from ..sync.work import working
from ..web import Blueprint, caller, open_door
from . import keeping, operations, queries, schemas, sheet
from .pool import gather

draws = Blueprint("draws", "draws", url_prefix="/draws", description="Drawing by lot who checks whom (双随机)")
interests = Blueprint("interests", "interests", url_prefix="/interests", description="Who may not check whom")

Json = dict[str, Any]
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@draws.get("")
@draws.response(200, schemas.DrawList)
def show_list() -> Json:
    """The latest draws of the caller's areas."""
    by = caller()
    own = [held.area_id for held in by.holdings if held.role in operations.DRAWING and held.area_id is not None]
    with one_snapshot() as connection:
        rows = queries.newest(connection, subtree(connection, own)) if own else []
        return {"items": [queries.brief(connection, row) for row in rows]}


@draws.post("/pool")
@draws.arguments(schemas.DrawPoolQuery)
@draws.response(200, schemas.DrawPool)
def count_pool(said: Json) -> Json:
    """How many would stand on the lists now; nothing is kept."""
    by = caller()
    with one_snapshot() as connection:
        if not operations.may_draw(connection, said["area_id"], by):
            raise NotPermitted
        pool = gather(connection, said["area_id"], said.get("conditions") or {})
        return {
            "enterprises": len(pool.enterprises), "inspectors": len(pool.inspectors),
            "excluded": len(pool.excluded), "short": pool.short(said["each"]),
        }  # fmt: skip


@draws.post("")
@draws.arguments(schemas.DrawNew)
@draws.response(201, schemas.DrawWhole)
def set_up(said: Json) -> Json:
    """Set a draw up; its seed is made here, before the lists are fixed."""
    with working() as work:
        return queries.whole(work.connection, operations.set_up(work, said, caller()))


@draws.get("/<uuid:draw_id>")
@open_door
@draws.response(200, schemas.DrawPublic)
@draws.alt_response(304, description="It is the one that If-None-Match names", success=True)
def show_public(draw_id: UUID) -> Any:
    """What everybody may know of a draw once it was announced: enough to repeat it."""
    with one_snapshot() as connection:
        told = queries.public(connection, str(draw_id))
    tag = keeping.tag(told)
    headers = {"ETag": f'"{tag}"', "Cache-Control": keeping.for_how_long(told)}
    if request.if_none_match.contains(tag):
        return Response(status=304, headers=headers)
    return told, 200, headers


@draws.get("/<uuid:draw_id>/office")
@draws.response(200, schemas.DrawWhole)
def show(draw_id: UUID) -> Json:
    """A draw with names, for the office that draws."""
    with one_snapshot() as connection:
        return queries.whole(connection, _mine(connection, draw_id))


@draws.post("/<uuid:draw_id>/announce")
@draws.response(200, schemas.DrawWhole)
def announce(draw_id: UUID) -> Json:
    """Freeze the lists and publish them with the hash of the seed."""
    with working() as work:
        return queries.whole(work.connection, operations.announce(work, str(draw_id), caller()))


@draws.post("/<uuid:draw_id>/draw")
@draws.response(200, schemas.DrawWhole)
def draw(draw_id: UUID) -> Json:
    """Draw: the seed is told, and a plan is made for every enterprise that was drawn."""
    by = caller()
    with working() as work:
        row = operations.draw(work, str(draw_id), by)
    with one_snapshot() as connection:
        return queries.whole(connection, row)


@draws.post("/<uuid:draw_id>/cancel")
@draws.arguments(schemas.DrawCancel)
@draws.response(200, schemas.DrawWhole)
def cancel(said: Json, draw_id: UUID) -> Json:
    """Give it up before it is drawn; its number and what was published stay."""
    with working() as work:
        return queries.whole(work.connection, operations.cancel(work, str(draw_id), said["reason"], caller()))


@draws.get("/<uuid:draw_id>/export.xlsx")
@draws.response(200, {"type": "string", "format": "binary"}, content_type=_EXCEL)
def export(draw_id: UUID) -> Response:
    """A draw as a workbook, for the office that draws."""
    settings = flask.current_app.config["SETTINGS"]
    address = f"{settings.public_url or request.host_url.rstrip('/')}/draws/{draw_id}"
    with one_snapshot() as connection:
        told = queries.whole(connection, _mine(connection, draw_id))
        public = queries.public(connection, str(draw_id)) if told["published"] else None
    answer = Response(sheet.workbook(told, public, address if public else ""), mimetype=_EXCEL)
    answer.headers["Content-Disposition"] = f"attachment; filename=draw-{draw_id}.xlsx"
    return answer


def _mine(connection: Any, draw_id: UUID) -> Json:
    row = queries.find(connection, str(draw_id))
    if not operations.may_draw(connection, row["area_id"], caller()):
        raise NotFound
    return row


# --- who may not check whom -----------------------------------------------------------------------


@interests.get("")
@interests.arguments(schemas.InterestQuery, location="query")
@interests.response(200, schemas.InterestList)
def show_interests(wanted: Json) -> Json:
    """One's own ties, or those of somebody in the caller's area."""
    by = caller()
    person = wanted.get("person") or by.user_id
    with one_snapshot() as connection:
        operations.require_keeper(connection, person, by)
        return {"items": queries.interests_of(connection, person)}


@interests.post("")
@interests.arguments(schemas.InterestNew)
@interests.response(201, schemas.InterestOut)
def declare(said: Json) -> Json:
    """Say that somebody is tied to an enterprise and may not be drawn to check it."""
    with working() as work:
        return operations.declare(work, said, caller())


@interests.delete("/<uuid:interest_id>")
@interests.response(204)
def take_back(interest_id: UUID) -> str:
    """It holds no longer."""
    with working() as work:
        operations.take_back(work, str(interest_id), caller())
    return ""
