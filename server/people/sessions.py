"""How a request becomes a caller: the token it carries, the posts that count today, the device it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, request
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import OperationalError

from .. import clock
from ..db import db, reading, writing
from ..permissions import Caller
from ..problems import problem
from ..sync.models import Device
from ..web import SessionEnded
from . import queries
from .access import IDLE
from .models import Account, Session
from .passwords import token_hash

COOKIE = "xunan_session"
#: Browsers keep a cookie no longer than 400 days; when a session ends is for the server to say.
COOKIE_DAYS = 400
#: How exactly it is known when somebody was last there.
SEEN_EVERY = timedelta(minutes=5)
#: What a revoked device may still bring, and for how long.
STILL_BRINGS = timedelta(days=7)
_BRINGING = ("/api/v1/sync/push", "/api/v1/uploads")

_ACCOUNTS, _SESSIONS, _DEVICES = Account.__table__, Session.__table__, Device.__table__

DeviceRevoked = problem(
    "device_revoked",
    401,
    ("这台设备已停用", "这台设备的登录被停用了，内容已隐藏。没发出去的工作七天内还会交给现在的负责人。"),
    (
        "This device was revoked",
        "This device may no longer be used and its content is hidden. For seven days unsent work is still "
        "handed to whoever is in charge now.",
    ),
)


@dataclass(frozen=True)
class _Known:
    """What one query tells about a token."""

    session_id: str
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    account_id: str
    name: str
    locale: str
    active: bool
    demo: bool
    device_id: str
    device_revoked_at: datetime | None
    stolen: bool


def identify() -> Caller:
    """Who is asking. Raises SessionEnded or DeviceRevoked."""
    token = given_token()
    if not token:
        raise SessionEnded
    # A door that waits must not hold a connection.
    with reading() as connection:
        row = connection.execute(_LOOK_UP, {"token": token_hash(token)}).one_or_none()
        if row is None:
            raise SessionEnded
        known = _Known(*row)
        parked_only = _check_device(known)
        if not _is_alive(known):
            raise SessionEnded
        holdings, former = queries.holdings_of(known.account_id, connection)
    _note_seen(known)
    return Caller(
        user_id=known.account_id,
        name=known.name,
        holdings=holdings,
        former=former,
        device_id=known.device_id,
        locale=known.locale,
        parked_only=parked_only,
        session_id=known.session_id,
    )


def given_token() -> str | None:
    """The token of the header, else of the cookie; a wrong header is never made good by a cookie."""
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return header.removeprefix("Bearer ").strip()
    return request.cookies.get(COOKIE)


#: Made once: it is asked with every request.
_LOOK_UP = (
    select(
        _SESSIONS.c.id,
        _SESSIONS.c.seen_at,
        _SESSIONS.c.expires_at,
        _SESSIONS.c.revoked_at,
        _ACCOUNTS.c.id,
        _ACCOUNTS.c.name,
        _ACCOUNTS.c.locale,
        _ACCOUNTS.c.active,
        _ACCOUNTS.c.demo,
        _DEVICES.c.id,
        _DEVICES.c.revoked_at,
        _DEVICES.c.stolen,
    )
    .join(_ACCOUNTS, _ACCOUNTS.c.id == _SESSIONS.c.account_id)
    .join(_DEVICES, _DEVICES.c.id == _SESSIONS.c.device_id)
    .where(_SESSIONS.c.token_hash == bindparam("token"))
)


def _is_alive(known: _Known) -> bool:
    here = known.active and (current_app.config["SETTINGS"].demo or not known.demo)
    return here and known.ended_at is None and known.expires_at > clock.now()


def _check_device(known: _Known) -> bool:
    """May it only bring what is then parked? Raises DeviceRevoked for everything else it asks."""
    if known.device_revoked_at is None:
        return False
    signing_out = request.method == "DELETE" and request.path == "/api/v1/session"
    bringing = request.path.startswith(_BRINGING) and not known.stolen
    if signing_out or (bringing and clock.now() < known.device_revoked_at + STILL_BRINGS):
        return True
    raise DeviceRevoked


def _note_seen(known: _Known) -> None:
    """Being there keeps the session alive; written rarely, and never at the price of the request."""
    now = clock.now()
    if now - known.seen_at < SEEN_EVERY:
        return
    try:
        with writing() as connection:
            session = update(_SESSIONS).where(_SESSIONS.c.id == known.session_id)
            connection.execute(session.values(seen_at=now, expires_at=now + IDLE))
            connection.execute(update(_DEVICES).where(_DEVICES.c.id == known.device_id).values(seen_at=now))
    except OperationalError:
        db.session.rollback()
