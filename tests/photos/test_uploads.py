"""The manners of an upload: what is answered, what is refused, and whose bytes they are."""

from __future__ import annotations

import base64
import resource
from contextlib import contextmanager
from datetime import timedelta

import pytest
from PIL import Image

from server import clock
from server.db import db, writing
from server.photos import intake, operations
from server.photos.models import Blob, BlobOwner, Upload
from tests.photos import ground, pictures
from tests.photos.tus import packed

BYTES = "application/offset+octet-stream"


class Phone:
    """One person's tus client, inside this process."""

    def __init__(self, client, name):
        self.client, self.name = client, name

    def ask(self, method, path, data=None, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(
            path, method=method, data=data, buffered=True,
            headers={"Authorization": f"Bearer {self.name}", "Tus-Resumable": "1.0.0"} | named,
        )  # fmt: skip

    def post(self, content, **metadata):
        words = {"sha256": pictures.sha256(content), "filename": "照片.jpg"} | metadata
        return self.ask("POST", "/api/v1/uploads", Upload_Length=str(len(content)), Upload_Metadata=packed(words))

    def create(self, content, **metadata):
        answer = self.post(content, **metadata)
        assert answer.status_code == 201, answer.text
        return answer.headers["Location"]

    def patch(self, path, at, part, **headers):
        return self.ask("PATCH", path, part, Upload_Offset=str(at), Content_Type=BYTES, **headers)

    def upload(self, content, **metadata):
        return self.patch(self.create(content, **metadata), 0, content)


@pytest.fixture
def lin(client):
    return Phone(client, "lin")


@pytest.fixture
def chen(client):
    return Phone(client, "chen")


@pytest.fixture
def wu(client):
    return Phone(client, "wu")


@pytest.fixture
def content():
    return pictures.noise(320, 240)


def uploads():
    count = db.session.query(Upload).count()
    db.session.rollback()
    return count


# --- the same question twice --------------------------------------------------------------------


def test_a_lost_201_is_asked_for_again(lin, content):
    path = lin.create(content)
    lin.patch(path, 0, content[:1000])
    again = lin.post(content)
    assert (again.status_code, again.headers["Location"], again.headers["Upload-Offset"]) == (201, path, "1000")
    assert uploads() == 1
    assert lin.create(content + b"x", sha256=pictures.sha256(content)) != path  # another length is another upload


def test_a_lost_204_is_asked_for_again(lin, content):
    path = lin.create(content)
    assert lin.patch(path, 0, content).status_code == 204
    head = lin.ask("HEAD", path)
    assert (head.status_code, head.headers["Upload-Offset"]) == (200, str(len(content)))
    assert lin.patch(path, len(content), b"").status_code == 204
    assert lin.patch(path, 0, content).status_code == 409


def test_bytes_that_are_here_are_not_sent_again(lin, content):
    lin.upload(content)
    with clock.moved(timedelta(days=8)):  # the upload itself is long forgotten
        answer = lin.post(content)
        assert answer.headers["Upload-Offset"] == str(len(content))
        assert lin.ask("HEAD", answer.headers["Location"]).headers["Upload-Offset"] == str(len(content))


# --- whose bytes ---------------------------------------------------------------------------------


def test_knowing_a_hash_grants_nothing(lin, wu, content):
    lin.upload(content)
    ground.photo(ground.hazard(), pictures.sha256(content))
    theirs = ground.photo(ground.hazard(by=ground.WU, area=ground.OTHER_AREA), pictures.sha256(content), by=ground.WU)
    answer = wu.post(content)
    assert answer.headers["Upload-Offset"] == "0"
    assert not ground.row("photo", theirs)["stored"]
    assert wu.patch(answer.headers["Location"], 0, content).status_code == 204
    assert ground.row("photo", theirs)["stored"]
    assert (db.session.query(Blob).count(), db.session.query(BlobOwner).count()) == (1, 2)


def test_whoever_sees_a_photo_need_not_send_it(lin, chen, content):
    lin.upload(content)
    owner = ground.hazard()
    waiting = ground.photo(owner, pictures.sha256(content), by=ground.CHEN)
    assert not ground.row("photo", waiting)["stored"]  # he has neither sent it nor does he see it anywhere
    ground.photo(owner, pictures.sha256(content))
    assert chen.post(content).headers["Upload-Offset"] == str(len(content))
    assert ground.row("photo", waiting)["stored"]


def test_a_wrong_length_finds_nothing(lin, content):
    lin.upload(content)
    longer = lin.post(content + b"x", sha256=pictures.sha256(content))
    assert longer.headers["Upload-Offset"] == "0"


def test_somebody_elses_upload_does_not_exist(lin, chen, content):
    path = lin.create(content)
    for method in ("HEAD", "DELETE"):
        assert chen.ask(method, path).status_code == 404
    assert chen.patch(path, 0, content).json["code"] == "not_found"
    assert chen.create(content) != path
    assert lin.ask("HEAD", path).headers["Upload-Offset"] == "0"


def test_equal_bytes_lie_once(lin, chen, content, settings):
    assert lin.upload(content).status_code == chen.upload(content).status_code == 204
    originals = [path for path in settings.photos_dir.rglob("*") if path.is_file() and "." not in path.name]
    assert [path.name for path in originals] == [pictures.sha256(content)]
    assert not list(settings.uploads_dir.iterdir())


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "not_an_image"),
        (lambda: b"<!doctype html><script>alert(1)</script>", "not_an_image"),
        (lambda: pictures.noise(800, 600)[:-5000], "image_truncated"),
        (lambda: pictures.encoded(Image.new("L", (10_000, 5_001))), "image_too_large"),
        (lambda: pictures.png_bomb(14_000), "image_too_large"),
    ],
    ids=["svg", "html", "truncated", "50 MP", "bomb"],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_last_answer_says_what_is_wrong_and_the_upload_is_gone(make, code, language, lin, settings):
    content = make()
    photo = ground.photo(ground.hazard(), pictures.sha256(content))
    path = lin.create(content, filename="photo.jpg", filetype="image/jpeg")
    answer = lin.patch(path, 0, content, Accept_Language=language)
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert answer.mimetype == "application/problem+json"
    assert lin.ask("HEAD", path).status_code == 404
    assert not ground.row("photo", photo)["stored"]
    assert not [path for path in settings.data_dir.rglob("*") if path.is_file() and "xunan.db" not in path.name]


