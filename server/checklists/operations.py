"""What may happen to example pictures: they are added, looked at, and go when nobody wants them.

They lie in the store of the photos, under the hash of what is kept: everything is opened as warily as a photo from a
phone, and re-encoded small, since each of them travels to every phone of a round.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..db import one_snapshot, writing
from ..permissions import Caller
from ..photos import images
from ..photos.intake import LIMITS, Intake
from ..photos.refusals import ImageTooLarge, ImageTruncated, NotAnImage
from ..photos.uploads import room
from ..places import checklist_pictures as pictures
from ..places import rules
from ..problems import NotFound
from ..settings import Settings
from ..sync.work import working

#: Beside the picture itself.
RENDITIONS = ("thumb",)


@dataclass(frozen=True)
class Example:
    """An example picture that is kept."""

    sha256: str
    size: int
    width: int
    height: int


def add(settings: Settings, content: bytes, *, by: Caller) -> Example:
    """Keep a picture; the same again is the same one.

    Raises NotPermitted, NotAnImage, ImageTruncated, ImageTooLarge, DiskFull.
    """
    with working() as work:
        rules.require_whole_site(work, by)
    kept = take(settings, content)
    with working() as work:
        pictures.add(work, vars(kept), by=by)
    return kept


def locate(settings: Settings, sha256: str, size: str) -> Path:
    """The file of a picture that was added. Raises NotFound."""
    with one_snapshot() as connection:
        if not pictures.there(connection, [sha256]):
            raise NotFound
    intake = Intake(settings)
    try:
        if size == "original":
            return intake.store.locate(sha256)
        if not intake.store.has(f"{sha256}.{size}"):
            intake.rendition(sha256, size)
        return intake.store.locate(f"{sha256}.{size}")
    except FileNotFoundError as error:  # the database came back without its photos
        raise NotFound from error


def forget_unused(_: Settings) -> None:
    """Pictures that came long ago and that nobody put into a checklist; the sweep of the store takes their bytes."""
    with writing() as connection:
        pictures.forget_unused(connection)


def take(settings: Settings, content: bytes) -> Example:
    """Open it, make it ready, and put it into the store. Raises what `add` raises."""
    if len(content) > images.MAX_BYTES:
        raise ImageTooLarge(**LIMITS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sent"
        with room(0):
            path.write_bytes(content)
        try:
            made = images.example(path)
        except images.NotAnImage as error:
            raise NotAnImage from error
        except images.TooManyPixels as error:
            raise ImageTooLarge(**LIMITS) from error
        except images.Damaged as error:
            raise ImageTruncated from error
    kept = Example(hashlib.sha256(made.content).hexdigest(), len(made.content), made.width, made.height)
    intake = Intake(settings)
    with room(0):
        # Anew even where it is there: what was just put down no sweep takes for forgotten.
        intake.store.put_bytes(kept.sha256, made.content)
        for size in RENDITIONS:
            intake.rendition(kept.sha256, size)
    return kept
