"""Which example pictures are here. Their bytes lie in the store of the photos, under the hash that checklists name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update

from .. import clock
from ..permissions import Caller
from ..sync.work import Work
from . import rules
from .checklist_faults import pictures_of
from .models import ChecklistDraft, ChecklistPicture

_PICTURES, _DRAFTS = ChecklistPicture.__table__, ChecklistDraft.__table__
#: One that no checklist names goes after this long: somebody may still hold a draft that has not come here.
UNUSED = timedelta(days=60)


def hashes(sections: Iterable[Mapping[str, Any]]) -> list[str]:
    """The pictures that these sections name, each once, from top to bottom."""
    return list(dict.fromkeys(sha256 for _, _, _, sha256 in pictures_of(sections)))


def there(connection: Connection, wanted: Iterable[str]) -> frozenset[str]:
    """Those of these pictures that are here."""
    query = select(_PICTURES.c.sha256).where(_PICTURES.c.sha256.in_(list(wanted)))
    return frozenset(connection.execute(query).scalars())


def add(work: Work, picture: Mapping[str, Any], *, by: Caller) -> None:
    """Write down that this picture is in the store; again, that it is still wanted. Raises NotPermitted."""
    rules.require_whole_site(work, by)
    known = there(work.connection, [picture["sha256"]])
    if known:
        here = _PICTURES.c.sha256 == picture["sha256"]
        work.connection.execute(update(_PICTURES).where(here).values(added_at=work.now))
    else:
        work.connection.execute(
            _PICTURES.insert().values(**picture, added_by=by.user_id, added_at=work.now, published=False)
        )


def publish(work: Work, sections: Iterable[Mapping[str, Any]]) -> None:
    """These sections come into use: their pictures stay for good."""
    if named := hashes(sections):
        work.connection.execute(update(_PICTURES).where(_PICTURES.c.sha256.in_(named)).values(published=True))


def forget_unused(connection: Connection) -> int:
    """Pictures that were never published and that no draft names, `UNUSED` after they came; answers how many."""
    old = select(_PICTURES.c.sha256).where(~_PICTURES.c.published, _PICTURES.c.added_at < clock.now() - UNUSED)
    if not (candidates := set(connection.execute(old).scalars())):
        return 0
    for content in connection.execute(select(_DRAFTS.c.content)).scalars():
        candidates -= set(hashes(content.get("sections") or []))
    connection.execute(delete(_PICTURES).where(_PICTURES.c.sha256.in_(candidates)))
    return len(candidates)
