"""One file that holds an installation: its database and every photo, with the hash of each.

A backup is made while people work: the database is copied as of one moment, and photos, which are added before
the row that names them and never change, are copied after it. A restore goes into an empty place only, trusts
nothing it has not hashed, and gives the clock a new epoch, so that phones send again what came after the backup.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import orjson
from sqlalchemy import URL, create_engine, inspect, make_url, update

from . import clock, revisions
from .db import engine_options
from .settings import Settings
from .sync import history
from .sync.models import Clock

FORMAT = 1
_BLOCK = 1024 * 1024
#: Length of a SHA-256 in hex.
_HASH = 64


class CannotBackUp(Exception):
    """The backup or restore was not done; the message says why and what to do."""


class _Hashing(io.RawIOBase):
    """A file that is hashed while somebody reads it."""

    def __init__(self, path: Path) -> None:
        self._file, self._sum = path.open("rb"), hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self._sum.update(block)
        return block

    def close(self) -> None:
        self._file.close()
        super().close()

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()


def back_up(settings: Settings, target: Path) -> dict[str, Any]:
    """Write a backup to `target`; returns its manifest.

    The file appears under its name only when it is whole and on disk. Raises CannotBackUp.
    """
    if target.exists():
        raise CannotBackUp(f"{target} is there already; a backup never writes over another. Choose another name.")
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise CannotBackUp(f"{target.parent} is not there, or this user may not write to it. Choose another folder.")
    url = make_url(settings.database_url)
    engine = create_engine(settings.database_url, **engine_options(settings.database_url))
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / "database"
        (_copy_sqlite if url.get_backend_name() == "sqlite" else _dump_postgresql)(url, copy)
        with engine.connect() as connection:
            revision = revisions.of_database(connection)
        engine.dispose()
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "made_at": clock.stamp(),
            "database": url.get_backend_name(),
            "revision": revision,
            "files": {},
        }
        partial = Path(folder) / "whole.tar"
        with tarfile.open(partial, "w") as tar:
            for name, path in [("database", copy), *_photos(settings.photos_dir)]:
                manifest["files"][name] = _add(tar, name, path)
            written = orjson.dumps(manifest, option=orjson.OPT_INDENT_2)
            entry = tarfile.TarInfo("manifest.json")
            entry.size = len(written)
            tar.addfile(entry, io.BytesIO(written))
        partial.chmod(0o600)
        _on_disk(partial)
        partial.rename(target)
        _on_disk(target.parent)
    return manifest


def _photos(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        # Originals are named by their hash alone; renditions are made again, and `new-…` is still being written.
        if path.is_file() and len(path.name) == _HASH:
            yield f"photos/{path.relative_to(folder).as_posix()}", path


def _add(tar: tarfile.TarFile, name: str, path: Path) -> dict[str, Any]:
    entry = tar.gettarinfo(str(path), arcname=name)
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    with _Hashing(path) as source:
        tar.addfile(entry, source)  # type: ignore[arg-type]
        return {"size": entry.size, "sha256": source.sha256}


def _copy_sqlite(url: URL, target: Path) -> None:
    source = Path(url.database or "")
    if not source.is_file():
        raise CannotBackUp(f"There is no database at {source}. Check DATA_DIR and DATABASE_URL.")
    there, here = sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30), sqlite3.connect(target)
    try:
        there.backup(here)  # in one go, from one snapshot, while others read and write
        here.execute("PRAGMA journal_mode=DELETE")
    finally:
        there.close()
        here.close()


def _dump_postgresql(url: URL, target: Path) -> None:
    _run_postgresql(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _run_postgresql(url: URL, program: str, *words: str) -> None:
    """The password goes by the environment, where a list of processes does not show it."""
    found = shutil.which(program) or next(
        (str(each) for each in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)), None
    )
    if found is None:
        raise CannotBackUp(f"{program} is missing: apt-get install postgresql-client")
    query = {key: str(value) for key, value in url.query.items()}
    place = {
        "PGHOST": query.get("host") or url.host, "PGPORT": str(url.port) if url.port else query.get("port"),
        "PGUSER": url.username, "PGPASSWORD": url.password, "PGDATABASE": url.database,
    }  # fmt: skip
    environ = {**os.environ, **{name: value for name, value in place.items() if value}}
    done = subprocess.run([found, *words], env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotBackUp(f"{program} failed: {done.stderr.strip()}")


def restore(settings: Settings, source: Path) -> dict[str, Any]:
    """Bring a backup back into an empty installation, with a new epoch; returns what was restored.

    Raises CannotBackUp when the place is not empty, the file is not whole, or a hash is wrong; then nothing was
    put in place. A broken history is found last: on
    PostgreSQL the tables are there by then, and the database is to be dropped.
    """
    url = make_url(settings.database_url)
    _require_empty(settings, url)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=settings.data_dir, prefix="restore-") as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        if manifest["database"] != url.get_backend_name():
            raise CannotBackUp(
                f"This backup holds a {manifest['database']} database, and DATABASE_URL names "
                f"{url.get_backend_name()}. Set DATABASE_URL to a {manifest['database']} database."
            )
        _take_epoch_and_check(settings, url, folder)
        if (folder / "photos").is_dir():
            (folder / "photos").rename(settings.photos_dir)
        if url.get_backend_name() == "sqlite":
            _on_disk(folder / "database")
            (folder / "database").rename(url.database or "")
            _on_disk(settings.data_dir)
    return manifest


def _require_empty(settings: Settings, url: URL) -> None:
    if settings.photos_dir.exists() and any(settings.photos_dir.iterdir()):
        raise CannotBackUp(f"{settings.photos_dir} is not empty. Restore into an empty DATA_DIR.")
    if url.get_backend_name() == "sqlite":
        if Path(url.database or "").exists():
            raise CannotBackUp(f"There is a database at {url.database}. Restore into an empty DATA_DIR.")
        return
    engine = create_engine(url)
    try:
        if inspect(engine).get_table_names():
            raise CannotBackUp(f"The database {url.database} is not empty. Make a new one with createdb.")
    finally:
        engine.dispose()


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Lay the files of a backup into `folder` and compare each with the manifest's hash."""
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(source, "r:") as tar:
            for entry in tar:
                file = tar.extractfile(entry) if entry.isfile() else None
                if file is None:
                    raise CannotBackUp(f"{source} holds {entry.name}, which is not a file of a backup.")
                if entry.name == "manifest.json":
                    manifest = orjson.loads(file.read())
                    continue
                found[entry.name] = _lay_down(file, folder, entry.name)
    except (tarfile.TarError, OSError, ValueError) as error:
        raise CannotBackUp(f"{source} cannot be read as a backup: {error}. Nothing was restored.") from error
    if manifest is None or manifest.get("format") != FORMAT:
        raise CannotBackUp(f"{source} is not a whole backup of this format. Nothing was restored.")
    for name in sorted(manifest["files"].keys() | found.keys()):
        if manifest["files"].get(name) != found.get(name):
            raise CannotBackUp(f"{name} in {source} is missing or damaged. Nothing was restored.")
    return manifest


