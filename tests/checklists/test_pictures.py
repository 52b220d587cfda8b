"""Example pictures of checklists: brought by an administrator, seen by everybody, gone when nobody wanted them."""

from __future__ import annotations

import base64
import hashlib
import io
from datetime import timedelta
from typing import Any

import orjson
import pytest
from PIL import Image

from server import clock, worker
from server.photos.images import EXAMPLE_BYTES, EXAMPLE_EDGE
from server.places import checklist_pictures
from server.sync.work import working
from tests.photos import pictures


def content(*hashes: str) -> dict[str, Any]:
    named = [{"sha256": each, "caption": "正确做法"} for each in hashes]
    item = {"code": "E01", "question": "配电箱关好了吗？", "pictures": named}
    return {"title": "本镇自查表", "sections": [{"title": "用电", "items": [item]}]}


def bring(who: Any, sent: bytes, door: str = "/checklists/pictures", name: str = "x.jpg") -> Any:
    file = {"file": (io.BytesIO(sent), name)}
    return who.call("POST", door, data=file, content_type="multipart/form-data")


def look(who: Any, name: str, **more: Any) -> Any:
    return who.call("GET", f"/checklists/pictures/{name}", buffered=True, **more)


def test_a_picture_is_brought_named_published_and_seen(phone: Any, district: Any, settings: Any) -> None:
    admin, grid = phone("admin"), phone("grid1")
    sent = pictures.from_a_phone(2400, 1800)
    assert bring(grid, sent).json["code"] == "not_permitted"
    first = bring(admin, sent)
    assert first.status_code == 201, first.json
    sha256 = first.json["sha256"]
    assert (first.json["width"], first.json["height"]) == (960, EXAMPLE_EDGE), "upright, and small enough for a phone"
    assert bring(admin, sent).json == first.json, "the same again is the same one"

    seen = look(grid, sha256)
    assert hashlib.sha256(seen.data).hexdigest() == sha256 and len(seen.data) == first.json["size"]
    assert b"Exif" not in seen.data and b"secret words" not in seen.data
    assert "immutable" in seen.headers["Cache-Control"] and seen.headers["ETag"] == f'"{sha256}"'
    again = look(grid, sha256, headers={"If-None-Match": seen.headers["ETag"]})
    assert again.status_code == 304
    thumb = look(grid, f"{sha256}?size=thumb")
    assert max(Image.open(io.BytesIO(thumb.data)).size) == 320
    assert bring(admin, seen.data).json["sha256"] == sha256, "what is kept already is not made worse"
    for name in ("ab" * 32, sha256.upper(), sha256[:-1]):
        assert look(grid, name).status_code == 404
    assert phone("grid1").client.get(f"/api/v1/checklists/pictures/{sha256}").status_code == 401

    made = admin.call("POST", "/checklists", json={"code": "own", "state": "draft", **content(sha256, "ab" * 32)}).json
    record = f"/checklists/{made['id']}"
    told = [(fault["where"], fault["kind"]) for fault in made["draft"]["faults"]]
    assert told == [("sections[0].items[0].pictures[1]", "picture_missing")]
    refused = admin.call("POST", f"{record}/publish", json={"seen": 1})
    assert (refused.json["code"], refused.json["faults"]) == ("checklist_faulty", made["draft"]["faults"])
    admin.call("PUT", f"{record}/draft", json={"seen": 1, **content(sha256)})
    assert admin.call("POST", f"{record}/publish", json={"seen": 2}).status_code == 200
    grid.pull()
    assert grid.of("checklist")[made["id"]]["sections"][0]["items"][0]["pictures"][0]["sha256"] == sha256


