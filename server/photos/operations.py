"""What may happen to a photo's record: it is added, gets its bytes, is deleted or brought back.

A photo belongs to a record (a hazard) and is seen by whoever sees that one. Everything that happens to a photo
raises the owner's version and stands in the owner's history, so that nobody signs off pictures he has not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import structlog
from sqlalchemy import bindparam, insert, select

from .. import clock
from ..db import db, one_snapshot, writing
from ..permissions import Caller
from ..places import checklist_pictures as examples
from ..problems import NotFound, NotPermitted
from ..settings import Settings
from ..sync.collections import MayNoLonger, Row, collections
from ..sync.models import Feed
from ..sync.readings import was_delivered
from ..sync.work import Work
from .images import Picture
from .models import Blob, BlobOwner, Photo
from .refusals import PhotoFixed, PhotoInUse
from .store import FolderStore, Store
from .uploads import Uploads

_BLOBS, _OWNERS, _PHOTOS, _FEED = Blob.__table__, BlobOwner.__table__, Photo.__table__, Feed.__table__
#: Asked once for each photo of a batch, so it is put together only once.
_BLOB = select(_BLOBS).where(_BLOBS.c.sha256 == bindparam("sha256"))
#: Bytes in the store that no row knows are kept this many seconds (60 days): a kill came between the bytes and their
#: row, or the database was restored from an older backup and the phones have not yet sent everything again.
_ORPHANED = 60 * 24 * 3600
log = structlog.get_logger()


def add(work: Work, photo_id: str, data: Mapping[str, Any], by: Caller) -> Row:
    """A photo of a record that `by` sees, whatever state that one is in; `stored` at once if its bytes may serve it.

    Raises NotFound (no such owner, or he never had it) or MayNoLonger (it has left his sight).
    """
    owner = _owner(work, data["owner_type"], data["owner_id"])
    if owner is None or owner["deleted"]:
        raise NotFound
    if not by.sees(work.keys(data["owner_type"], owner)):
        if not was_delivered(work.connection, owner["id"], by.user_id, work.now):
            raise NotFound
        raise MayNoLonger
    author = work.author(by)["id"]
    photo = work.add("photo", {**data, "id": photo_id}, by)
    blob = _blob(work, data["sha256"])
    mine = author == by.user_id and blob is not None and _sees_another(work, photo, by)
    if blob is not None and (mine or _has_sent(work, blob["sha256"], author)):
        photo |= _measures(blob)
    work.note(
        "photo",
        photo,
        by,
        "create",
        changes={name: {"was": None, "now": value} for name, value in data.items() if value is not None},
    )
    _tell_owner(work, owner, photo, by, "photo_added", stored=photo["stored"])
    return photo


def may_change(work: Work, photo: Row, changes: Mapping[str, Any], by: Caller) -> None:
    """Only the caption, only by its author. Raises NotPermitted or PhotoFixed."""
    if photo["created_by"]["id"] != work.author(by)["id"]:
        raise NotPermitted
    if set(changes) - {"caption"}:
        raise PhotoFixed


def may_remove(work: Work, photo: Row, by: Caller) -> None:
    """Only its author, as long as no act has relied on it. Raises NotPermitted or PhotoInUse."""
    if photo["created_by"]["id"] != work.author(by)["id"]:
        raise NotPermitted
    if photo["used"] and not photo["deleted"]:
        raise PhotoInUse


def remove(work: Work, photo: Row, by: Caller) -> None:
    """Its author takes it back. Raises what `may_remove` raises."""
    may_remove(work, photo, by)
    if photo["deleted"]:
        return
    work.change("photo", photo, {"deleted": True})
    work.note("photo", photo, by, "delete")
    _tell_owner(work, _owner(work, photo["owner_type"], photo["owner_id"]), photo, by, "photo_deleted")


def bring_back(work: Work, photo: Row, by: Caller) -> None:
    """A deleted photo is back, because a person decided so."""
    if not photo["deleted"]:
        return
    work.change("photo", photo, {"deleted": False})
    work.note("photo", photo, by, "restore")
    _tell_owner(
        work, _owner(work, photo["owner_type"], photo["owner_id"]), photo, by, "photo_added", stored=photo["stored"]
    )


def keep_bytes(work: Work, sha256: str, size: int, picture: Picture | None, by: Caller) -> None:
    """Write down that these checked bytes are in the store and that `by` has sent them; then they serve his photos.

    `picture` is None when the bytes were known already.
    """
    if _blob(work, sha256) is None and picture is not None:
        work.connection.execute(
            insert(_BLOBS).values(
                sha256=sha256,
                size=size,
                format=picture.format,
                width=picture.width,
                height=picture.height,
                stored_at=clock.now(),
                first_by=by.user_id,
            )
        )
    if not _has_sent(work, sha256, by.user_id):
        work.connection.execute(insert(_OWNERS).values(sha256=sha256, user_id=by.user_id))
    mark_stored(work, sha256, by)


def mark_stored(work: Work, sha256: str, by: Caller) -> list[Row]:
    """Let stored bytes serve the waiting photos whose author has sent them, or (for `by` himself) may see them.

    Knowing a hash grants nothing. Another author's photos wait until his own phone asks. Returns what was marked.
    """
    blob = _blob(work, sha256)
    if blob is None:
        return []
    marked = []
    for photo in work.find("photo", sha256=sha256, stored=False):
        author = photo["created_by"]["id"]
        mine = author == by.user_id and _sees_another(work, photo, by)
        if not (mine or _has_sent(work, sha256, author)):
            continue
        work.change("photo", photo, _measures(blob))
        _tell_owner(work, _owner(work, photo["owner_type"], photo["owner_id"]), photo, by, "photo_stored")
        marked.append(photo)
    return marked


def known_to(sha256: str, length: int, by: Caller) -> bool:
    """Are bytes of this hash and length stored, and has `by` sent them or may he see them?"""
    with one_snapshot() as connection:
        size = connection.execute(select(_BLOBS.c.size).where(_BLOBS.c.sha256 == sha256)).scalar()
        if size != length:
            return False
        sent = select(_OWNERS.c.user_id).where(_OWNERS.c.sha256 == sha256, _OWNERS.c.user_id == by.user_id)
        seen = (
            select(_PHOTOS.c.id)
            .join(_FEED, _FEED.c.record == _PHOTOS.c.id)
            .where(
                _PHOTOS.c.sha256 == sha256,
                _PHOTOS.c.stored,
                ~_PHOTOS.c.deleted,
                ~_FEED.c.gone,
                _FEED.c.key.in_(sorted(by.keys)),
            )
            .limit(1)
        )
        return any(connection.execute(query).first() is not None for query in (sent, seen))


def checked(sha256: str) -> bool:
    """Were these bytes checked before, whoever sent them?"""
    with one_snapshot() as connection:
        return connection.execute(select(_BLOBS.c.sha256).where(_BLOBS.c.sha256 == sha256)).first() is not None


@dataclass(frozen=True)
class Shown:
    """A stored photo as somebody who may see it gets it."""

    id: str
    sha256: str
    format: str


def show(photo_id: str, by: Caller) -> Shown | None:
    """The photo for whoever sees its owner; None while its bytes are still on their way. Raises NotFound."""
    with one_snapshot() as connection:
        found = connection.execute(
            select(_PHOTOS.c.sha256, _PHOTOS.c.stored, _BLOBS.c.format)
            .outerjoin(_BLOBS, _BLOBS.c.sha256 == _PHOTOS.c.sha256)
            .where(_PHOTOS.c.id == photo_id, ~_PHOTOS.c.deleted)
        ).one_or_none()
        seen = connection.execute(
            select(_FEED.c.key)
            .where(_FEED.c.record == photo_id, ~_FEED.c.gone, _FEED.c.key.in_(sorted(by.keys)))
            .limit(1)
        ).first()
    if found is None or seen is None:
        raise NotFound
    return Shown(photo_id, found.sha256, found.format) if found.stored and found.format else None


@dataclass(frozen=True)
class Swept:
    """What one sweep removed."""

    uploads: int
    orphans: int


def sweep_uploads(settings: Settings) -> Swept:
    """Remove expired uploads, and bytes in the store that no transaction ever wrote down.

    Bytes that are written down are never removed, even when no photo names them: the photo's record may still lie
    on a phone, or be parked. Safe at any time, and again after a kill. O(files).
    """
    swept = Swept(Uploads(settings.uploads_dir).sweep(), _sweep_store(FolderStore(settings.photos_dir)))
    log.info("uploads_swept", uploads=swept.uploads, orphans=swept.orphans)
    return swept


def _sweep_store(store: Store) -> int:
    """Remove what no row knows and has lain for `_ORPHANED` seconds; returns how much."""
    removed = 0
    for names in batched((name for name in store.names() if store.age(name) > _ORPHANED), 500):
        if not (strange := _unknown(names)):
            continue
        # The lock under which bytes are written down: nobody can begin to rely on them meanwhile.
        with writing():
            for name in _unknown(strange):
                if store.age(name) > _ORPHANED:
                    store.remove(name)
                    removed += 1
    return removed


def _unknown(names: Sequence[str]) -> list[str]:
    """Those of these names whose bytes no row knows."""
    hashes = {name.partition(".")[0] for name in names}
    known = set(db.session.execute(select(_BLOBS.c.sha256).where(_BLOBS.c.sha256.in_(hashes))).scalars())
    known |= examples.there(db.session.connection(), hashes)
    return [name for name in names if name.partition(".")[0] not in known]


def batched(names: Iterable[str], many: int) -> Iterator[list[str]]:
    """These names, so many at a time."""
    rest = iter(names)
    while part := list(islice(rest, many)):
        yield part


def _owner(work: Work, owner_type: str, owner_id: str) -> Row | None:
    return work.get(owner_type, owner_id)


def _tell_owner(work: Work, owner: Row | None, photo: Row, by: Caller, kind: str, **said: Any) -> None:
    """The owner's version rises, and its history says which photo."""
    if owner is None:
        return
    work.touch(photo["owner_type"], owner)
    work.note(photo["owner_type"], owner, by, kind, photo=photo["id"], role=photo["role"], **said)


