"""What other upload servers were measured to get wrong, against a real gunicorn: no byte lost, none wrong."""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from server.db import db
from server.photos.models import Upload
from tests.photos import ground, pictures
from tests.photos.tus import Answer, Tus, cut, read_status


@cache
def three_megabytes() -> bytes:
    content = pictures.noise(2400, 1800, quality=93)
    assert 2_000_000 < len(content) < 6_000_000
    return content


@pytest.fixture
def content() -> bytes:
    return three_megabytes()


def written(path: str, least: int) -> int:
    """Wait until so much of what was sent is on disk. Reads the table: asking the server would end the sending."""
    limit, offset = time.monotonic() + 10, 0
    while offset < least and time.monotonic() < limit:
        time.sleep(0.05)
        row = db.session.get(Upload, path.rsplit("/", 1)[-1])
        offset = row.offset if row is not None else 0
        db.session.rollback()
    assert offset >= least
    return offset


def finish(server, tus: Tus, path: str, content: bytes, at: int) -> None:
    """Send the rest, and find the very bytes in the store."""
    while at < len(content):
        answer = tus.patch(path, at, content[at : at + 384 * 1024])
        assert answer.status == 204, answer.body
        at = answer.offset
    stored = list(server.photos.glob(f"??/??/{pictures.sha256(content)}"))
    assert [path.read_bytes() == content for path in stored] == [True]


@pytest.fixture
def server(server, settings):
    server.photos = settings.photos_dir
    return server


def test_it_says_what_it_can(server):
    answer = server.tus("nobody").ask("OPTIONS", "/api/v1/uploads")
    assert answer.status == 204
    assert answer.headers["tus-version"] == answer.headers["tus-resumable"] == "1.0.0"
    assert set(answer.headers["tus-extension"].split(",")) == {"creation", "termination", "checksum", "expiration"}
    assert set(answer.headers["tus-checksum-algorithm"].split(",")) == {"sha1", "sha256"}
    assert answer.headers["tus-max-size"] == str(20 * 1024 * 1024)


def test_over_the_largest_size_is_refused_before_the_first_byte(server):
    answer = server.tus().ask("POST", "/api/v1/uploads", Upload_Length=str(20 * 1024 * 1024 + 1))
    assert (answer.status, answer.code) == (413, "image_too_large")


def test_a_wrong_offset_changes_nothing(server, content):
    tus = server.tus()
    path = tus.create(content)
    assert tus.patch(path, 0, content[:300_000]).offset == 300_000
    for wrong in (0, 299_999, 300_001, len(content)):
        answer = tus.patch(path, wrong, content[:10])
        assert (answer.status, answer.code, answer.offset) == (409, "wrong_offset", 300_000)
    finish(server, tus, path, content, 300_000)


def test_a_bad_checksum_is_460_and_the_part_is_sent_again(server, content):
    tus = server.tus()
    path = tus.create(content)
    part = content[:300_000]
    for algorithm in ("sha1", "sha256"):
        wrong = base64.b64encode(hashlib.new(algorithm, b"something else").digest()).decode()
        answer = tus.patch(path, 0, part, Upload_Checksum=f"{algorithm} {wrong}")
        assert (answer.status, answer.code, answer.offset) == (460, "checksum_mismatch", 0)
    assert tus.patch(path, 0, part, Upload_Checksum="md5 AAAA").status == 400
    right = base64.b64encode(hashlib.sha1(part).digest()).decode()
    assert tus.patch(path, 0, part, Upload_Checksum=f"sha1 {right}").offset == 300_000
    finish(server, tus, path, content, 300_000)


#: What a broken line may cost: less than this.
KILOBYTE = 1024


