"""The ledger of an enterprise's special operators: who writes it, who sees it, and how two hands meet in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import update

from server import clock
from server.db import writing
from server.people.models import Post
from server.permissions import machine
from server.places import operations as places
from server.plans import guests
from server.sync.work import working
from tests.phone import Phone, new_id
from tests.world import World

MakePhone = Callable[..., Phone]
NUMBER = "T350304199001011234"


@pytest.fixture
def firm(district: World) -> str:
    return district.enterprises["宏岭鞋材"]


def register(phone: Phone, firm: str, **data: Any) -> tuple[str, str]:
    """A welder's card; returns the record's id and the op's."""
    record = new_id()
    said = {
        "enterprise_id": firm, "holder": "陈焊工", "kind": "welding", "number": NUMBER, "issuer": "福建省应急管理厅",
        "issued_on": "2024-03-01", "valid_until": "2030-02-28", "review_due": "2027-02-28",
    } | data  # fmt: skip
    return record, phone.write("certificate", record, "create", data=said)


def test_the_ledger_is_seen_by_its_keepers_only(phone: MakePhone, firm: str, district: World) -> None:
    """Its own manager, and grid, township and district above it; not its employees, its neighbours or its landlord, nor
    experts and administrators who merely have a post over the area.
    """
    with working() as work:
        row = work.get("enterprise", firm)
        assert row is not None
        values = {"host_enterprise_id": district.enterprises["顺昌五金"]}
        places.change_enterprise(work, firm, values, seen=row["version"], by=machine())
    manager = phone("manager1")
    record, _ = register(manager, firm)
    card = manager.photo(record, role="evidence", owner_type="certificate")
    manager.sync()

    for who in ("principal1", "grid1", "town1", "district"):
        one = phone(who)
        one.pull()
        assert one.sees(record)["number"] == NUMBER
        assert one.sees(record)["actions"] == ["withdraw"]
        assert one.sees(card)["owner_id"] == record
    for who in ("employee1", "manager2", "grid2", "town2", "expert1", "admin"):
        other = phone(who)
        other.pull()
        assert record not in other.records and card not in other.records
        _, op = register(other, firm)
        other.sync()
        assert other.outcome(op) in ("not_permitted", "not_found")


def ends(account: str, moment: datetime | None) -> None:
    with writing() as connection:
        connection.execute(update(Post).where(Post.account_id == account).values(ended_at=moment))


def test_an_expert_sees_the_ledger_while_he_is_asked_along(
    phone: MakePhone, firm: str, district: World, checklist: str
) -> None:
    """By a plan until it is cancelled, on somebody else's walkthrough until it ends, and never because he began one."""
    manager, town, grid, expert = (phone(who) for who in ("manager1", "town1", "grid1", "expert1"))
    record, _ = register(manager, firm)
    card = manager.photo(record, role="evidence", owner_type="certificate")
    manager.sync()

    def sees() -> bool:
        expert.pull()
        assert (record in expert.records) == (card in expert.records)
        return record in expert.records

    asked = {"inspectors": [{"id": district.people["expert1"], "name": "?"}]}
    plan = new_id()
    sent = {"enterprise_id": firm, "way": "planned", "due_date": "2027-01-01", **asked}
    town.write("plan", plan, "create", data=sent)
    town.sync()
    assert sees() and expert.sees(record)["actions"] == []
    town.act(plan, "cancel", type_="plan", reason="改期")
    town.sync()
    assert not sees()

    grid.pull()
    for who, more, there in ((expert, {}, False), (grid, asked, True)):
        walk = new_id()
        begun = {"enterprise_id": firm, "checklist_id": checklist, **more}
        op = who.write("walkthrough", walk, "create", data=begun)
        who.sync()
        assert who.outcome(op) == "applied" and sees() is there
        if there:
            ends(district.people["expert1"], clock.now())
            guests.follow_posts()
            assert not sees(), "no expert any more"
            ends(district.people["expert1"], None)
            guests.follow_posts()
            assert sees(), "the worker's round finds who is asked along"
        who.act(walk, "withdraw", type_="walkthrough", reason="点错了")
        who.sync()
        assert not sees()


def test_two_readings_of_one_card_meet_and_the_sooner_end_stands(phone: MakePhone, firm: str) -> None:
    ann, ben = phone("manager1"), phone("grid1")
    record, _ = register(ann, firm)
    ann.sync()
    ben.pull()
    ann.set(record, "certificate", valid_until="2030-12-31", note="电焊")
    ben.set(record, "certificate", valid_until="2028-12-31", note="原件已看", issuer="莆田市应急管理局")
    ann.sync()
    ben.sync()
    ann.pull()

    told = ann.sees(record)
    assert told["valid_until"] == "2028-12-31"
    assert set(told["note"].splitlines()) == {"电焊", "原件已看"}
    assert told["issuer"] == "莆田市应急管理局"
    assert len(told["conflicts"]) == 1, "two dates of one card are for a person to settle"


def test_a_card_that_went_out_twice_is_in_the_ledger_once(phone: MakePhone, firm: str) -> None:
    manager = phone("manager1")
    record, op = register(manager, firm)
    manager.push(hear=False)
    manager.sync()

    assert manager.results[op]["again"] is True
    assert manager.sees(record)["holder"] == "陈焊工"
    assert [kind["kind"] for kind in manager.sees(record)["history"]] == ["create"]


def test_who_left_is_withdrawn_and_stays_readable(phone: MakePhone, firm: str) -> None:
    manager, grid = phone("manager1"), phone("grid1")
    record, _ = register(manager, firm)
    manager.sync()
    grid.pull()
    one = manager.act(record, "withdraw", type_="certificate", reason="已离职")
    other = grid.act(record, "withdraw", type_="certificate", reason="登记错了")
    manager.sync()
    grid.sync()

    assert (manager.outcome(one), grid.outcome(other)) == ("applied", "applied")
    told = grid.sees(record)
    assert (told["state"], told["withdrawn_because"], told["actions"]) == ("withdrawn", "已离职", [])


def test_an_enterprise_that_moves_takes_its_ledger_along(phone: MakePhone, firm: str, district: World) -> None:
    manager, grid, other = phone("manager1"), phone("grid1"), phone("grid2")
    record, _ = register(manager, firm)
    manager.sync()
    grid.pull()
    late = grid.set(record, "certificate", review_due="2026-12-31")
    with working() as work:
        row = work.get("enterprise", firm)
        assert row is not None
        values = {"area_id": district.areas["第二网格"]}
        places.change_enterprise(work, firm, values, seen=row["version"], by=machine())

    other.pull()
    assert other.sees(record)["number"] == NUMBER
    grid.sync()
    assert grid.outcome(late) == "parked", "what he had seen and wrote in good faith is for those who hold it now"
    assert record not in grid.records


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"holder": " "}, "holder"), ({"valid_until": None}, "valid_until"), ({"review_due": "2027-02-30"}, "review_due"),
     ({"kind": "焊工"}, "kind")],
)  # fmt: skip
def test_what_is_no_certificate_is_refused_by_the_field(
    phone: MakePhone, firm: str, wrong: dict[str, Any], field: str
) -> None:
    manager = phone("manager1")
    _, op = register(manager, firm, **wrong)
    manager.sync()

    assert manager.outcome(op) == "invalid"
    assert list(manager.results[op]["problem"]["errors"]) == [field]
    assert NUMBER not in str(manager.results[op]["problem"])