def test_bytes_that_changed_on_the_way_are_refused(lin, content):
    other = pictures.noise(320, 240, seed=7)
    path = lin.create(content)
    answer = lin.patch(path, 0, other[: len(content)].ljust(len(content), b"x"))
    assert (answer.status_code, answer.json["code"]) == (422, "hash_mismatch")
    assert lin.ask("HEAD", path).status_code == 404
    assert lin.upload(content).status_code == 204


def test_content_counts_not_the_declared_type(lin, content):
    assert lin.upload(content, filetype="image/png", filename="x.html").status_code == 204
    assert db.session.get(Blob, pictures.sha256(content)).format == "JPEG"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"Upload_Length": "many"}, 400),
        ({"Upload_Length": "-1"}, 400),
        ({"Upload_Length": "1" * 30}, 400),
        ({"Upload_Defer_Length": "1"}, 400),
        ({"Upload_Length": "0"}, 422),
        ({"Upload_Length": "20971521"}, 413),
        ({"Upload_Length": "5", "Upload_Metadata": "sha256 ???"}, 400),
        ({"Upload_Length": "5", "Upload_Metadata": packed({"sha256": "abc"})}, 400),
        ({"Upload_Length": "5", "Upload_Metadata": "filename /////w=="}, 400),
        ({"Upload_Length": "5", "Tus_Resumable": "0.2.2"}, 412),
    ],
)
def test_a_beginning_that_makes_no_sense(headers, status, lin):
    answer = lin.ask("POST", "/api/v1/uploads", **headers)
    assert answer.status_code == status
    assert answer.headers["Tus-Resumable"] == answer.headers["Tus-Version"] == "1.0.0"
    assert answer.json["detail"]
    assert uploads() == 0