def test_a_client_cut_anywhere_keeps_what_it_sent(server, content):
    tus, at = server.tus(), 0
    path = tus.create(content)
    for more in (16_000, 150_001, len(content) // 2):
        connection = tus.begin_patch(path, at, len(content) - at, content[at : at + more])
        time.sleep(0.2)
        cut(connection)
        kept = written(path, at + more - KILOBYTE)
        assert kept <= at + more
        at = kept
    finish(server, tus, path, content, at)


def test_a_line_that_falls_silent_keeps_what_it_sent(server, content):
    """It still stands, and nothing moves on it: the server counts what came without being asked."""
    tus, at = server.tus(), 0
    path = tus.create(content)
    for more in (16_000, 150_001):
        connection = tus.begin_patch(path, at, len(content) - at, content[at : at + more])
        kept = written(path, at + more - KILOBYTE)
        assert tus.head(path).offset == kept <= at + more
        connection.close()
        at = kept
    finish(server, tus, path, content, at)


def test_a_slow_client_is_waited_for(server, content):
    """What was a silence was only a weak signal: the same request goes on."""
    tus = server.tus()
    path = tus.create(content)
    connection = tus.begin_patch(path, 0, len(content), content[:100_000])
    written(path, 100_000 - KILOBYTE)
    connection.sendall(content[100_000:100_100])
    time.sleep(1.5)
    connection.sendall(content[100_100:])
    assert read_status(connection) == 204
    connection.close()
    finish(server, tus, path, content, len(content))


def test_a_client_that_ends_early_keeps_every_byte(server, content):
    tus, half = server.tus(), len(content) // 2
    path = tus.create(content)
    connection = tus.begin_patch(path, 0, len(content), content[:half])
    connection.shutdown(1)  # it sends no more, and still reads
    assert read_status(connection) == 400
    connection.close()
    assert tus.head(path).offset == half
    finish(server, tus, path, content, half)


def test_past_the_length_is_refused_and_the_file_stays_right(server, content):
    tus = server.tus()
    path = tus.create(content)
    assert tus.patch(path, 0, content[:1_000_000]).offset == 1_000_000
    answer = tus.patch(path, 1_000_000, content[1_000_000:] + b"more")
    assert (answer.status, answer.code, answer.offset) == (413, "past_the_end", 1_000_000)
    finish(server, tus, path, content, 1_000_000)


def test_past_the_length_without_saying_so_is_refused_too(server, content):
    tus = server.tus()
    path = tus.create(content)
    parts = iter([content[:1_000_000], content[1_000_000:], b"x" * 500_000])
    answer = tus.ask(
        "PATCH",
        path,
        parts,
        Upload_Offset="0",
        Transfer_Encoding="chunked",
        Content_Type="application/offset+octet-stream",
    )
    assert (answer.status, answer.code) == (413, "past_the_end")
    at = tus.head(path).offset
    assert answer.offset == at <= len(content)
    finish(server, tus, path, content, at)


def test_two_equal_requests_at_once_make_one_photo(server, content):
    tus = server.tus()
    path = tus.create(content)
    gate = threading.Barrier(2)

    def send() -> Answer:
        gate.wait()
        return tus.patch(path, 0, content)

    with ThreadPoolExecutor(2) as pool:
        answers = [each.result() for each in [pool.submit(send), pool.submit(send)]]
    assert sorted(answer.status for answer in answers) == [204, 409]
    assert {answer.code for answer in answers if answer.status == 409} <= {"wrong_offset", "upload_taken_over"}
    assert tus.head(path).offset == len(content)
    finish(server, tus, path, content, len(content))


def test_a_new_connection_never_waits_for_one_that_hangs(server, content):
    tus = server.tus()
    path = tus.create(content)
    hanging = tus.begin_patch(path, 0, len(content), content[:700_000])
    written(path, 500_000)
    settled_at = tus.head(path).offset
    began = time.monotonic()
    answer = tus.patch(path, settled_at, content[settled_at : settled_at + 100_000])
    assert answer.status == 204
    assert time.monotonic() - began < 2
    # the older one wakes up and goes on talking: not one byte of it is written
    hanging.sendall(b"\x00" * 400_000)
    time.sleep(0.3)
    at = tus.head(path).offset
    assert at == settled_at + 100_000
    finish(server, tus, path, content, at)
    hanging.close()


def test_looking_ends_an_older_connection(server, content):
    tus = server.tus()
    path = tus.create(content)
    older = tus.begin_patch(path, 0, len(content), content[:600_000])
    written(path, 400_000)
    at = tus.head(path).offset
    older.sendall(content[600_000:])
    assert read_status(older) == 409
    older.close()
    assert tus.head(path).offset == at
    finish(server, tus, path, content, at)


def test_a_killed_server_goes_on_where_it_was(server, content):
    tus = server.tus()
    path = tus.create(content)
    at = 0
    for share in (0.3, 0.6, 0.9):
        upto = int(len(content) * share)
        sending = tus.begin_patch(path, at, len(content) - at, content[at:upto])
        time.sleep(0.3)
        server.kill()
        sending.close()
        server.start()
        kept = tus.head(path).offset
        assert at <= kept <= upto
        at = kept
    assert at > 0
    finish(server, tus, path, content, at)


def test_a_server_killed_at_the_last_byte_checks_when_asked_again(server, content, app):
    photo = ground.photo(ground.hazard(), pictures.sha256(content))
    tus = server.tus()
    path = tus.create(content)
    assert tus.patch(path, 0, content[:-1000]).offset == len(content) - 1000
    sending = tus.begin_patch(path, len(content) - 1000, 1000, content[-1000:])
    server.kill()
    sending.close()
    server.start()
    finish(server, tus, path, content, tus.head(path).offset)
    assert ground.row("photo", photo)["stored"]


def test_without_metadata_it_works_as_well(server, content):
    tus = server.tus()
    answer = tus.ask("POST", "/api/v1/uploads", Upload_Length=str(len(content)))
    path = answer.headers["location"]
    head = tus.head(path)
    assert (head.status, head.offset, head.headers["upload-length"]) == (200, 0, str(len(content)))
    assert head.headers["cache-control"] == "no-store"
    finish(server, tus, path, content, 0)
