"""What happens to accounts, posts, devices and sessions, as lines of the one chained history.

Who let somebody in, gave him a post or took it away is as much a part of the past as what was done to a hazard,
and `xunan audit verify` answers for both. A line names ids, roles and days: no secret, no name, no number to call,
for it can never be taken out again.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from .. import clock
from ..db import db, new_id
from ..permissions import Caller
from ..sync import history
from .models import Account, Post

ACCOUNT, POST, DEVICE, SESSION = "account", "post", "device", "session"


def note(type_: str, record: str, action: str, *, by: Caller, **said: Any) -> None:
    """One line about this account, post, device or session, in the transaction of whoever calls.

    It takes the clock's lock, which a push takes before any row: call it before a device's row is written.
    """
    at = clock.stamp()
    body = {"id": new_id(), "at": at, "received_at": at, "by": {"id": by.user_id}, "kind": "people", "action": action}
    body |= {name: _plain(value) for name, value in said.items() if value not in (None, [], {})}
    line = history.Line(
        type=type_,
        record=record,
        version=0,
        actor=by.user_id,
        device=by.device_id,
        from_state=None,
        to_state=None,
        conflicted=False,
        body=body,
    )
    history.append(db.session.connection(), [line])


def note_person(
    account: Account, by: Caller, *, name: str | None = None, phone: str | None = None, active: bool | None = None
) -> None:
    """A correction, before it is made; of a name or number only that it changed, never what it is."""
    said = {"name": (account.name, name), "phone": (account.phone or "", phone)}
    fields = [field for field, (was, now) in said.items() if now is not None and now != was]
    moved = _moved(active=(account.active, account.active if active is None else active))
    if fields or moved:
        note(ACCOUNT, account.id, "changed", by=by, fields=fields, changes=moved)


def note_post(post: Post, by: Caller, *, starts_on: date, ends_on: date | None, title: str | None) -> None:
    """Other days or another title, before they are written."""
    moved = _moved(starts_on=(post.starts_on, starts_on), ends_on=(post.ends_on, ends_on))
    fields = ["title"] if title != post.title else []
    if fields or moved or post.ended_at is not None:
        note(POST, post.id, "changed", by=by, account=post.account_id, fields=fields, changes=moved)


def place_and_days(post: Post) -> dict[str, Any]:
    """What a new post is: its role, its place and its days."""
    return {
        "role": post.role,
        "area": post.area_id,
        "enterprise": post.enterprise_id,
        "starts_on": post.starts_on,
        "ends_on": post.ends_on,
    }


def _moved(**each: tuple[Any, Any]) -> dict[str, dict[str, Any]]:
    """Those of these (was, now) that differ, as history writes them."""
    return {name: {"was": _plain(was), "now": _plain(now)} for name, (was, now) in each.items() if was != now}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
