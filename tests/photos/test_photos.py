"""A photo as a record: it belongs to a hazard, is seen with it, and nobody signs off pictures he has not seen."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image

from server import clock
from server.photos import operations
from server.photos.collection import PhotoCollection
from server.photos.refusals import PhotoFixed, PhotoInUse
from server.problems import Invalid, NotFound, NotPermitted
from server.sync.contributions import ContributionCollection
from server.sync.deliver import KEPT
from server.sync.work import working
from tests.photos import ground, pictures
from tests.photos.test_uploads import Phone

KIND = PhotoCollection()


@pytest.fixture
def lin(client):
    return Phone(client, "lin")


@pytest.fixture
def content():
    return pictures.from_a_phone(2000, 1500)


@pytest.fixture
def stored(lin, content):
    """A stored photo of a hazard; its id."""
    photo_id = ground.photo(ground.hazard(), pictures.sha256(content), taken_at="2026-11-22T08:00:00+08:00")
    assert lin.upload(content).status_code == 204
    return photo_id


# --- records and bytes, in either order -----------------------------------------------------------


def test_the_record_first_then_its_bytes(lin, content):
    owner = ground.hazard()
    photo_id = ground.photo(owner, pictures.sha256(content).upper(), role="after")
    assert not ground.row("photo", photo_id)["stored"]
    assert ground.row("hazard", owner)["version"] == 2
    assert lin.upload(content).status_code == 204
    photo = ground.row("photo", photo_id)
    assert (photo["stored"], photo["version"]) == (True, 2)
    assert (photo["width"], photo["height"], photo["size"]) == (1500, 2000, len(content))
    assert ground.row("hazard", owner)["version"] == 3
    said = [(line["kind"], line["photo"], line["role"]) for line in ground.told(owner)]
    assert said == [("photo_added", photo_id, "after"), ("photo_stored", photo_id, "after")]
    assert all(line["by"] == ground.LIN.me for line in ground.told(owner))


def test_the_bytes_first_then_the_record(lin, content):
    assert lin.upload(content).status_code == 204
    owner = ground.hazard()
    photo = ground.row("photo", ground.photo(owner, pictures.sha256(content)))
    assert (photo["stored"], photo["version"], photo["width"]) == (True, 1, 1500)
    assert ground.row("hazard", owner)["version"] == 2
    assert [(line["kind"], line["stored"]) for line in ground.told(owner)] == [("photo_added", True)]


def test_one_upload_serves_every_photo_of_the_same_author(lin, content):
    photos = [ground.photo(ground.hazard(), pictures.sha256(content)) for _ in range(3)]
    lin.upload(content)
    assert all(ground.row("photo", each)["stored"] for each in photos)


@pytest.mark.parametrize("state", ["reported", "closed", "merged", "rejected"])
def test_a_photo_is_taken_in_whatever_state_its_hazard_is(state, app):
    assert ground.photo(ground.hazard(state=state), "ab" * 32)


def test_a_photo_of_a_hazard_made_in_the_same_batch(app):
    with working() as work:
        owner = work.add("hazard", {
            "id": ground.new_id(), "area": ground.AREA, "severity": "general", "channel": "patrol", "state": "reported",
            "reporter_id": ground.LIN.user_id, "old_after": [], "after_by": [], "recent": "[]", "open_conflicts": [],
        }, ground.LIN)  # fmt: skip
        data = KIND.check({"owner_type": "hazard", "owner_id": owner["id"], "role": "before", "sha256": "ab" * 32})
        photo = KIND.create(work, ground.new_id(), data, ground.LIN)
    assert ground.row("photo", photo["id"])["owner_id"] == owner["id"]


def test_an_owner_that_is_not_there_or_was_never_his(app):
    with pytest.raises(NotFound):
        ground.photo(ground.new_id(), "ab" * 32)
    with pytest.raises(NotFound):
        ground.photo(ground.hazard(by=ground.WU, area=ground.OTHER_AREA), "ab" * 32)


def test_a_photo_of_a_hazard_that_left_his_sight_waits_for_whoever_holds_it(app, lin, content):
    """Grids were redrawn while his phone was away: he had that hazard yesterday, so his photo is not refused."""
    owner, sha256 = ground.hazard(), pictures.sha256(content)
    ground.read_by(ground.LIN)
    with working() as work:
        work.change("hazard", work.get("hazard", owner), {"area": ground.OTHER_AREA, "reporter_id": ground.WU.user_id})
    photo_id, data = ground.new_id(), {"owner_type": "hazard", "owner_id": owner, "role": "after", "sha256": sha256}
    result = ground.push(ground.LIN, photo_id, data)
    assert result["status"] == "parked"
    assert lin.upload(content).status_code == 204
    with working() as work:
        parked = work.get("contribution", result["contribution"])
        assert ContributionCollection().act(work, parked, "adopt", {}, 1, ground.WU)
        assert parked["results"][0]["status"] == "applied"
    photo = ground.row("photo", photo_id)
    assert (photo["created_by"], photo["stored"]) == (ground.LIN.me, True)


def test_a_photo_of_a_hazard_he_never_had_finds_nothing(app):
    owner = ground.hazard(by=ground.WU, area=ground.OTHER_AREA)
    ground.read_by(ground.LIN)
    data = {"owner_type": "hazard", "owner_id": owner, "role": "after", "sha256": "ab" * 32}
    result = ground.push(ground.LIN, ground.new_id(), data)
    assert (result["status"], result["problem"]["code"]) == ("rejected", "not_found")


@pytest.mark.parametrize(
    "wrong",
    [
        {"owner_type": "enterprise"}, {"owner_type": "nothing"}, {"owner_type": 7}, {"owner_id": "x"},
        {"owner_id": None}, {"owner_id": 7}, {"role": "selfie"}, {"role": []}, {"sha256": "ab"},
        {"sha256": "g" * 64}, {"sha256": None},
        {"taken_at": "yesterday"}, {"taken_at": "2026-11-22T08:00:00"}, {"taken_at": 5}, {"lat": 91, "lon": 1},
        {"lat": 1, "lon": 181}, {"lat": 1}, {"lat": "25", "lon": 119}, {"lat": True, "lon": 1},
        {"lat": float("nan"), "lon": 1}, {"accuracy_m": -1}, {"accuracy_m": 10**400}, {"caption": "x" * 501},
        {"caption": {}},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_a_photo(wrong, app):
    right = {"owner_type": "hazard", "owner_id": ground.new_id(), "role": "before", "sha256": "ab" * 32}
    assert KIND.check(right) == right
    with pytest.raises(Invalid) as refused:
        KIND.check(right | wrong)
    assert refused.value.extra["errors"]


# --- changing and deleting ------------------------------------------------------------------------


def _with(photo_id, verb):
    with working() as work:
        return verb(work, work.get("photo", photo_id))


def test_only_the_caption_and_only_its_author(app):
    photo_id = ground.photo(ground.hazard(), "ab" * 32)
    _with(photo_id, lambda work, row: KIND.may_set(work, row, {"caption": "接线盒"}, ground.LIN))
    with pytest.raises(NotPermitted):
        _with(photo_id, lambda work, row: KIND.may_set(work, row, {"caption": "接线盒"}, ground.CHEN))
    for fixed in ("lat", "taken_at", "sha256", "owner_id", "role"):
        with pytest.raises(PhotoFixed):
            _with(photo_id, lambda work, row, fixed=fixed: KIND.may_set(work, row, {fixed: None}, ground.LIN))


def test_its_author_takes_it_back_until_an_act_has_used_it(stored, lin):
    owner = ground.row("photo", stored)["owner_id"]
    with pytest.raises(NotPermitted):
        _with(stored, lambda work, row: KIND.delete(work, row, 1, ground.CHEN))
    version = ground.row("hazard", owner)["version"]
    _with(stored, lambda work, row: KIND.delete(work, row, 2, ground.LIN))
    assert ground.row("photo", stored)["deleted"]
    assert ground.row("hazard", owner)["version"] == version + 1
    assert ground.told(owner)[-1]["kind"] == "photo_deleted"
    assert lin.ask("GET", f"/api/v1/photos/{stored}").status_code == 404
    _with(stored, lambda work, row: KIND.restore(work, row, ground.CHEN))
    assert lin.ask("GET", f"/api/v1/photos/{stored}").status_code == 200
    _with(stored, lambda work, row: work.change("photo", row, {"used": True}))
    with pytest.raises(PhotoInUse):
        _with(stored, lambda work, row: KIND.delete(work, row, 4, ground.LIN))


# --- looking --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "edge"), [("thumb", 320), ("screen", 1600), (None, 1600)])
def test_it_is_shown_upright_and_stripped(size, edge, stored, lin):
    answer = lin.ask("GET", f"/api/v1/photos/{stored}" + (f"?size={size}" if size else ""))
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    shown = Image.open(io.BytesIO(answer.data))
    assert max(shown.size) == edge
    assert shown.height > shown.width  # it was held upright
    assert not shown.getexif()
    assert b"secret words" not in answer.data


def test_the_original_is_the_very_bytes_in_parts_too(stored, lin, content):
    address = f"/api/v1/photos/{stored}?size=original"
    assert lin.ask("GET", address).data == content
    part = lin.ask("GET", address, Range="bytes=100-199")
    assert (part.status_code, part.data) == (206, content[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(content)}"
    assert lin.ask("GET", address, Range="bytes=99999999-").status_code == 416


def test_it_is_kept_by_the_phone_and_by_nobody_between(stored, lin):
    answer = lin.ask("GET", f"/api/v1/photos/{stored}?size=thumb")
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert {"Cookie", "Authorization"} <= set(answer.vary)  # kept for him, not for who shares his phone
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Disposition"].startswith("inline; filename=xunan-")
    again = lin.ask("GET", f"/api/v1/photos/{stored}?size=thumb", If_None_Match=answer.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    other = lin.ask("GET", f"/api/v1/photos/{stored}?size=original")
    assert other.headers["ETag"] != answer.headers["ETag"]


def test_only_those_who_see_the_hazard(stored, client):
    address = f"/api/v1/photos/{stored}?size=thumb"
    assert Phone(client, "chen").ask("GET", address).status_code == 200
    assert Phone(client, "wu").ask("GET", address).json["code"] == "not_found"
    assert Phone(client, "nobody").ask("GET", address).status_code == 401
    assert Phone(client, "lin").ask("GET", f"/api/v1/photos/{ground.new_id()}").status_code == 404


def test_a_hazard_that_moves_takes_its_photos_along(stored, client):
    owner = ground.row("photo", stored)["owner_id"]
    with working() as work:
        work.change("hazard", work.get("hazard", owner), {"area": ground.OTHER_AREA, "reporter_id": ground.WU.user_id})
    address = f"/api/v1/photos/{stored}?size=thumb"
    assert Phone(client, "wu").ask("GET", address).status_code == 200
    assert Phone(client, "lin").ask("GET", address).status_code == 404


def test_while_its_bytes_are_on_the_way(app, client):
    lin, photo_id = Phone(client, "lin"), ground.photo(ground.hazard(), "ab" * 32)
    answer = lin.ask("GET", f"/api/v1/photos/{photo_id}")
    assert (answer.status_code, answer.json["code"]) == (404, "photo_not_stored")
    assert lin.ask("GET", f"/api/v1/photos/{photo_id}?size=huge").status_code == 422


def test_heic_is_shown_as_jpeg_and_kept_as_heic(lin):
    content = pictures.encoded(pictures.scene(800, 600), "HEIF")
    photo_id = ground.photo(ground.hazard(), pictures.sha256(content))
    assert lin.upload(content).status_code == 204
    assert lin.ask("GET", f"/api/v1/photos/{photo_id}?size=screen").mimetype == "image/jpeg"
    original = lin.ask("GET", f"/api/v1/photos/{photo_id}?size=original")
    assert (original.mimetype, original.data) == ("image/heic", content)
    assert original.headers["Content-Disposition"].endswith(".heic")


def test_a_lost_rendition_is_made_again(stored, lin, settings):
    for path in settings.photos_dir.rglob("*.thumb"):
        path.unlink()
    assert lin.ask("GET", f"/api/v1/photos/{stored}?size=thumb").status_code == 200
    assert len(list(settings.photos_dir.rglob("*.thumb"))) == 1


def test_a_lost_original_is_said_and_is_no_fault(stored, lin, settings):
    for path in settings.photos_dir.rglob("*"):
        if path.is_file():
            path.unlink()
    for size in ("thumb", "original"):
        assert lin.ask("GET", f"/api/v1/photos/{stored}?size={size}").json["code"] == "photo_not_stored"


def test_what_travels(stored):
    with working() as work:
        photo = work.get("photo", stored)
        data = KIND.shape(photo, ground.LIN, work.keys("photo", photo))
    assert data["stored"] is True
    assert data["taken_at"] == "2026-11-22T08:00:00+08:00"
    assert data["created_by"] == ground.LIN.me
    assert "caption" not in data and "id" not in data


def test_tombstones_and_the_clock_do_not_bring_a_deleted_photo_back(stored, lin, settings):
    _with(stored, lambda work, row: KIND.delete(work, row, 2, ground.LIN))
    with clock.moved(KEPT + timedelta(days=1)):
        operations.sweep_uploads(settings)
        assert lin.ask("GET", f"/api/v1/photos/{stored}").status_code == 404
