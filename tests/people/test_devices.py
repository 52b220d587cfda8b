"""A phone is lost, revoked, stolen, or handed to somebody else."""

import uuid
from datetime import timedelta

import pytest

from server import clock
from server.people.sessions import identify
from tests.people.conftest import signing_in

pytestmark = pytest.mark.usefixtures("district")


def push(phone):
    """An empty push: what a phone may still bring is answered with 200."""
    said = {"device": phone.device, "schema": 1, "sent_at": clock.stamp(), "ops": []}
    return phone.call("POST", "/sync/push", json=said)


def test_a_device_belongs_to_one_person_for_ever(somebody, stranger):
    grid1 = somebody("grid1")

    refused = stranger.post("/api/v1/session", json=signing_in("grid2", device=grid1.device))
    assert (refused.status_code, refused.json["code"]) == (409, "device_taken")
    assert somebody("grid1", device=grid1.device).device == grid1.device
    wrong = stranger.post("/api/v1/session", json=signing_in("grid2", "guess", device=grid1.device))
    assert wrong.json["code"] == "wrong_credentials", "who does not know the password learns nothing of devices"


def test_a_device_id_is_one_however_it_is_written(somebody, stranger):
    grid1 = somebody("grid1")

    refused = stranger.post("/api/v1/session", json=signing_in("grid2", device=grid1.device.upper()))
    assert refused.json["code"] == "device_taken"


def test_a_person_may_have_any_number_of_devices(somebody):
    phones = [somebody("grid1") for _ in range(12)]

    listed = phones[0].get("/me/devices").json["items"]
    assert {each["id"] for each in listed} == {phone.device for phone in phones}
    assert [each["id"] for each in listed if each["current"]] == [phones[0].device]
    assert len(phones[0].get("/me/sessions").json["items"]) == 12


def test_a_revoked_phone_hides_everything_and_still_brings_its_work_for_seven_days(app, somebody):
    old, new = somebody("grid1"), somebody("grid1")
    revoked = new.post(f"/me/devices/{old.device}/revoke")
    assert (revoked.status_code, revoked.json["stolen"]) == (200, False)

    for path in ("/me", "/sync/pull", "/me/devices"):
        refused = old.get(path)
        assert (refused.status_code, refused.json["code"]) == (401, "device_revoked")
    assert push(old).status_code == 200
    with clock.moved(timedelta(days=6, hours=23)):
        assert push(old).status_code == 200
    with clock.moved(timedelta(days=7, minutes=1)):
        assert push(old).json["code"] == "device_revoked"
    assert new.get("/me").status_code == 200


def test_what_a_revoked_phone_brings_is_parked_only(app, somebody, district):
    grid1, other = somebody("grid1"), somebody("grid1")
    other.post(f"/me/devices/{grid1.device}/revoke")

    headers = {"Authorization": f"Bearer {grid1.token}"}
    with app.test_request_context("/api/v1/sync/push", method="POST", headers=headers):
        by = identify()
    assert by.parked_only
    assert by.keys >= {f"a:{district.areas['第一网格']}"}, "his posts still tell what he may speak of"


def test_from_a_stolen_phone_nothing_is_taken(somebody):
    old, new = somebody("grid1"), somebody("grid1")
    new.post(f"/me/devices/{old.device}/revoke", {"stolen": True})

    assert push(old).json["code"] == "device_revoked"
    assert old.call("OPTIONS", "/uploads").status_code in (204, 404), "what everybody may ask stays open"
    assert new.get("/me/devices").json["items"][-1]["stolen"] is True


def test_a_revoked_device_can_sign_out_but_not_in_again(somebody, stranger):
    old, new = somebody("grid1"), somebody("grid1")
    new.post(f"/me/devices/{old.device}/revoke")

    again = stranger.post("/api/v1/session", json=signing_in("grid1", device=old.device))
    assert (again.status_code, again.json["code"]) == (409, "device_taken"), "the phone makes a new id and goes on"
    assert old.delete("/session").status_code == 204


def test_nobody_revokes_the_device_or_session_of_somebody_else(somebody):
    grid1, grid2 = somebody("grid1"), somebody("grid2")
    session = grid1.get("/me/sessions").json["items"][0]["id"]

    assert grid2.post(f"/me/devices/{grid1.device}/revoke").status_code == 404
    assert grid2.delete(f"/me/sessions/{session}").status_code == 404
    assert grid2.post(f"/me/devices/{uuid.uuid4()}/revoke").status_code == 404
    assert grid1.get("/me").status_code == 200


def test_signing_out_elsewhere(somebody):
    here, there = somebody("grid1"), somebody("grid1")
    sessions = here.get("/me/sessions").json["items"]
    other = next(each for each in sessions if not each["current"])

    assert here.delete(f"/me/sessions/{other['id']}").status_code == 204
    assert there.get("/me").json["code"] == "session_ended"
    assert here.get("/me").status_code == 200


def test_an_administrator_takes_a_lost_phone_out_of_use(somebody, district):
    grid1, admin = somebody("grid1"), somebody("admin")
    person = district.people["grid1"]
    listed = admin.get(f"/people/{person}/devices").json["items"]
    assert [each["id"] for each in listed] == [grid1.device]

    admin.post(f"/people/{person}/devices/{grid1.device}/revoke", {"stolen": True})
    assert grid1.get("/me").json["code"] == "device_revoked"
    assert somebody("town1").get(f"/people/{person}/devices").status_code == 404


def test_two_people_on_one_phone_share_a_cookie_and_are_told_apart(somebody):
    grid1, grid2 = somebody("grid1"), somebody("grid2")

    refused = grid1.get("/sync/pull", headers={"X-Xunan-Device": grid2.device})
    assert (refused.status_code, refused.json["code"]) == (403, "device_mismatch")
