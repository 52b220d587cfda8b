"""What stands in an operator's way is told in a sentence that says what to do, never as a trace."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from server import revisions
from server.db import writing
from server.people.operations import create_first_admin
from server.settings import Settings

from .conftest import xunan


def _told(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("environ", "what"),
    [
        ({"TIME_ZONE": "Asia/Nowhere"}, "TIME_ZONE=Asia/Nowhere"),
        ({"TIME_ZONE": "/etc"}, "TIME_ZONE=/etc"),
        ({"PROXIES": "one"}, "PROXIES must be a number"),
        ({"DATABASE_URL": "the database"}, "DATABASE_URL cannot be understood"),
        ({"DATABASE_URL": "mysql://a@127.0.0.1/b"}, "postgresql://user:password@host/name"),
    ],
)
def test_a_setting_nobody_understands(another: Settings, environ: dict[str, str], what: str) -> None:
    assert what in _told(xunan(another, "migrate", "upgrade", **environ))
    assert not another.data_dir.exists()


def test_a_database_that_does_not_answer(another: Settings) -> None:
    nobody = replace(another, database_url="postgresql://nobody@127.0.0.1:1/none")
    told = _told(xunan(nobody, "migrate", "upgrade"))
    assert "cannot be opened" in told
    assert "DATABASE_URL" in told


def test_a_folder_that_cannot_be_made(another: Settings, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way")
    blocked = replace(another, data_dir=tmp_path / "a file" / "xunan")
    assert "DATA_DIR" in _told(xunan(blocked, "migrate", "upgrade"))


def test_a_revision_this_version_does_not_know(migrated: Settings) -> None:
    for way in (["upgrade"], ["downgrade", "--yes"]):
        told = _told(xunan(migrated, "migrate", *way, "9999"))
        assert f"This version knows {revisions.newest()}" in told


def test_going_down_asks_first(migrated: Settings) -> None:
    done = xunan(migrated, "migrate", "downgrade", "base")
    assert done.returncode == 1
    assert "fresh backup" in done.stdout + done.stderr
    assert xunan(migrated, "audit", "verify").returncode == 0


def test_a_backup_into_a_folder_that_is_not_there(migrated: Settings, tmp_path: Path) -> None:
    told = _told(xunan(migrated, "backup", str(tmp_path / "no" / "backup.tar")))
    assert f"{tmp_path / 'no'} is not there" in told


def test_a_restore_of_something_else(another: Settings, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("not a backup")
    assert "Nothing was restored" in _told(xunan(another, "restore", str(tmp_path / "letter.txt")))


def test_asking_too_early_leaves_nothing_that_a_restore_would_trip_over(another: Settings) -> None:
    told = _told(xunan(another, "serve"))
    assert "xunan migrate upgrade" in told
    if another.database_url.startswith("sqlite"):
        assert not Path(another.database_url.removeprefix("sqlite:///")).exists()


def test_enterprises_before_there_are_areas(
    migrated: Settings, inside: Callable[[Settings], Flask], tmp_path: Path
) -> None:
    inside(migrated)
    with writing():
        create_first_admin("boss", "魏安平", "a good long password")
    (tmp_path / "list.csv").write_text("企业名称,所在区域\n甲厂,350304\n")
    told = _told(xunan(migrated, "import", "enterprises", str(tmp_path / "list.csv"), "--by", "boss"))
    assert "First make district, townships and grids" in told
