"""People come, change their posts, forget their passwords, and leave."""

from datetime import timedelta

import pytest
from sqlalchemy import event, text

from server import clock
from server.db import db
from server.people.passwords import COMMONEST, SHORTEST
from tests.people.conftest import signing_in

pytestmark = pytest.mark.usefixtures("district")


def token_of(link):
    return link["path"].rsplit("/", 1)[1]


def invite(by, district, **rest):
    said = {"name": "新来的", "posts": [{"role": "grid", "area_id": district.areas["第一网格"]}], **rest}
    answer = by.post("/people", said)
    assert answer.status_code == 201, answer.json
    return answer.json


def accept(stranger, link, **rest):
    said = {"token": token_of(link), "login": "newcomer", "name": "林小满", "password": "a good secret", **rest}
    return stranger.post("/api/v1/invitations/accept", json=said)


def test_somebody_is_invited_and_comes_in(somebody, stranger, district):
    made = invite(somebody("admin"), district, phone="13800138000")
    link = made["invitation"]
    assert made["person"]["invited"] is True
    assert link["kind"] == "invitation" and link["path"].startswith("/invitations/")
    assert link["url"] == "http://localhost" + link["path"]

    shown = stranger.get(f"/api/v1/invitations/{token_of(link)}").json
    assert (shown["name"], shown["posts"][0]["area"]["name"]) == ("新来的", "第一网格")
    assert accept(stranger, link).json == {"login": "newcomer", "name": "林小满"}

    me = somebody("newcomer", password="a good secret").get("/me").json
    assert me["scope"]["areas"] == [district.areas["第一网格"]]
    again = accept(stranger, link, login="somebody-else")
    assert (again.status_code, again.json["code"]) == (404, "link_ended")


def test_a_link_is_kept_as_a_hash_only(somebody, district):
    token = token_of(invite(somebody("admin"), district)["invitation"])

    rows = db.session.execute(text("SELECT * FROM links")).all()
    assert rows and not [row for row in rows if token in str(tuple(row))]


def test_an_invitation_lives_seven_days_and_a_reset_one(somebody, stranger, district):
    admin = somebody("admin")
    invitation = invite(admin, district)["invitation"]
    reset = admin.post(f"/people/{district.people['grid2']}/reset").json
    assert reset["kind"] == "reset"

    with clock.moved(timedelta(hours=23)):
        assert stranger.get(f"/api/v1/resets/{token_of(reset)}").json["login"] == "grid2"
    with clock.moved(timedelta(hours=25)):
        assert stranger.get(f"/api/v1/resets/{token_of(reset)}").json["code"] == "link_ended"
        assert stranger.get(f"/api/v1/invitations/{token_of(invitation)}").status_code == 200
    with clock.moved(timedelta(days=7, minutes=1)):
        assert accept(stranger, invitation).json["code"] == "link_ended"


def test_only_the_newest_link_lets_somebody_in(somebody, stranger, district):
    admin = somebody("admin")
    first = invite(admin, district)
    second = admin.post(f"/people/{first['person']['id']}/reset").json
    assert second["kind"] == "invitation", "who never came has no password to reset"

    assert accept(stranger, first["invitation"]).json["code"] == "link_ended"
    assert accept(stranger, second).status_code == 200


def test_a_forgotten_password_is_set_anew_and_ends_every_session(somebody, stranger, district):
    grid1 = somebody("grid1")
    link = somebody("admin").post(f"/people/{district.people['grid1']}/reset").json

    taken = stranger.post(f"/api/v1/resets/{token_of(link)}", json={"password": "a new secret"})
    assert taken.json["login"] == "grid1"
    assert grid1.get("/me").json["code"] == "session_ended"
    assert stranger.post("/api/v1/session", json=signing_in("grid1")).status_code == 401
    assert somebody("grid1", password="a new secret").get("/me").status_code == 200


@pytest.mark.parametrize(
    "password, code",
    [
        ("short", "password_length"),
        ("x" * 201, "password_length"),
        ("newcomer", "password_is_login"),
        ("NewComer", "password_is_login"),
        ("12345678", "password_too_common"),
        ("Password1", "password_too_common"),
        ("啊啊啊啊啊啊啊啊", "password_too_common"),
    ],
)
def test_a_weak_password_is_refused_in_words_and_the_link_still_works(somebody, stranger, district, password, code):
    link = invite(somebody("admin"), district)["invitation"]

    refused = accept(stranger, link, password=password)
    assert (refused.status_code, refused.json["code"]) == (422, code)
    assert "密码" in refused.json["detail"]
    assert accept(stranger, link).status_code == 200