def _blob(work: Work, sha256: str) -> Row | None:
    found = work.connection.execute(_BLOB, {"sha256": sha256}).mappings().one_or_none()
    return dict(found) if found else None


def _has_sent(work: Work, sha256: str, user_id: str) -> bool:
    return (
        work.connection.execute(
            select(_OWNERS.c.user_id).where(_OWNERS.c.sha256 == sha256, _OWNERS.c.user_id == user_id)
        ).first()
        is not None
    )


def _sees_another(work: Work, photo: Row, by: Caller) -> bool:
    """Does `by` see these bytes in a photo that has them already?"""
    return any(
        other["id"] != photo["id"] and by.sees(work.keys("photo", other))
        for other in work.find("photo", sha256=photo["sha256"], stored=True)
    )


def _measures(blob: Row) -> dict[str, Any]:
    return {"stored": True, "width": blob["width"], "height": blob["height"], "size": blob["size"]}


def keys_of(work: Work, photo: Row) -> frozenset[str]:
    """A photo is seen by whoever sees what it belongs to."""
    owner = _owner(work, photo["owner_type"], photo["owner_id"])
    return work.keys(photo["owner_type"], owner) if owner is not None else frozenset()


def owner_types() -> frozenset[str]:
    """Types that photos may belong to: those whose circles photos follow."""
    return frozenset(name for name, each in collections().items() if "photo" in each.followers)
