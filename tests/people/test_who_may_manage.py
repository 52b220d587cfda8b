"""Who may manage whom: the table of `server/people/rules.py`, tried at every door."""

import pytest

from server.db import writing
from server.people import operations
from server.people.rules import MANAGES
from server.permissions import Role, machine

ALL = ["admin", "district", "township", "grid", "principal", "manager", "employee", "expert"]
ENTERPRISE = ["principal", "manager", "employee"]

#: who asks, where the new post is, which roles he may give there
TABLE = [
    ("admin", "荔城区", ["admin", "district", "township", "grid", "expert"]),
    ("admin", "北高镇", ["admin", "district", "township", "grid", "expert"]),
    ("admin", "第三网格", ["admin", "district", "township", "grid", "expert"]),
    ("admin", "宏岭鞋材", [*ENTERPRISE, "expert"]),
    ("district", "荔城区", []),
    ("district", "北高镇", []),
    ("district", "荔新木业", ENTERPRISE),
    ("town1", "北高镇", []),
    ("town1", "第一网格", []),
    ("town1", "宏岭鞋材", ENTERPRISE),
    ("town1", "北湖冷冻", ENTERPRISE),
    ("town1", "荔新木业", []),
    ("town2", "宏岭鞋材", []),
    ("town2", "荔新木业", ENTERPRISE),
    ("principal1", "宏岭鞋材", ["manager", "employee"]),
    ("principal1", "顺昌五金", []),
    ("principal1", "第一网格", []),
    ("grid1", "宏岭鞋材", []),
    ("grid1", "第一网格", []),
    ("manager1", "宏岭鞋材", []),
    ("employee1", "宏岭鞋材", []),
    ("expert1", "宏岭鞋材", []),
]
AREA_HELD = {"admin", "district", "township", "grid", "expert"}


def at(district, where):
    if where in district.areas:
        return {"area_id": district.areas[where]}
    return {"enterprise_id": district.enterprises[where]}


@pytest.mark.parametrize("who, where, roles", TABLE, ids=[f"{who} at {where}" for who, where, _ in TABLE])
def test_who_may_invite_whom_where(somebody, district, who, where, roles):
    asker = somebody(who)
    fitting = AREA_HELD if where in district.areas else {*ENTERPRISE, "expert"}
    for role in ALL:
        answer = asker.post("/people", {"name": "新人", "posts": [{"role": role, **at(district, where)}]})
        expected = 201 if role in roles else 403 if role in fitting else 422
        assert answer.status_code == expected, (role, answer.json)


def test_the_table_says_all_there_is():
    assert set(MANAGES) == {Role.ADMIN, Role.DISTRICT, Role.TOWNSHIP, Role.PRINCIPAL}


#: who asks, whom he finds in his list
LISTED = {
    "admin": {
        "admin",
        "district",
        "town1",
        "town1b",
        "town2",
        "grid1",
        "grid2",
        "expert1",
        "manager1",
        "principal1",
        "employee1",
        "manager2",
    },
    "district": {"manager1", "principal1", "employee1", "manager2"},
    "town1": {"manager1", "principal1", "employee1", "manager2"},
    "town2": set(),
    "principal1": {"manager1", "employee1"},
}


@pytest.mark.parametrize("who", LISTED)
def test_people_find_those_they_manage_and_nobody_else(somebody, district, who):
    asker = somebody(who)
    found = asker.get("/people").json["items"]

    assert {each["name"] for each in found} == LISTED[who]
    for name, person in district.people.items():
        assert asker.get(f"/people/{person}").status_code == (200 if name in LISTED[who] else 404)


@pytest.mark.parametrize("who", ["grid1", "manager1", "employee1", "expert1"])
def test_whoever_manages_nobody_is_told_so(somebody, district, who):
    asker = somebody(who)
    person = district.people["employee1"]

    for answer in (
        asker.get("/people"),
        asker.get(f"/people/{person}"),
        asker.patch(f"/people/{person}", {"name": "x"}),
        asker.post(f"/people/{person}/reset"),
        asker.post(f"/people/{person}/sign-out-everywhere"),
        asker.post(f"/people/{person}/posts", {"role": "admin"}),
    ):
        assert (answer.status_code, answer.json["code"]) == (403, "not_permitted")


def test_a_second_post_elsewhere_protects_a_person_from_being_taken_over(somebody, district):
    """The township may invite a shop's manager, but not set a new password for the regulator who is one too."""
    with writing():
        account = operations.create_account(
            name="两岗",
            login="both",
            password="a good secret",
            by=machine(),
            posts=[
                operations.NewPost(Role.MANAGER, enterprise_id=district.enterprises["宏岭鞋材"]),
                operations.NewPost(Role.DISTRICT, area_id=district.areas["荔城区"]),
            ],
        )
        person = account.id
    town1 = somebody("town1")

    seen = town1.get(f"/people/{person}").json
    assert (seen["manageable"], seen["login"], seen["phone"]) == (False, None, None)
    assert [post["role"] for post in seen["posts"]] == ["manager"], "posts at places of others are left out"
    for answer in (
        town1.post(f"/people/{person}/reset"),
        town1.patch(f"/people/{person}", {"active": False}),
        town1.post(f"/people/{person}/sign-out-everywhere"),
    ):
        assert answer.status_code == 403
    assert town1.delete(f"/posts/{seen['posts'][0]['id']}").status_code == 204, "his own town's post he may end"


def test_nobody_ends_or_locks_himself(somebody, district):
    admin = somebody("admin")
    me, post = district.people["admin"], admin.get("/me").json["posts"][0]["id"]

    for answer in (
        admin.patch(f"/people/{me}", {"active": False}),
        admin.post(f"/people/{me}/reset"),
        admin.delete(f"/posts/{post}"),
        admin.patch(f"/posts/{post}", {"ends_on": "2030-01-01"}),
    ):
        assert answer.status_code == 403
    assert admin.get("/me").status_code == 200


def test_the_first_administrator_holds_every_topmost_area(app, somebody, district):
    with writing():
        operations.create_first_admin("root", "第一位", "a good secret")

    root = somebody("root", password="a good secret")
    me = root.get("/me").json
    assert me["posts"][0] | {"id": "", "starts_on": ""} == {
        "id": "",
        "role": "admin",
        "area": None,
        "enterprise": None,
        "title": None,
        "starts_on": "",
        "ends_on": None,
        "state": "held",
    }
    assert me["scope"]["areas"] == [district.areas["荔城区"]]
    assert len(root.get("/people").json["items"]) == len(district.people) + 1
    made = root.post("/people", {"name": "新管理员", "posts": [{"role": "admin"}]})
    assert made.status_code == 201
    refused = somebody("admin").post("/people", {"name": "新管理员", "posts": [{"role": "admin"}]})
    assert refused.status_code == 403, "who holds an area does not give away the whole"


@pytest.mark.parametrize(
    "said",
    [
        {"role": "grid"},
        {"role": "grid", "area_id": "00000000-0000-4000-8000-000000000000"},
        {"role": "manager", "enterprise_id": "00000000-0000-4000-8000-000000000000"},
        {"role": "king", "area_id": None},
        {"role": "grid", "area_id": "第一网格"},
    ],
)
def test_a_post_at_no_place_is_refused(somebody, said):
    refused = somebody("admin").post("/people", {"name": "新人", "posts": [said]})

    assert refused.status_code == 422