def test_the_short_list_holds_what_the_length_alone_would_let_in():
    assert len(COMMONEST) > 100
    assert not [word for word in COMMONEST if len(word) < SHORTEST or word != word.casefold()]


@pytest.mark.parametrize(
    "login, status, code",
    [
        ("grid1", 409, "login_taken"),
        ("GRID1", 409, "login_taken"),
        ("a", 422, "login_unfit"),
        ("two words", 422, "login_unfit"),
        ("-dash", 422, "login_unfit"),
        ("x" * 65, 422, "login_unfit"),
    ],
)
def test_a_login_is_free_and_fits(somebody, stranger, district, login, status, code):
    link = invite(somebody("admin"), district)["invitation"]

    refused = accept(stranger, link, login=login)
    assert (refused.status_code, refused.json["code"]) == (status, code)
    assert accept(stranger, link, login="林小满.1").status_code == 200


def test_changing_ones_own_password_ends_the_other_sessions(somebody, stranger):
    here, there = somebody("grid1"), somebody("grid1")

    wrong = here.post("/me/password", {"old": "guess", "new": "a new secret"})
    assert (wrong.status_code, wrong.json["code"]) == (403, "wrong_password")
    assert here.post("/me/password", {"old": "xunan-demo", "new": "grid1"}).json["code"] == "password_length"
    assert here.post("/me/password", {"old": "xunan-demo", "new": "a new secret"}).status_code == 204
    assert here.get("/me").status_code == 200
    assert there.get("/me").json["code"] == "session_ended"
    assert stranger.post("/api/v1/session", json=signing_in("grid1", "a new secret")).status_code == 200


def test_an_open_phone_is_no_place_to_guess_the_password(somebody):
    grid1 = somebody("grid1")
    answers = [grid1.post("/me/password", {"old": "guess", "new": "a new secret"}).status_code for _ in range(11)]

    assert answers == [403] * 10 + [429]


def test_everybody_changes_his_own_language_and_name(somebody):
    grid1 = somebody("grid1")

    changed = grid1.patch("/me", {"locale": "en", "name": "Lin Xiaoman", "login": "admin", "roles": ["admin"]}).json
    assert (changed["user"]["locale"], changed["user"]["name"]) == ("en", "Lin Xiaoman")
    assert (changed["user"]["login"], changed["roles"]) == ("grid1", ["grid"]), "what else was said is passed over"
    assert grid1.patch("/me", {"locale": "fr"}).status_code == 422


# --- posts ----------------------------------------------------------------------------------------


def test_a_post_that_ends_takes_its_circle_away_with_the_next_request(somebody, district):
    grid1, admin = somebody("grid1"), somebody("admin")
    person = district.people["grid1"]
    moved = admin.post(f"/people/{person}/posts", {"role": "grid", "area_id": district.areas["第二网格"]})
    assert moved.status_code == 201
    assert len(grid1.get("/me").json["scope"]["areas"]) == 2

    old = next(post for post in grid1.get("/me").json["posts"] if post["area"]["name"] == "第一网格")
    assert admin.delete(f"/posts/{old['id']}").status_code == 204
    assert grid1.get("/me").json["scope"]["areas"] == [district.areas["第二网格"]]
    told = {post["area"]["name"]: post["state"] for post in admin.get(f"/people/{person}").json["posts"]}
    assert told == {"第一网格": "over", "第二网格": "held"}


def test_what_was_held_lately_is_remembered_for_ninety_days(app, somebody, district):
    from server.people.queries import holdings_of

    admin, person = somebody("admin"), district.people["grid1"]
    post = admin.get(f"/people/{person}").json["posts"][0]["id"]
    admin.delete(f"/posts/{post}")

    now, former = holdings_of(person)
    assert (now, [held.area_id for held in former]) == ((), [district.areas["第一网格"]])
    with clock.moved(timedelta(days=90)):
        assert len(holdings_of(person)[1]) == 1
    with clock.moved(timedelta(days=92)):
        assert holdings_of(person)[1] == ()


