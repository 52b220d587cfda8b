"""The ground under photos alone: the doors to pictures on the real engine, with one plain kind of owner.

Whoever is named in the Authorization header is that person; signing in is tested elsewhere. Started as a process
of its own by `gunicorn "tests.photos.ground:from_environment()"`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from flask import Flask, request
from sqlalchemy import insert, select

from server import clock, web
from server.db import db, engine_options, new_id, writing
from server.hazards.models import Hazard
from server.permissions import Caller, Holding, Role
from server.photos.api import photos, uploads
from server.photos.collection import PhotoCollection
from server.settings import Settings, read_settings
from server.sync.apply import carry_out
from server.sync.collections import Collection, Row, register
from server.sync.conflicts import ConflictCollection
from server.sync.contributions import ContributionCollection
from server.sync.envelope import Op
from server.sync.models import Clock, Reading
from server.sync.work import OpContext, Work, working

AREA, OTHER_AREA = "0a000000-0000-7000-8000-000000000001", "0a000000-0000-7000-8000-000000000002"
DEVICE = "0d000000-0000-7000-8000-000000000001"
PEOPLE = {
    "lin": Caller("11111111-1111-7111-8111-111111111111", "林小妹", (Holding(Role.GRID, AREA),)),
    "chen": Caller("22222222-2222-7222-8222-222222222222", "陈大明", (Holding(Role.TOWNSHIP, AREA),)),
    "wu": Caller("33333333-3333-7333-8333-333333333333", "吴远", (Holding(Role.GRID, OTHER_AREA),)),
}
LIN, CHEN, WU = PEOPLE["lin"], PEOPLE["chen"], PEOPLE["wu"]


class PlainHazard(Collection):
    """A hazard as photos know it: a record with circles."""

    name: ClassVar[str] = "hazard"
    table: ClassVar = Hazard.__table__
    followers: ClassVar = ("photo",)

    def keys(self, work: Work, row: Row) -> Iterable[str]:
        return {f"a:{row['area']}", f"u:{row['reporter_id']}"}

    def shape(self, row: Row, caller: Caller, keys: frozenset[str]) -> dict[str, Any]:
        return {"state": row["state"]}

    def refers_to(self, data: Mapping[str, Any]) -> list[tuple[str, str]]:
        return []


def make_app(settings: Settings) -> Flask:
    app = Flask("server", static_folder=None)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=24 * 1024 * 1024,
        API_TITLE="Photos",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
    )
    clock.use_zone(settings.time_zone)
    db.init_app(app)
    web.install(app)
    web.identify_with(_named)
    for each in (PlainHazard(), PhotoCollection(), ConflictCollection(), ContributionCollection()):
        register(each)
    api = web.Api(app)
    for blueprint in (photos, uploads):
        api.register_blueprint(blueprint, url_prefix=f"/api/v1{blueprint.url_prefix}")
    return app


def from_environment() -> Flask:
    return make_app(read_settings())


def _named() -> Caller:
    name = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if name not in PEOPLE:
        raise web.SessionEnded
    return PEOPLE[name]


def hazard(by: Caller = LIN, area: str = AREA, state: str = "reported") -> str:
    """A hazard in an area; returns its id."""
    with working() as work:
        row = work.add("hazard", {
            "id": new_id(), "area": area, "severity": "general", "channel": "patrol", "state": state,
            "reporter_id": by.user_id, "old_after": [], "after_by": [], "recent": "[]", "open_conflicts": [],
        }, by)  # fmt: skip
    return row["id"]


def photo(owner_id: str, sha256: str, by: Caller = LIN, **data: Any) -> str:
    """A photo's record, as a phone would send it; returns its id."""
    kind, photo_id = PhotoCollection(), new_id()
    with working() as work:
        checked = kind.check({"owner_type": "hazard", "owner_id": owner_id, "role": "before", "sha256": sha256, **data})
        kind.create(work, photo_id, checked, by)
    return photo_id


def read_by(by: Caller) -> None:
    """As if this person's phone had just read everything he sees."""
    with writing() as connection:
        seq = connection.execute(select(Clock.seq)).scalar_one()
        for key in by.keys:
            connection.execute(
                insert(Reading).values(user_id=by.user_id, key=key, first_seq=seq, seq=seq, at=clock.now())
            )


def push(by: Caller, record: str, data: dict[str, Any]) -> dict[str, Any]:
    """A photo's `create` as it comes from a phone; returns the op's result."""
    op_id = new_id()
    raw = {"id": op_id, "type": "photo", "record": record, "op": "create", "data": data}
    op = Op(id=op_id, seq=1, type="photo", record=record, kind="create", at=clock.stamp(), seen=0, raw=raw, content="")
    with working() as work:
        return carry_out(work, op, by, OpContext(id=op_id, at=clock.stamp(), device=DEVICE), set())


def row(type_: str, record: str) -> Row:
    """A record as the database holds it."""
    with working() as work:
        found = work.get(type_, record)
        assert found is not None
        return dict(found)


def told(record: str) -> list[dict[str, Any]]:
    """The lines of a record's history, oldest first."""
    with working() as work:
        return [line["body"] for line in work.events_since(record, 0)]