def test_what_nobody_put_into_a_checklist_goes(phone: Any, app: Any, district: Any, settings: Any) -> None:
    admin = phone("admin")
    hashes = [bring(admin, pictures.noise(64, 64, seed)).json["sha256"] for seed in range(3)]
    drafted, published, unused = hashes
    admin.call("POST", "/checklists", json={"code": "later", "state": "draft", **content(drafted)})
    made = admin.call("POST", "/checklists", json={"code": "own", **content(published)}).json
    without = {"title": "本镇自查表", "sections": [{"title": "用电", "items": [{"code": "E01", "question": "？"}]}]}
    changed = admin.call("PATCH", f"/checklists/{made['id']}", json={"seen": made["version"], **without})
    assert changed.status_code == 200, changed.json

    def there() -> set[str]:
        with working() as work:
            return set(checklist_pictures.there(work.connection, hashes))

    with clock.moved(checklist_pictures.UNUSED - timedelta(days=1)):
        assert worker.run_once(app) == [] and there() == set(hashes)
    with clock.moved(checklist_pictures.UNUSED + timedelta(days=1)):
        assert worker.run_once(app) == worker.run_once(app) == []
        assert there() == {drafted, published}, "whoever walked with an older edition may still look"
    kept = {path.name for path in settings.photos_dir.rglob("*") if path.is_file()}
    assert {drafted, published, f"{drafted}.thumb"} <= kept and unused not in kept


def test_a_file_carries_them_to_another_installation(phone: Any, district: Any, settings: Any) -> None:
    admin = phone("admin")
    sha256 = bring(admin, pictures.from_a_phone()).json["sha256"]
    made = admin.call("POST", "/checklists", json={"code": "own", **content(sha256)}).json
    file = admin.call("GET", f"/checklists/{made['id']}/export.json").data
    assert list(orjson.loads(file)["pictures"]) == [sha256]

    def elsewhere(told: bytes, name: str = "own.json") -> Any:
        with working() as work:
            work.connection.execute(checklist_pictures.ChecklistPicture.__table__.delete())
        return bring(admin, told, "/checklists/import", name)

    taken = elsewhere(file)
    assert taken.status_code == 201, taken.json
    assert taken.json["draft"]["sections"] == made["sections"] and taken.json["draft"]["faults"] == []
    assert look(admin, sha256).status_code == 200

    def changed(to: bytes, under: str) -> bytes:
        said = orjson.loads(file.replace(sha256.encode(), under.encode()))
        said["pictures"] = {under: base64.b64encode(to).decode()}
        return orjson.dumps(said)

    for to, under in ((b"other bytes", sha256), (b"no picture", hashlib.sha256(b"no picture").hexdigest())):
        refused = elsewhere(changed(to, under))
        assert (refused.status_code, refused.json["faults"][0]["kind"]) == (422, "picture_damaged")
        assert refused.json["faults"][0]["where"] == "sections[0].items[0].pictures[0]"

    private = pictures.from_a_phone(300, 200)
    other = elsewhere(changed(private, hashlib.sha256(private).hexdigest())).json["draft"]
    named = other["sections"][0]["items"][0]["pictures"][0]["sha256"]
    assert named != hashlib.sha256(private).hexdigest(), "what a camera wrote beside a picture stays out"
    assert b"Exif" not in look(admin, named).data

    book = admin.call("GET", f"/checklists/{made['id']}/export.xlsx").data
    told = elsewhere(book, "own.xlsx").json["draft"]
    assert [fault["kind"] for fault in told["faults"]] == ["picture_missing"], "a table holds no pictures"


@pytest.mark.parametrize(
    ("sent", "code"),
    [(b"<svg/>", "not_an_image"), (b"", "not_an_image"), (pictures.noise()[:9000], "image_truncated")],
)
def test_what_is_no_picture_is_refused(phone: Any, district: Any, settings: Any, sent: bytes, code: str) -> None:
    refused = bring(phone("admin"), sent)
    assert (refused.status_code, refused.json["code"]) == (422, code)
    assert not [path for path in settings.photos_dir.rglob("*") if path.is_file()]


def test_it_is_made_to_fit(phone: Any, district: Any, settings: Any) -> None:
    kept = bring(phone("admin"), pictures.noise(1400, 900, quality=30)).json
    assert kept["size"] <= EXAMPLE_BYTES and max(kept["width"], kept["height"]) <= EXAMPLE_EDGE