def test_patch_manners(lin, content, client):
    path = lin.create(content)
    assert lin.ask("PATCH", path, content, Upload_Offset="0", Content_Type="image/jpeg").status_code == 415
    assert lin.ask("PATCH", path, content, Content_Type=BYTES).status_code == 400
    assert lin.ask("PATCH", path, content, Upload_Offset="0", Content_Type=BYTES, Tus_Resumable="2").status_code == 412
    assert client.head(path, headers={"Authorization": "Bearer lin"}).status_code == 412
    assert client.head(path, headers={"Tus-Resumable": "1.0.0"}).status_code == 401
    assert lin.ask("HEAD", path).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize(
    "name", ["..", "%2e%2e", "..%2f..%2fxunan.db", "a%2fb", "x", "0" * 36, "\u0000", "%00", ground.AREA + "%2f.."]
)
def test_strange_ids_find_nothing(name, lin):
    for method in ("HEAD", "PATCH", "DELETE"):
        assert lin.ask(method, f"/api/v1/uploads/{name}").status_code in (404, 405)


def test_post_stands_in_for_other_methods(lin, content):
    path = lin.create(content)
    said = {"Upload_Offset": "0", "Content_Type": BYTES}
    assert lin.ask("POST", path, content[:50], X_HTTP_Method_Override="PATCH", **said).headers["Upload-Offset"] == "50"
    assert lin.ask("POST", path, X_HTTP_Method_Override="HEAD").headers["Upload-Offset"] == "50"
    assert lin.ask("POST", path, X_HTTP_Method_Override="GET").status_code == 405
    assert lin.ask("POST", path, X_HTTP_Method_Override="DELETE").status_code == 204
    assert lin.ask("HEAD", path).status_code == 404


def test_giving_up_takes_bytes_away_and_leaves_stored_photos(lin, content, settings):
    path = lin.create(content)
    lin.patch(path, 0, content[:5000])
    assert lin.ask("DELETE", path).status_code == 204
    assert not list(settings.uploads_dir.iterdir())
    path = lin.create(content)
    lin.patch(path, 0, content)
    assert lin.ask("DELETE", path).status_code == 204
    assert (settings.photos_dir / pictures.sha256(content)[:2]).is_dir()
    assert lin.post(content).headers["Upload-Offset"] == str(len(content))


# --- time and room --------------------------------------------------------------------------------


def test_an_upload_expires_after_seven_days_without_a_byte(lin, content, settings):
    path = lin.create(content)
    assert "GMT" in lin.patch(path, 0, content[:5000]).headers["Upload-Expires"]
    with clock.moved(timedelta(days=6)):
        assert lin.patch(path, 5000, content[5000:6000]).status_code == 204
    with clock.moved(timedelta(days=12)):
        assert lin.ask("HEAD", path).headers["Upload-Offset"] == "6000"
    with clock.moved(timedelta(days=20)):
        for answer in (lin.ask("HEAD", path), lin.patch(path, 6000, content[6000:]), lin.ask("DELETE", path)):
            assert answer.status_code == 410
        assert operations.sweep_uploads(settings).uploads == 1
        assert not list(settings.uploads_dir.iterdir())
        assert lin.ask("HEAD", path).status_code == 410
        assert lin.upload(content).status_code == 204
    with clock.moved(timedelta(days=60)):
        operations.sweep_uploads(settings)
        assert lin.ask("HEAD", path).status_code == 404


def test_a_sweep_leaves_alone_what_is_in_use(lin, content, settings):
    stored = pictures.noise(200, 200)
    lin.upload(stored)
    path = lin.create(content)
    lin.patch(path, 0, content[:5000])
    with clock.moved(timedelta(days=6)):
        assert operations.sweep_uploads(settings) == operations.Swept(0, 0)
    assert lin.patch(path, 5000, content[5000:]).status_code == 204
    with clock.moved(timedelta(days=4000)):  # no photo names them: their record may still lie on a phone
        assert operations.sweep_uploads(settings).orphans == 0
    assert lin.post(stored).headers["Upload-Offset"] == str(len(stored))


