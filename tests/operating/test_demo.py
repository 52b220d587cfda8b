"""The demo district: every role signs in, every state and kind of enterprise is there, and nothing real is touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from server.db import db, new_id, writing
from server.demo.load import CannotLoad, load
from server.demo.people import PASSWORD, PEOPLE
from server.demo.places import FIRMS
from server.hazards.models import Hazard
from server.hazards.states import State
from server.notices.models import Notice
from server.people.operations import create_first_admin
from server.photos.models import Photo
from server.photos.store import FolderStore
from server.places import taxonomy
from server.places.models import Enterprise
from server.settings import Settings
from server.sync import history

Enter = Callable[[Settings], Flask]


def test_the_district_is_whole(migrated: Settings, inside: Enter) -> None:
    settings = replace(migrated, demo=True)
    app = inside(settings)
    load()

    states = set(db.session.scalars(select(Hazard.state)))
    assert states == {state.value for state in State}
    found = list(db.session.scalars(select(Enterprise)))
    assert {each.sector for each in found} == {*taxonomy.codes(taxonomy.SECTORS), None}
    assert {code for each in found for code in each.traits or {}} == taxonomy.codes(taxonomy.TRAITS)
    assert all("演示" in each.name for each in found)
    store = FolderStore(settings.photos_dir)
    for photo in db.session.scalars(select(Photo)):
        assert photo.stored and store.has(photo.sha256)
    with db.engine.connect() as connection:
        lines, _, broken = history.verify(connection)
    assert lines > 300 and broken == []

    for person in PEOPLE:
        body = {"login": person.login, "password": PASSWORD, "device": {"id": new_id(), "name": "手机"}}
        answer = app.test_client().post("/api/v1/session", json=body)
        assert answer.status_code == 200, person.login
        assert answer.get_json()["user"]["name"] == person.name

    before = lines
    assert "already" in load()
    with db.engine.connect() as connection:
        assert history.verify(connection)[0] == before, "a second load changes nothing"


def test_the_past_of_the_district_reads_in_order(migrated: Settings, inside: Enter) -> None:
    inside(replace(migrated, demo=True))
    load()
    with db.engine.connect() as connection:
        for (hazard,) in connection.execute(select(Hazard.__table__.c.id)):
            told = list(history.of_record(connection, hazard))
            moments = [line["received_at"] for line in told]
            assert moments == sorted(moments)
            assert told[0]["kind"] == "create"


def test_people_were_told_when_it_happened_and_have_read_what_is_over(migrated: Settings, inside: Enter) -> None:
    inside(replace(migrated, demo=True))
    load()
    pairs = select(Notice, Hazard).join(Hazard, Hazard.id == Notice.about_id).where(Notice.kind == "reported")
    told = list(db.session.execute(pairs))
    assert {hazard.state for _, hazard in told} > {"reported"}
    for notice, hazard in told:
        assert notice.created_at == hazard.created_at
        assert notice.read_at or hazard.state == "reported"


def test_an_installation_in_earnest_is_left_alone(migrated: Settings, inside: Enter) -> None:
    inside(replace(migrated, demo=True))
    with writing():
        create_first_admin("boss", "魏安平", "a good long password")
    with pytest.raises(CannotLoad, match="real accounts"):
        load()
    assert db.session.scalars(select(Enterprise)).first() is None


def test_no_two_enterprises_share_a_name() -> None:
    names = [firm.name for firm in FIRMS]
    assert len(names) == len(set(names)) > 55
    assert {firm.host for firm in FIRMS if firm.host} <= set(names)
