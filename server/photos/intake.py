"""The verbs of an upload: begin, look, receive, finish, give up.

The door (`api.py`) speaks tus 1.0.0; here is what its requests mean. Reading from the network happens between
transactions and under no lock.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from ..permissions import Caller
from ..problems import NotFound, Problem
from ..settings import Settings
from ..sync.work import working
from . import images, operations
from .arriving import ConnectionLost
from .refusals import (
    ChecksumMismatch,
    DiskFull,
    HashMismatch,
    ImageTooLarge,
    ImageTruncated,
    Interrupted,
    NotAnImage,
    PastTheEnd,
    TooLargeToSend,
    TooManyUploads,
)
from .store import FolderStore, Store
from .uploads import Moving, Uploads, room

#: One person's unfinished uploads may come to this much: a day's photos many times over.
MAX_UNFINISHED = 4 * 1024**3
#: Room that is left on the disk for the database, whatever is uploaded.
RESERVE = 256 * 1024**2
#: What is asked of the network at once; what a broken connection may cost.
_SIP = 16 * 1024
#: What goes to the disk at once: this much, or what came within a second.
_BLOCK = 128 * 1024
_SECOND = 1.0

LIMITS = {"max_mb": images.MAX_BYTES // 1024**2, "max_megapixels": images.MAX_PIXELS // 10**6}
log = structlog.get_logger()


@dataclass(frozen=True)
class Checksum:
    """What the sender says one request's bytes come to: `sha1` or `sha256`."""

    algorithm: str
    digest: bytes


@dataclass(frozen=True)
class Announced:
    """What somebody is about to send."""

    length: int
    sha256: str | None
    filename: str | None
    filetype: str | None


