"""A draw from its setting up to the day on which everybody may see for whom each token stood."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from server import clock
from server.db import one_snapshot, writing
from server.draws import operations, problems, queries
from server.draws.models import Draw
from server.people.models import Post
from server.permissions import Role
from server.places import checklists
from server.plans import operations as plans
from server.problems import Invalid, NotFound, NotPermitted
from server.sync.work import working
from tests import makers
from tests.makers import District, in_days

REPEAT = Path(__file__).with_name("repeat.py")
Row = dict[str, Any]


def set_up(by: makers.Caller, area: str, **more: Any) -> str:
    said = {"area_id": area, "title": "夏季粉尘抽查", "count": 2, "each": 1, "due_date": in_days(10), **more}
    with working() as work:
        return operations.set_up(work, said, by)["id"]


def step(verb: Any, draw: str, by: makers.Caller, *more: Any) -> Row:
    with working() as work:
        return verb(work, draw, *more, by)


def public(draw: str) -> Row:
    with one_snapshot() as connection:
        return queries.public(connection, draw)


def repeated(told: Row) -> subprocess.CompletedProcess[str]:
    """What a program says that knows only what was published."""
    return subprocess.run([sys.executable, "-I", REPEAT], input=json.dumps(told), capture_output=True, text=True)


def plans_of(draw: str) -> list[Row]:
    with working() as work:
        return [dict(row) for row in work.find("plan", draw_id=draw)]


def test_a_draw_is_announced_drawn_and_repeated_by_a_second_program(district: District, client: FlaskClient) -> None:
    draw = set_up(district.district, district.areas["district"])
    with pytest.raises(NotFound):
        public(draw)
    announced = step(operations.announce, draw, district.district)
    told = public(draw)
    assert told["state"] == "announced" and told["seed_hash"] == announced["seed_hash"]
    assert not {"seed", "salt", "result"} & told.keys()
    assert len(told["enterprises"]) == 3 and len(told["inspectors"]) == 5
    assert all(one.keys() == {"token"} for one in told["enterprises"] + told["inspectors"])

    step(operations.draw, draw, district.district)
    drawn = public(draw)
    for name in ("seed_hash", "salt_hash", "enterprises", "inspectors", "excluded"):
        assert drawn[name] == told[name], "what was announced stays"
    assert not drawn["over"] and "salt" not in drawn
    assert (said := repeated(drawn)).returncode == 0, said.stdout
    assert repeated(drawn | {"result": drawn["result"][::-1]}).returncode == 1

    made = plans_of(draw)
    assert [(plan["way"], plan["state"], plan["due_date"]) for plan in made] == [("random", "open", in_days(10))] * 2
    assert all(len(plan["inspectors"]) == 1 for plan in made)
    name = {one: key for key, one in district.enterprises.items()}
    page = client.get(f"/draws/{draw}").get_data(as_text=True)
    assert drawn["seed"] in page and not any(title in page for title in ("宏岭鞋材", "顺昌五金", "荔新木业")), name

    for plan in made:
        with working() as work:
            row = work.get("plan", plan["id"])
            assert row is not None
            plans.cancel(work, row, {"reason": "企业停产"}, district.district)
    over = public(draw)
    assert over["over"] and {one["id"] for one in over["enterprises"]} == set(district.enterprises.values())
    assert (said := repeated(over)).returncode == 0, said.stdout
    assert "宏岭鞋材" in client.get(f"/draws/{draw}").get_data(as_text=True)
    assert client.get(f"/api/v1/draws/{draw}").get_json()["salt"] == over["salt"]
    assert all(person.name not in json.dumps(over, ensure_ascii=False) for person in district.people.values())


def test_what_is_published_is_sent_again_only_when_it_became_another(district: District, client: FlaskClient) -> None:
    draw = set_up(district.town1, district.areas["town1"])
    step(operations.announce, draw, district.town1)
    for door in (f"/api/v1/draws/{draw}", f"/draws/{draw}"):
        first = client.get(door)
        known = {"If-None-Match": first.headers["ETag"]}
        assert client.get(door, headers=known).status_code == 304
        assert first.headers["Cache-Control"] == "public, no-cache", "everybody waits for the moment it is drawn"
    step(operations.draw, draw, district.town1)
    for door in (f"/api/v1/draws/{draw}", f"/draws/{draw}"):
        drawn = client.get(door, headers=known)
        assert drawn.status_code == 200 and drawn.headers["Cache-Control"] == "public, max-age=60"


def test_who_is_tied_to_an_enterprise_is_not_drawn_for_it(district: District) -> None:
    town, shoes = district.areas["town1"], district.enterprises["shoes"]
    with working() as work:
        said = {"enterprise_id": shoes, "kind": "relative"}
        first, again = (operations.declare(work, said, district.town1)["id"] for _ in range(2))
        assert first == again
        with pytest.raises(NotPermitted):
            operations.declare(work, said | {"person_id": district.town2.user_id}, district.town1)
        with pytest.raises(NotFound):
            operations.declare(work, {"enterprise_id": district.enterprises["wood"], "kind": "shares"}, district.town1)
    former = {"id": makers.new_id(), "account_id": district.town1_b.user_id, "role": Role.EMPLOYEE.value,
              "enterprise_id": district.enterprises["metal"], "starts_on": clock.today() - timedelta(days=900),
              "ends_on": clock.today() - timedelta(days=400), "created_at": clock.now()}  # fmt: skip
    with writing() as connection:
        connection.execute(Post.__table__.insert().values(former))
    draw = set_up(district.town1, town, each=1, conditions={"roles": ["township", "grid"]})
    row = step(operations.announce, draw, district.town1)
    back = {token: record for part in ("enterprises", "inspectors") for token, record in row["pool"][part].items()}
    left_out = {(back[one["enterprise"]], back[one["inspector"]]): one["because"] for one in row["pool"]["excluded"]}
    assert left_out == {
        (shoes, district.town1.user_id): "declared",
        (district.enterprises["metal"], district.town1_b.user_id): "post",
        (shoes, district.grid1.user_id): "grid",
        (district.enterprises["metal"], district.grid1.user_id): "grid",
    }
    step(operations.draw, draw, district.town1)
    sent = {plan["enterprise_id"]: {one["id"] for one in plan["inspectors"]} for plan in plans_of(draw)}
    assert not any((firm, person) in left_out for firm, people in sent.items() for person in people)


def test_an_office_draws_in_its_area_each_step_once_and_gives_up_with_a_reason(district: District) -> None:
    with pytest.raises(NotPermitted):
        set_up(district.town1, district.areas["district"])
    with pytest.raises(NotPermitted):
        set_up(district.grid1, district.areas["grid1"])
    draw = set_up(district.town1, district.areas["town1"], each=3)
    with pytest.raises(problems.NotNow):
        step(operations.draw, draw, district.town1)
    with pytest.raises(problems.NothingToDraw):
        step(operations.announce, draw, district.town1)
    step(operations.cancel, draw, district.district, "人手不够")

    other = set_up(district.town1, district.areas["town1"])
    assert step(operations.announce, other, district.town1)["number"].endswith("002"), "the number stays used"
    with pytest.raises(NotPermitted):
        step(operations.draw, other, district.town2)
    step(operations.cancel, other, district.town1, "换方案")
    assert public(other)["cancelled_because"] == "换方案" and "seed" not in public(other)
    with pytest.raises(problems.NotNow):
        step(operations.draw, other, district.town1)


def test_a_lot_stands_when_an_enterprise_is_gone_and_falls_as_a_whole_or_not_at_all(district: District) -> None:
    with working() as work:
        asked = [{"title": "现场", "items": [{"code": "S1", "question": "出口是否畅通？", "severity": "general"}]}]
        values = {"code": "spot", "title": "现场检查", "sections": asked, "sectors": [], "traits": None}
        checklist = checklists.add_checklist(work, values, by=district.admin)["id"]
    gone, refused = (set_up(district.town1, district.areas["town1"], checklist_id=checklist) for _ in range(2))
    for draw in (gone, refused):
        step(operations.announce, draw, district.town1)
    with working() as work:
        row = work.get("enterprise", district.enterprises["metal"])
        assert row is not None
        work.change("enterprise", row, {"deleted": True})
    step(operations.draw, gone, district.town1)
    assert len(public(gone)["result"]) == 2 and repeated(public(gone)).returncode == 0
    assert [plan["enterprise_id"] for plan in plans_of(gone)] == [district.enterprises["shoes"]]

    with working() as work:
        row = work.get("checklist", checklist)
        assert row is not None
        work.change("checklist", row, {"deleted": True})
    with writing() as connection:
        connection.execute(update(Draw.__table__).where(Draw.__table__.c.id == refused).values(due_date="2020-01-01"))
    with pytest.raises(Invalid):  # its lists would open before anybody has gone
        step(operations.draw, refused, district.town1)
    with one_snapshot() as connection:
        row = queries.find(connection, refused)
    assert (row["state"], row["result"]) == ("announced", None) and plans_of(refused) == []
