"""A backup holds everything, is made while people work, and comes back whole or not at all."""

from __future__ import annotations

import hashlib
import io
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from flask import Flask
from sqlalchemy import select

from server.backup import CannotBackUp, back_up, restore
from server.db import db
from server.permissions import machine
from server.photos.store import FolderStore
from server.places.operations import add_area
from server.settings import Settings
from server.sync import history
from server.sync.models import Clock
from server.sync.work import working

Enter = Callable[[Settings], Flask]


def _add_area(number: int) -> None:
    with working() as work:
        add_area(work, {"code": f"35{number:04d}", "name": f"地方{number}", "level": "county"}, by=machine())


def _store(settings: Settings, content: bytes) -> str:
    name = hashlib.sha256(content).hexdigest()
    FolderStore(settings.photos_dir).put_bytes(name, content)
    return name


def _epoch() -> str:
    with db.engine.connect() as connection:
        return connection.execute(select(Clock.__table__.c.epoch)).scalar_one()


def _whole() -> tuple[int, bool]:
    with db.engine.connect() as connection:
        lines, _, broken = history.verify(connection)
    return lines, not broken


def test_what_was_backed_up_comes_back_with_a_new_epoch(
    migrated: Settings, settings: Settings, inside: Enter, tmp_path: Path, fresh: Settings
) -> None:
    inside(migrated)
    _add_area(1)
    _add_area(2)
    photo = _store(migrated, b"a photo")
    before = _epoch()

    back_up(migrated, tmp_path / "kept.tar")
    restore(fresh, tmp_path / "kept.tar")

    inside(fresh)
    assert _whole() == (2, True)
    assert _epoch() != before
    assert FolderStore(fresh.photos_dir).locate(photo).read_bytes() == b"a photo"
    _add_area(3)
    assert _whole() == (3, True), "work goes on where the backup ended"


def test_a_backup_made_while_people_work_is_of_one_moment(
    migrated: Settings, inside: Enter, tmp_path: Path, fresh: Settings
) -> None:
    app = inside(migrated)
    stop = threading.Event()
    written = []

    def work_on() -> None:
        with app.app_context():
            while not stop.is_set():
                _add_area(len(written))
                written.append(1)
            db.session.remove()

    busy = threading.Thread(target=work_on)
    busy.start()
    try:
        while len(written) < 5:
            stop.wait(0.01)
        back_up(migrated, tmp_path / "kept.tar")
    finally:
        stop.set()
        busy.join()
    restore(fresh, tmp_path / "kept.tar")
    inside(fresh)
    lines, whole = _whole()
    assert whole
    assert 5 <= lines <= len(written)


def test_a_damaged_backup_is_refused_and_leaves_nothing(
    migrated: Settings, inside: Enter, tmp_path: Path, fresh: Settings
) -> None:
    inside(migrated)
    _store(migrated, b"a photo that must not change" * 100)
    kept = tmp_path / "kept.tar"
    back_up(migrated, kept)
    content = kept.read_bytes()
    kept.write_bytes(content.replace(b"a photo that must not", b"a photo that WAS then", 1))

    with pytest.raises(CannotBackUp, match="missing or damaged"):
        restore(fresh, kept)
    assert list(fresh.data_dir.iterdir()) == []


def test_half_a_backup_is_refused(migrated: Settings, inside: Enter, tmp_path: Path, fresh: Settings) -> None:
    inside(migrated)
    kept = tmp_path / "kept.tar"
    back_up(migrated, kept)
    kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])
    with pytest.raises(CannotBackUp, match="Nothing was restored"):
        restore(fresh, kept)


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "photos/../../outside", "elsewhere/file"])
def test_a_file_that_wants_to_lie_elsewhere_is_refused(tmp_path: Path, fresh: Settings, name: str) -> None:
    evil = tmp_path / "evil.tar"
    manifest = orjson.dumps({"format": 1, "files": {}, "database": "sqlite"})
    with tarfile.open(evil, "w") as tar:
        for entry_name, content in (("manifest.json", manifest), (name, b"x")):
            entry = tarfile.TarInfo(entry_name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    with pytest.raises(CannotBackUp, match="Nothing was restored"):
        restore(fresh, evil)
    assert not (tmp_path / "outside").exists()


def test_neither_a_backup_nor_an_installation_is_written_over(
    migrated: Settings, inside: Enter, tmp_path: Path
) -> None:
    inside(migrated)
    kept = tmp_path / "kept.tar"
    back_up(migrated, kept)
    with pytest.raises(CannotBackUp, match="never writes over"):
        back_up(migrated, kept)
    with pytest.raises(CannotBackUp, match=r"empty|database at"):
        restore(migrated, kept)
    assert _whole() == (0, True)
