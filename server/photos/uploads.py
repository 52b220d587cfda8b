"""Bytes on their way: one row that says how far they are, and one file.

The row is the truth. A block is written behind what the row says, brought to disk, and only then counted; before
each write the file is cut back to the counted length, so that a kill at any moment costs at most one block and
never leaves a wrong byte. Whoever comes last owns the upload: each request takes a new generation, and an older
one finds at its next block that it writes nothing more. The file's lock is held while one block goes to the disk,
never while the network is read, so nobody waits for a connection that hangs.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from .. import clock
from ..db import db, new_id, writing
from ..problems import NotFound
from .models import Upload
from .refusals import DiskFull, PastTheEnd, TakenOver, UploadExpired, WrongOffset
from .store import to_disk

_UPLOADS = Upload.__table__
#: An unfinished upload is kept this long after it last moved.
KEPT = timedelta(days=7)
#: After that its row stays a while longer, to answer “expired” and not “never heard of it”.
REMEMBERED = timedelta(days=30)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Moving:
    """An upload as one request holds it."""

    id: str
    sha256: str | None
    length: int
    offset: int
    generation: int
    stored: bool
    expires_at: datetime

    @property
    def complete(self) -> bool:
        return self.offset == self.length


class Uploads:
    """The uploads of one installation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, upload_id: str) -> Path:
        return self.folder / upload_id

    def same(self, connection: Connection, user_id: str, sha256: str, length: int) -> str | None:
        """The upload this user has already begun for these bytes, or None."""
        return connection.execute(
            select(_UPLOADS.c.id)
            .where(
                _UPLOADS.c.user_id == user_id,
                _UPLOADS.c.sha256 == sha256,
                _UPLOADS.c.length == length,
                _UPLOADS.c.expires_at > clock.now(),
            )
            .order_by(_UPLOADS.c.stored.desc(), _UPLOADS.c.id)
            .limit(1)
        ).scalar()

    def unfinished(self, connection: Connection, user_id: str) -> int:
        """Bytes this user has announced and not yet finished."""
        return connection.execute(
            select(func.coalesce(func.sum(_UPLOADS.c.length), 0)).where(
                _UPLOADS.c.user_id == user_id, ~_UPLOADS.c.stored, _UPLOADS.c.expires_at > clock.now()
            )
        ).scalar_one()

    def open(
        self,
        connection: Connection,
        user_id: str,
        sha256: str | None,
        length: int,
        filename: str | None,
        filetype: str | None,
        *,
        stored: bool = False,
    ) -> str:
        """A new upload, empty; or one that is `stored` from the start because its bytes are here. Raises DiskFull."""
        upload_id = new_id()
        if not stored:
            self._make_file(upload_id)
        connection.execute(
            insert(_UPLOADS).values(
                id=upload_id,
                user_id=user_id,
                sha256=sha256,
                length=length,
                offset=length if stored else 0,
                generation=0,
                filename=filename,
                filetype=filetype,
                created_at=clock.now(),
                expires_at=clock.now() + KEPT,
                stored=stored,
            )
        )
        return upload_id

    def _make_file(self, upload_id: str) -> None:
        with room(0):
            self.folder.mkdir(parents=True, exist_ok=True)
            self.path(upload_id).touch(exist_ok=True)
            to_disk(self.folder)

    def take(self, upload_id: str, user_id: str, *, at: int | None = None, adding: int = 0) -> Moving:
        """Take the upload over from whatever request had it; O(1), waits for nobody.

        With `at`, only if that is how far it is, and only if `adding` more bytes fit.
        Raises NotFound (somebody else's, too), UploadExpired, WrongOffset, PastTheEnd.
        """
        with writing() as connection:
            found = self._row(connection, upload_id, user_id)
            offset = found["offset"] if found["stored"] else self._honest(upload_id, found["offset"])
            if at is not None and at != offset:
                raise WrongOffset(offset)
            if offset + adding > found["length"]:
                raise PastTheEnd(offset, length=found["length"])
            moved = {"generation": found["generation"] + 1, "offset": offset, "expires_at": clock.now() + KEPT}
            connection.execute(update(_UPLOADS).where(_UPLOADS.c.id == upload_id).values(moved))
        return Moving(
            upload_id,
            found["sha256"],
            found["length"],
            offset,
            moved["generation"],
            found["stored"],
            moved["expires_at"],
        )

    def _row(self, connection: Connection, upload_id: str, user_id: str) -> dict[str, Any]:
        query = select(_UPLOADS).where(_UPLOADS.c.id == upload_id, _UPLOADS.c.user_id == user_id)
        found = connection.execute(query.with_for_update()).mappings().one_or_none()
        if found is None:
            raise NotFound
        if found["expires_at"] <= clock.now():
            raise UploadExpired
        return dict(found)

    def _honest(self, upload_id: str, offset: int) -> int:
        """The counted length, or 0 when the file no longer holds it (a folder restored without its files)."""
        try:
            if self.path(upload_id).stat().st_size >= offset:
                return offset
        except FileNotFoundError:
            pass
        self._make_file(upload_id)
        return 0

    def write(self, held: Moving, block: bytes) -> Moving:
        """Add one block behind what is counted; when this returns it is on disk and counted.

        Raises TakenOver (a newer request has the upload) or DiskFull; both leave the counted bytes as they were.
        """
        try:
            handle = os.open(self.path(held.id), os.O_RDWR)
        except FileNotFoundError as error:
            raise TakenOver(self._counted(held.id)) from error
        try:
            with _locked(handle):
                self._must_hold(held)
                _append(handle, held.offset, block)
                return self._count(held, len(block))
        finally:
            os.close(handle)

    def _must_hold(self, held: Moving) -> None:
        """The lock is ours: is the upload, too? Reads, and lets the connection go."""
        now = db.session.execute(
            select(_UPLOADS.c.generation, _UPLOADS.c.offset).where(_UPLOADS.c.id == held.id)
        ).one_or_none()
        db.session.rollback()
        if now is None or tuple(now) != (held.generation, held.offset):
            raise TakenOver(now.offset if now else 0)

    def _count(self, held: Moving, more: int) -> Moving:
        with writing() as connection:
            counted = connection.execute(
                update(_UPLOADS)
                .where(
                    _UPLOADS.c.id == held.id, _UPLOADS.c.generation == held.generation, _UPLOADS.c.offset == held.offset
                )
                .values(offset=held.offset + more)
            ).rowcount
        if not counted:
            raise TakenOver(self._counted(held.id))
        return Moving(**{**vars(held), "offset": held.offset + more})

    def _counted(self, upload_id: str) -> int:
        offset = db.session.execute(select(_UPLOADS.c.offset).where(_UPLOADS.c.id == upload_id)).scalar()
        db.session.rollback()
        return offset or 0

    def is_stored(self, upload_id: str) -> bool:
        """Has another request finished it meanwhile?"""
        stored = db.session.execute(select(_UPLOADS.c.stored).where(_UPLOADS.c.id == upload_id)).scalar()
        db.session.rollback()
        return bool(stored)

    def close(self, connection: Connection, upload_id: str, sha256: str) -> None:
        """Its bytes are in the store; the file is let go by `forget_file` after the commit."""
        connection.execute(update(_UPLOADS).where(_UPLOADS.c.id == upload_id).values(stored=True, sha256=sha256))

    def drop(self, upload_id: str, user_id: str) -> None:
        """Give it up; the bytes are gone. Raises NotFound, UploadExpired."""
        with writing() as connection:
            self._row(connection, upload_id, user_id)
            connection.execute(delete(_UPLOADS).where(_UPLOADS.c.id == upload_id))
        self.forget_file(upload_id)

    def forget_file(self, upload_id: str) -> None:
        self.path(upload_id).unlink(missing_ok=True)

    def sweep(self) -> int:
        """Delete the files of uploads that expired, finished or are unknown, and rows nobody asks for any more.

        Returns how many files went. O(files).
        """
        now = clock.now()
        with writing() as connection:
            connection.execute(delete(_UPLOADS).where(_UPLOADS.c.expires_at <= now - REMEMBERED))
            connection.execute(
                update(_UPLOADS).where(_UPLOADS.c.expires_at <= now).values(generation=_UPLOADS.c.generation + 1)
            )
            wanted = set(
                connection.execute(
                    select(_UPLOADS.c.id).where(_UPLOADS.c.expires_at > now, ~_UPLOADS.c.stored)
                ).scalars()
            )
            # Under the same lock: an upload that is just being opened has its file before its row is seen.
            gone = [path for path in self._files() if path.name not in wanted]
            for path in gone:
                path.unlink(missing_ok=True)
        return len(gone)

    def _files(self) -> Iterator[Path]:
        """Files that lie here for more than an hour, whatever the row's state."""
        limit = clock.now().timestamp() - 3600
        for path in self.folder.glob("*"):
            try:
                if path.is_file() and path.stat().st_mtime < limit:
                    yield path
            except FileNotFoundError:
                continue


@contextmanager
def _locked(handle: int) -> Iterator[None]:
    """The file for us alone, over threads and processes; a killed holder lets it go."""
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _append(handle: int, offset: int, block: bytes) -> None:
    """Cut back to what is counted, write behind it, bring it to disk. Raises DiskFull."""
    with room(offset):
        try:
            os.ftruncate(handle, offset)
            rest, at = memoryview(block), offset
            while rest:
                written = os.pwrite(handle, rest, at)
                rest, at = rest[written:], at + written
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, offset)
            raise


@contextmanager
def room(kept: int) -> Iterator[None]:
    """Say DiskFull with what is `kept` when the disk has no more room."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(kept) from error
        raise