def _lay_down(file: Any, folder: Path, name: str) -> dict[str, Any]:
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or parts[0] not in {"database", "photos"}:
        raise CannotBackUp(f"The backup holds a file named {name}, which a backup never does. Nothing was restored.")
    path = folder.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    total, size = hashlib.sha256(), 0
    with path.open("wb") as out:
        while block := file.read(_BLOCK):
            out.write(block)
            total.update(block)
            size += len(block)
        out.flush()
        os.fsync(out.fileno())
    return {"size": size, "sha256": total.hexdigest()}


def _take_epoch_and_check(settings: Settings, url: URL, folder: Path) -> None:
    """Put the database where it can be opened, give it a new epoch, and walk its history."""
    if url.get_backend_name() == "sqlite":
        place = f"sqlite:///{folder / 'database'}"
    else:
        place = settings.database_url
        _run_postgresql(
            url, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
            f"--dbname={url.database}", str(folder / "database"),
        )  # fmt: skip
    engine = create_engine(place, **engine_options(place))
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(update(Clock.__table__).values(epoch=str(uuid.uuid4())))
        with engine.connect() as connection:
            _, _, broken = history.verify(connection)
            if broken:
                raise CannotBackUp(f"The history in this backup does not hold: {broken[0].reason}. Do not serve it.")
    finally:
        engine.dispose()
    if url.get_backend_name() == "sqlite":
        # Everything into the one file that is moved into place.
        raw = sqlite3.connect(folder / "database")
        raw.execute("PRAGMA journal_mode=DELETE")
        raw.close()


def _on_disk(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