def test_both_days_of_a_post_count_where_the_site_is(somebody, district):
    admin, grid2 = somebody("admin"), somebody("grid2")
    today = clock.today()
    days = {"starts_on": str(today + timedelta(days=2)), "ends_on": str(today + timedelta(days=3))}
    said = {"role": "grid", "area_id": district.areas["第三网格"], "title": "代班", **days}
    assert admin.post(f"/people/{district.people['grid2']}/posts", said).json["state"] == "coming"

    third = district.areas["第三网格"]
    held = {}
    for day in range(6):
        with clock.moved(timedelta(days=day)):
            held[day] = third in grid2.get("/me").json["scope"]["areas"]
    assert held == {0: False, 1: False, 2: True, 3: True, 4: False, 5: False}


def test_the_days_of_a_post_are_changed(somebody, district):
    admin, grid1 = somebody("admin"), somebody("grid1")
    post = grid1.get("/me").json["posts"][0]["id"]
    yesterday = str(clock.today() - timedelta(days=1))

    wrong = admin.patch(f"/posts/{post}", {"ends_on": "2001-01-01"})
    assert (wrong.status_code, wrong.json["errors"]) == (422, {"ends_on": ["before starts_on"]})
    started = admin.patch(f"/posts/{post}", {"starts_on": "2026-01-01", "ends_on": yesterday, "title": "网格长"})
    assert (started.json["state"], started.json["title"]) == ("over", "网格长")
    assert grid1.get("/me").json["scope"]["areas"] == []
    assert admin.patch(f"/posts/{post}", {"ends_on": None}).json["state"] == "held"
    assert grid1.get("/me").json["scope"]["areas"] == [district.areas["第一网格"]]


def test_the_same_post_is_not_given_twice(somebody, district):
    said = {"role": "grid", "area_id": district.areas["第一网格"]}

    refused = somebody("admin").post(f"/people/{district.people['grid1']}/posts", said)
    assert (refused.status_code, refused.json["code"]) == (409, "post_held")


def test_somebody_signed_out_everywhere_signs_in_again(somebody, district):
    grid1 = somebody("grid1")

    assert somebody("admin").post(f"/people/{district.people['grid1']}/sign-out-everywhere").status_code == 204
    assert grid1.get("/me").json["code"] == "session_ended"
    assert somebody("grid1").get("/me").status_code == 200


def test_a_persons_name_and_phone_are_corrected(somebody, district):
    admin, person = somebody("admin"), district.people["grid1"]

    assert admin.patch(f"/people/{person}", {"name": "林小满", "phone": "138"}).json["phone"] == "138"
    assert admin.patch(f"/people/{person}", {"phone": None}).json["phone"] is None
    assert admin.get(f"/people/{person}").json["name"] == "林小满"


# --- the list -------------------------------------------------------------------------------------


def test_the_list_comes_in_pages_without_gap_or_double(somebody, district):
    admin = somebody("admin")
    names, cursor = [], ""
    while cursor is not None:
        page = admin.get(f"/people?limit=5&cursor={cursor}").json
        assert len(page["items"]) <= 5
        names += [each["name"] for each in page["items"]]
        cursor = page["cursor"]

    assert names == sorted(district.people)


@pytest.mark.parametrize("q, found", [("town", 3), ("TOWN1", 2), ("%", 0), ("_", 0), ("%00", None), ("nobody", 0)])
def test_people_are_found_by_name_login_and_phone(somebody, q, found):
    answer = somebody("admin").get(f"/people?q={q.replace('%', '%25') if q != '%00' else q}")

    if found is None:
        assert answer.status_code == 422
    else:
        assert len(answer.json["items"]) == found


@pytest.mark.parametrize("cursor", ["x", "W10", "8J-YgA", "%00"])
def test_a_cursor_nobody_made_is_refused(somebody, cursor):
    refused = somebody("admin").get(f"/people?cursor={cursor}")

    assert (refused.status_code, refused.json["code"]) == (422, "invalid")


def test_a_long_list_costs_as_many_queries_as_a_short_one(app, somebody, district):
    admin, asked = somebody("admin"), []
    event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))

    def queries(limit):
        asked.clear()
        assert len(admin.get(f"/people?limit={limit}").json["items"]) == limit
        return len(asked)

    assert queries(12) == queries(3)


# --- the whole installation -----------------------------------------------------------------------


def test_two_workers_cannot_both_use_one_link(another_worker, somebody, stranger, district):
    link = invite(somebody("admin"), district)["invitation"]

    assert accept(another_worker(), link).status_code == 200
    assert accept(stranger, link, login="second").json["code"] == "link_ended"
