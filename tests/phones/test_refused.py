"""What the server would not take is kept whole, and can be read again by its author and by who answers for him."""

import json
from datetime import timedelta

from server import clock
from server.db import writing
from server.people import operations
from server.people.models import Account
from server.permissions import Role, machine
from tests.phone import new_id


def a_refused(phone, **data):
    """A report the server does not take, because nobody knows that severity; returns the op's id."""
    phone.report(severity="dreadful", **data)
    op = phone.outbox[-1]["id"]
    phone.push()
    assert phone.outcome(op) == "invalid"
    return op


def refused(who, query=""):
    answer = who.call("GET", f"/sync/refused?{query}")
    assert answer.status_code == 200, answer.json
    return answer.json["items"]


def test_the_author_reads_what_was_not_taken_of_him(phone, district):
    grid1 = phone("grid1")
    op = a_refused(grid1, description="配电箱敞开，没有门")

    (told,) = refused(grid1)
    assert (told["id"], told["type"], told["op"], told["seq"]) == (op, "hazard", "create", 1)
    assert (told["by"], told["device"]) == ({"id": district.people["grid1"], "name": "grid1"}, grid1.device)
    assert told["problem"]["code"] == "invalid"
    assert json.loads(told["payload"])["data"]["description"] == "配电箱敞开，没有门"
    assert refused(phone("grid1")) == [told], "from another phone of his too"
    assert refused(phone("grid2")) == []


def test_what_no_text_can_hold_is_given_back_as_it_came(phone):
    """Half a character and a null byte, which neither database could store."""
    grid1 = phone("grid1")
    grid1.write("hazard", new_id(), "create", data={"description": "半个\ud83d字\u0000"})
    said = {"device": grid1.device, "schema": 1, "sent_at": grid1.now(), "ops": [{**grid1.outbox.pop(), "seq": 1}]}
    answer = grid1.call("POST", "/sync/push", data=json.dumps(said), content_type="application/json")
    assert answer.json["results"][0]["problem"]["code"] == "invalid_text"

    (told,) = refused(grid1)
    assert json.loads(told["payload"])["data"]["description"] == "半个\ud83d字\u0000"


def test_what_was_taken_is_not_among_the_refused(phone, district):
    grid1 = phone("grid1")
    grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    grid1.push()
    assert refused(grid1) == []


def test_an_administrator_reads_those_of_everybody_who_works_for_him_alone(phone, district):
    mine, firms = a_refused(phone("grid1")), a_refused(phone("manager2"))
    admin = phone("admin")
    assert {told["id"] for told in refused(admin, "whose=circle")} == {mine, firms}
    assert refused(admin) == [], "his own are none"

    with writing():
        elsewhere = operations.create_account(
            name="另一区县",
            by=machine(),
            login="stranger",
            password="a good secret",
            posts=[operations.NewPost(Role.ADMIN)],
        )
        manager = operations.db.session.get_one(Account, district.people["manager2"])
        operations.add_post(manager, operations.NewPost(Role.ADMIN), by=machine())
    assert elsewhere.id
    assert {told["id"] for told in refused(admin, "whose=circle")} == {mine}, (
        "who also works elsewhere is not his alone"
    )


def test_nobody_else_reads_other_peoples(phone):
    a_refused(phone("grid1"))
    for login in ("grid1", "town1", "district", "expert1", "principal1"):
        answer = phone(login).call("GET", "/sync/refused?whose=circle")
        assert (answer.status_code, answer.json["code"]) == (403, "not_permitted"), login


def test_an_administrator_still_reads_those_of_who_has_left(phone, district):
    op = a_refused(phone("grid1"))
    with writing():
        left = operations.db.session.get_one(Account, district.people["grid1"])
        for post in list(left.posts):
            operations.end_post(post, by=machine())
    with clock.moved(timedelta(days=2)):
        assert [told["id"] for told in refused(phone("admin"), "whose=circle")] == [op]


def test_page_after_page_each_once_the_latest_first(phone):
    grid1 = phone("grid1")
    made = [a_refused(grid1) for _ in range(5)]
    seen, cursor = [], ""
    while cursor is not None:
        page = grid1.call("GET", f"/sync/refused?limit=2&cursor={cursor}").json
        seen += [told["id"] for told in page["items"]]
        cursor = page["cursor"]
    assert seen == made[::-1]
    for nonsense in ("x", "WzEsMl0", "WyJhIiwiYiJd"):
        assert grid1.call("GET", f"/sync/refused?cursor={nonsense}").json["code"] == "invalid"