class Intake:
    """One installation's uploads and store."""

    def __init__(self, settings: Settings) -> None:
        self.uploads = Uploads(settings.uploads_dir)
        self.store: Store = FolderStore(settings.photos_dir)

    def begin(self, what: Announced, by: Caller) -> Moving:
        """An upload for these bytes: the same one for the same person, hash and length, so that asking twice is safe.

        It is complete from the start if the bytes are here and `by` sent them or may see them.
        Raises TooLargeToSend, NotAnImage (nothing to send), TooManyUploads, DiskFull.
        """
        if what.length > images.MAX_BYTES:
            raise TooLargeToSend(**LIMITS)
        if what.length == 0:
            raise NotAnImage
        known = what.sha256 is not None and operations.known_to(what.sha256, what.length, by)
        if not known:
            self._must_have_room(what.length)
        with working() as work:
            work.context.device = by.device_id
            upload_id = what.sha256 and self.uploads.same(work.connection, by.user_id, what.sha256, what.length)
            if not upload_id:
                if not known and self.uploads.unfinished(work.connection, by.user_id) + what.length > MAX_UNFINISHED:
                    raise _too_many()
                upload_id = self.uploads.open(
                    work.connection, by.user_id, what.sha256, what.length, what.filename, what.filetype, stored=known
                )
            if known and what.sha256:
                operations.mark_stored(work, what.sha256, by)
        return self.uploads.take(upload_id, by.user_id)

    def look(self, upload_id: str, by: Caller) -> Moving:
        """How far it is. Whatever older request still holds it writes nothing more.

        When every byte is here but the answer to the last one was lost, the checks are made now.
        Raises NotFound, UploadExpired, or what the checks find.
        """
        held = self.uploads.take(upload_id, by.user_id)
        return self._finish(held, by) if held.complete else held

    def receive(
        self,
        upload_id: str,
        at: int,
        read: Callable[[int], bytes | None],
        announced: int | None,
        checksum: Checksum | None,
        by: Caller,
    ) -> Moving:
        """Take bytes from position `at`; what arrived is kept however the connection ends.

        `read(n)` gives up to n bytes, None while nothing comes and b"" at the end, or raises ConnectionLost;
        `announced` is the body's length if the sender told it. With a checksum nothing is counted before it was
        compared.
        Raises NotFound, UploadExpired, WrongOffset, PastTheEnd, TakenOver, Interrupted, ChecksumMismatch, DiskFull,
        and for the last byte what the checks find.
        """
        held = self.uploads.take(upload_id, by.user_id, at=at, adding=announced or 0)
        if not held.complete:
            held = self._all_or_nothing(held, read, checksum) if checksum else self._as_it_comes(held, read)
        return self._finish(held, by) if held.complete else held

    def give_up(self, upload_id: str, by: Caller) -> None:
        """Forget an upload and its bytes; photos that were stored stay. Raises NotFound, UploadExpired."""
        self.uploads.drop(upload_id, by.user_id)

    def _must_have_room(self, length: int) -> None:
        folder = self.uploads.folder
        while not folder.exists():
            folder = folder.parent
        if shutil.disk_usage(folder).free < length + RESERVE:
            raise DiskFull(0)

    def _as_it_comes(self, held: Moving, read: Callable[[int], bytes | None]) -> Moving:
        blocks = _blocks(read)
        while True:
            try:
                block = next(blocks)
            except StopIteration:
                return held
            except ConnectionLost as error:
                raise Interrupted(held.offset) from error
            if held.offset + len(block) > held.length:
                raise PastTheEnd(held.offset, length=held.length)
            held = self.uploads.write(held, block)

    def _all_or_nothing(self, held: Moving, read: Callable[[int], bytes | None], checksum: Checksum) -> Moving:
        digest = hashlib.new(checksum.algorithm, usedforsecurity=False)
        with (
            room(held.offset),
            tempfile.SpooledTemporaryFile(max_size=1024 * 1024, dir=str(self.uploads.folder)) as aside,
        ):
            while True:
                try:
                    sip = read(_SIP)
                except ConnectionLost as error:
                    raise Interrupted(held.offset) from error
                if sip is None:
                    continue
                if not sip:
                    break
                if held.offset + aside.tell() + len(sip) > held.length:
                    raise PastTheEnd(held.offset, length=held.length)
                digest.update(sip)
                aside.write(sip)
            if digest.digest() != checksum.digest:
                raise ChecksumMismatch(held.offset)
            aside.seek(0)
            while block := aside.read(_BLOCK):
                held = self.uploads.write(held, block)
        return held

    def _finish(self, held: Moving, by: Caller) -> Moving:
        """Every byte is here: check them, keep them, let them serve the photos that wait for them."""
        if held.stored:
            return held
        path = self.uploads.path(held.id)
        try:
            sha256 = _sha256(path)
            if held.sha256 not in (None, sha256):
                raise HashMismatch
            picture = None if operations.checked(sha256) and self.store.has(sha256) else _inspect(path)
            with room(held.offset):
                self._keep(held, path, sha256, picture, by)
        except FileNotFoundError as error:
            if self.uploads.is_stored(held.id):  # another request finished it at the same moment
                return held
            raise NotFound from error
        except (HashMismatch, NotAnImage, ImageTruncated, ImageTooLarge):
            with suppress(NotFound):
                self.uploads.drop(held.id, by.user_id)
            raise
        self.uploads.forget_file(held.id)
        self._render(sha256)
        return held

    def _keep(self, held: Moving, path: Path, sha256: str, picture: images.Picture | None, by: Caller) -> None:
        """Bytes first, then the word that they are there, in one transaction with the photos they serve."""
        while True:
            self.store.put(sha256, path)
            with working() as work:
                if self.store.has(sha256):  # a sweep may have taken them for orphans a moment ago
                    work.context.device = by.device_id
                    operations.keep_bytes(work, sha256, held.length, picture, by)
                    self.uploads.close(work.connection, held.id, sha256)
                    return

    def _render(self, sha256: str) -> None:
        """Make what lists and screens show while the picture is at hand; if that fails, the first look makes it."""
        for size in images.EDGES:
            try:
                if not self.store.has(f"{sha256}.{size}"):
                    self.rendition(sha256, size)
            except (OSError, images.Damaged, images.NotAnImage, images.TooManyPixels) as error:
                log.warning("rendition_failed", size=size, error=type(error).__name__)

    def rendition(self, sha256: str, size: str) -> bytes:
        """Make a rendition and keep it. Raises FileNotFoundError, and what `images.render` raises."""
        content = images.render(self.store.locate(sha256), size)
        self.store.put_bytes(f"{sha256}.{size}", content)
        return content


def _too_many() -> Problem:
    trouble = TooManyUploads(retry_after=3600)
    trouble.headers["Retry-After"] = "3600"
    return trouble


def _blocks(read: Callable[[int], bytes | None]) -> Iterator[bytes]:
    """What comes, in pieces worth a write; the last before a connection breaks or falls silent is given, too."""
    kept, since = bytearray(), time.monotonic()
    while True:
        try:
            sip = read(_SIP)
        except ConnectionLost:
            if kept:
                yield bytes(kept)
            raise
        kept += sip or b""
        if kept and (not sip or len(kept) >= _BLOCK or time.monotonic() - since >= _SECOND):
            yield bytes(kept)
            kept, since = bytearray(), time.monotonic()
        if sip == b"":
            return


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _inspect(path: Path) -> images.Picture:
    """Look at the picture, with its troubles in words for a person."""
    try:
        return images.inspect(path)
    except images.NotAnImage as error:
        raise NotAnImage from error
    except images.TooManyPixels as error:
        raise ImageTooLarge(**LIMITS) from error
    except images.Damaged as error:
        raise ImageTruncated from error