def test_a_sweep_removes_bytes_whose_row_was_never_written(lin, content, settings):
    lin.upload(content)
    orphan = intake.Intake(settings).store
    orphan.put_bytes("ab" * 32, b"kept by a process that was killed before its commit")
    orphan.put_bytes("ab" * 32 + ".thumb", b"x")
    with clock.moved(timedelta(days=59)):
        assert operations.sweep_uploads(settings).orphans == 0
    with clock.moved(timedelta(days=61)):
        assert operations.sweep_uploads(settings).orphans == 2
    assert orphan.has(pictures.sha256(content))
    assert not orphan.has("ab" * 32)


@contextmanager
def no_file_longer_than(size):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_keeps_what_was_counted(lin, settings):
    content = pictures.noise(3600, 2700, quality=95)
    assert len(content) > 6_000_000
    path = lin.create(content)
    with no_file_longer_than(5_000_000):  # the kernel's own refusal, in the middle of a block
        answer = lin.patch(path, 0, content)
    assert (answer.status_code, answer.json["code"]) == (507, "disk_full")
    kept = int(answer.headers["Upload-Offset"])
    assert 4_800_000 < kept < 5_000_000
    assert answer.headers["Retry-After"]
    assert next(settings.uploads_dir.iterdir()).stat().st_size == kept
    assert lin.patch(path, kept, content[kept:]).status_code == 204


def test_a_disk_with_little_room_refuses_before_the_first_byte(lin, content, monkeypatch):
    monkeypatch.setattr(intake, "RESERVE", 1 << 60)
    answer = lin.post(content)
    assert (answer.status_code, answer.json["code"]) == (507, "disk_full")


def test_unfinished_uploads_have_a_limit(lin, chen, content, monkeypatch):
    monkeypatch.setattr(intake, "MAX_UNFINISHED", len(content) + 10)
    path = lin.create(content)
    other = pictures.noise(300, 300, seed=3)
    answer = lin.post(other)
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_uploads")
    assert answer.headers["Retry-After"]
    assert chen.post(content).status_code == 201
    assert lin.patch(path, 0, content).status_code == 204
    assert lin.post(other[: len(content)]).status_code == 201


def test_a_row_whose_file_is_lost_begins_again_at_zero(lin, content, settings):
    path = lin.create(content)
    lin.patch(path, 0, content[:9000])
    next(settings.uploads_dir.iterdir()).unlink()
    assert lin.ask("HEAD", path).headers["Upload-Offset"] == "0"
    assert lin.patch(path, 0, content).status_code == 204


def test_bytes_behind_what_is_counted_are_cut_off(lin, content, settings):
    path = lin.create(content)
    lin.patch(path, 0, content[:9000])
    with next(settings.uploads_dir.iterdir()).open("ab") as file:
        file.write(b"written by a process that was killed before it counted")
    assert lin.ask("HEAD", path).headers["Upload-Offset"] == "9000"
    assert lin.patch(path, 9000, content[9000:]).status_code == 204


def test_all_bytes_here_but_unchecked_is_checked_when_asked(lin, content):
    photo = ground.photo(ground.hazard(), pictures.sha256(content))
    path = lin.create(content)
    lin.patch(path, 0, content[:-1])
    upload_id = path.rsplit("/", 1)[-1]
    _write_last_byte(upload_id, content)
    assert lin.ask("HEAD", path).status_code == 200
    assert ground.row("photo", photo)["stored"]


def test_a_wrong_file_found_at_the_late_check_is_refused(lin, content):
    path = lin.create(content)
    lin.patch(path, 0, content[:-1])
    _write_last_byte(path.rsplit("/", 1)[-1], content[:-1] + b"\x00")
    assert lin.ask("HEAD", path).status_code == 422
    assert lin.ask("HEAD", path).status_code == 404


def _write_last_byte(upload_id, content):
    """As a server does that is killed between counting the last byte and checking."""
    from flask import current_app

    settings = current_app.config["SETTINGS"]
    with (settings.uploads_dir / upload_id).open("ab") as file:
        file.write(content[-1:])
    with writing():
        db.session.get(Upload, upload_id).offset = len(content)


def test_sha256_checksum_of_a_part(lin, content):
    path = lin.create(content)
    digest = base64.b64encode(bytes.fromhex(pictures.sha256(content))).decode()
    assert lin.patch(path, 0, content, Upload_Checksum=f"sha256 {digest}").status_code == 204
