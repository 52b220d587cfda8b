"""The pictures that a paper shows, each as a small JPEG; made only when the paper is really set."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import Any

from PIL import Image
from sqlalchemy import Connection, select

from ..photos import images
from ..photos.intake import Intake
from ..photos.models import Photo
from ..settings import Settings
from ..sync.collections import Row
from .paper import moment

_PHOTOS = Photo.__table__
#: Photos of one hazard and role that a paper shows, and their longest edge in pixels: 80 mm in print.
_EACH, _EDGE = 3, 640
_WORDS = {"before": "整改前", "after": "整改后"}


class Pictures:
    """Names of pictures for blocks, and how each is made. One that has not arrived is left out."""

    def __init__(self, connection: Connection, settings: Settings) -> None:
        self._connection, self._intake = connection, Intake(settings)
        self.files: dict[str, Callable[[], bytes]] = {}

    def of_hazards(self, hazards: list[str], *roles: str) -> dict[str, list[dict[str, str]]]:
        """Hazard → its photos of these roles, the earliest first, before ones before after ones. One question."""
        there = _PHOTOS.c.owner_id.in_(hazards) & _PHOTOS.c.deleted.is_(False) & _PHOTOS.c.role.in_(roles)
        query = select(_PHOTOS).where(there, _PHOTOS.c.stored.is_(True)).order_by(_PHOTOS.c.created_at, _PHOTOS.c.id)
        found: dict[str, list[dict[str, str]]] = {each: [] for each in hazards}
        rows = [dict(row) for row in self._connection.execute(query).mappings()]
        for role in roles:
            for hazard in hazards:
                of_it = [row for row in rows if row["owner_id"] == hazard and row["role"] == role]
                # What it looked like at first; how it looks now.
                shown = of_it[:_EACH] if role == "before" else of_it[-_EACH:]
                found[hazard] += [{"file": self._keep(row), "words": _caption(row)} for row in shown]
        return found

    def signature(self, photo: str) -> str | None:
        """The picture's name, or None where it is still on its way."""
        there = (_PHOTOS.c.id == photo) & _PHOTOS.c.deleted.is_(False)
        row = self._connection.execute(select(_PHOTOS).where(there)).mappings().one_or_none()
        return self._keep(dict(row)) if row is not None and row["stored"] else None

    def _keep(self, photo: Row) -> str:
        name = f"{photo['id']}.jpg"
        self.files[name] = partial(_small, self._intake, photo["sha256"])
        return name


def _caption(photo: Row) -> str:
    return f"{_WORDS[photo['role']]} {moment(photo['taken_at'])}".strip()


def _small(intake: Intake, sha256: str) -> bytes:
    """The picture at the size of print; a grey field for one that cannot be read any more."""
    try:
        with Image.open(io.BytesIO(_screen(intake, sha256))) as picture:
            picture.thumbnail((_EDGE, _EDGE))
            return _jpeg(picture.convert("RGB"))
    except (OSError, images.NotAnImage, images.Damaged, images.TooManyPixels):
        return _jpeg(Image.new("RGB", (64, 48), "lightgrey"))


def _jpeg(picture: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _screen(intake: Intake, sha256: str) -> bytes:
    kept = f"{sha256}.screen"
    store = intake.store
    return store.locate(kept).read_bytes() if store.has(kept) else intake.rendition(sha256, "screen")
