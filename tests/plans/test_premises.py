"""Host and tenants are one visit: whoever is sent to the host sees them all, and whoever walks keeps his place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from server.permissions import machine
from server.places import operations as places
from server.sync.work import working
from tests.phone import Phone
from tests.plans.test_plans import assign, data, walked
from tests.walkthroughs import walk
from tests.world import World

MakePhone = Callable[..., Phone]


@pytest.fixture
def premises(district: World) -> tuple[str, str, str]:
    """A host, its tenant, and that one's tenant."""
    names = ("宏岭鞋材", "顺昌五金", "北湖冷冻")
    host, tenant, below = (district.enterprises[each] for each in names)
    _let(tenant, host)
    _let(below, tenant)
    return host, tenant, below


def _let(tenant: str, host: str | None) -> None:
    _change(tenant, host_enterprise_id=host)


def _change(enterprise: str, **values: str | None) -> None:
    with working() as work:
        places.change_enterprise(work, enterprise, values, seen=None, by=machine())


def _sees(phone: Phone, *enterprises: str) -> list[bool]:
    phone.pull()
    return [each in phone.records for each in enterprises]


def test_whoever_is_sent_to_the_host_sees_its_tenants_while_the_plan_is_open(
    phone: MakePhone, district: World, premises: tuple[str, str, str], checklist: str
) -> None:
    host, tenant, below = premises
    office, guest = phone("district"), phone("town2")
    seen_again = assign(office, host, [district.people["town2"]], "look_back")
    office.sync()
    assert _sees(guest, host, tenant, below) == [True, False, False], "he looks at one thing there, and walks nothing"
    office.pull()
    office.act(seen_again, "cancel", type_="plan", reason="已看过")
    plan = assign(office, host, [district.people["town2"]], "cross_area")
    office.sync()
    assert _sees(guest, host, tenant, below) == [True, True, True]
    _let(below, None)
    assert _sees(guest, below) == [False], "it moved out"
    _let(below, host)
    with working() as work:
        new = {"name": "新来的", "area_id": district.areas["第二网格"], "host_enterprise_id": host}
        fresh = places.add_enterprise(work, new, by=machine())["id"]
    assert _sees(guest, below, fresh) == [True, True]

    begun = walk.begin(guest, tenant, checklist)
    for item in ("S1", "S2"):
        walk.answer(guest, begun, item)
    record = walked(guest, host, checklist, plan_id=plan)
    assert data(guest, plan)["state"] == "done"
    assert _sees(guest, host, tenant, below, fresh) == [True, True, False, False], "what he began there goes on"
    walk.answer(guest, begun, "S3")
    guest.act(begun, "finish", type_="walkthrough")
    guest.sync()
    for each in (record, begun):
        for role in ("inspector", "enterprise"):
            walk.sign(guest, each, role, "town2")
    guest.sync()
    assert [data(guest, each)["state"] for each in (record, begun)] == ["signed", "signed"]
    assert _sees(guest, host, tenant) == [False, False] and begun in guest.records


def test_whoever_walks_a_tenant_that_moves_away_finishes_and_signs_it(
    phone: MakePhone, district: World, premises: tuple[str, str, str], checklist: str
) -> None:
    _host, tenant, _below = premises
    walker, stays, named, next_door = (phone(each) for each in ("grid1", "town1", "grid2", "town2"))
    for each in (walker, stays, named, next_door):
        each.pull()
    record = walk.begin(walker, tenant, checklist, inspectors=[{"id": district.people["grid2"]}])
    walk.answer(walker, record, "S1")
    walker.sync()
    _change(tenant, area_id=district.areas["第三网格"], host_enterprise_id=None)
    assert [_sees(each, tenant) for each in (walker, stays, next_door)] == [[True], [False], [True]]
    assert _sees(named, tenant, record) == [False, True], "naming him on it shows him no place he never saw"

    walk.answer(walker, record, "S2")
    walk.answer(walker, record, "S3")
    walker.act(record, "finish", type_="walkthrough")
    walker.sync()
    assert data(walker, record)["state"] == "finished" and _sees(walker, tenant) == [True]
    for role in ("inspector", "inspector", "enterprise"):
        walk.sign(walker, record, role, "grid2" if role == "inspector" and _signed(walker, record) else "grid1")
        walker.sync()
    assert data(walker, record)["state"] == "signed"
    assert _sees(walker, tenant, record) == [False, True], "nothing is left to do there"


def _signed(phone: Phone, record: str) -> int:
    return len(data(phone, record)["signatures"])
