"""Signing in and out: who is let in on which device, and how that is taken back.

`sign_in` and `change_password` keep their own transactions, since a wrong password must be remembered although
the request is refused; the other verbs work in their caller's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError

from .. import clock
from ..db import db, new_id, writing
from ..permissions import Caller
from ..problems import NotFound, problem
from ..sync.models import Device
from . import chronicle, guessing, passwords, rules
from .models import Account, Link, PeopleImport, Session
from .operations import end_sessions, may_manage_account

log = structlog.get_logger()

#: A session ends when nobody used it for so long.
IDLE = timedelta(days=90)
#: How long what has ended is kept, to be shown in lists of sessions and imports.
KEPT = timedelta(days=30)

WrongCredentials = problem(
    "wrong_credentials",
    401,
    ("登录名或密码不对", "登录名或密码不对，请再看一下。忘了密码可以请管理员发一个重设链接；本机存的都还在。"),
    (
        "Login or password is wrong",
        "Please check both. If you forgot the password, an administrator can send you a link; "
        "everything saved on this phone is kept.",
    ),
)
WrongPassword = problem(
    "wrong_password",
    403,
    ("原密码不对", "原密码不对，密码没有改。"),
    ("The old password is wrong", "The old password is wrong; the password was not changed."),
)
DeviceTaken = problem(
    "device_taken",
    409,
    ("这台设备要重新登记", "这台设备的编号不能再给您用，请用新的编号登录；没发的都还在。"),
    (
        "This device must register anew",
        "This device's number cannot be used by you; sign in with a new one. Unsent work is kept.",
    ),
)


@dataclass(frozen=True)
class SignedIn:
    """Somebody was let in; `token` is told once and kept nowhere."""

    token: str
    session: Session
    account: Account
    device: Device


def sign_in(
    login: str,
    password: str,
    *,
    device_id: str,
    device_name: str,
    address: str | None,
    secret: str,
    demo: bool,
) -> SignedIn:
    """Let somebody in on a device. `demo` says whether accounts of the demo district are accepted.

    Raises WrongCredentials (which takes as long for a login nobody has), TooMany, DeviceTaken.
    """
    subjects = guessing.of_account(login, secret), guessing.of_address(address, secret)
    guessing.require_room(*subjects)
    account = db.session.scalars(select(Account).where(Account.login == passwords.fold(login))).one_or_none()
    welcome = account is not None and account.active and (demo or not account.demo)
    kept = account.password_hash if account is not None and welcome else None
    account_id = account.id if account is not None else None
    db.session.rollback()  # no transaction is held open while the hash is computed
    right = passwords.is_right(kept, password)
    with writing():
        # guesses that were under way at the same time have been counted by now
        guessing.require_room(*subjects)
        if right:
            signed_in = _let_in(str(account_id), kept, password, device_id, device_name)
            guessing.forget(subjects[0])
        else:
            signed_in = None
            guessing.remember_failure(*subjects)
    if signed_in is None:
        log.info("sign_in_refused", account=account_id)
        raise WrongCredentials
    return signed_in


def _let_in(account_id: str, kept: str | None, password: str, device_id: str, device_name: str) -> SignedIn:
    now = clock.now()
    account = db.session.get_one(Account, account_id, with_for_update=True)
    now_kept = account.password_hash
    # Changed at this very moment: by somebody, or by the same request arriving twice, which hashed it anew.
    if not account.active or (now_kept != kept and not passwords.is_right(now_kept, password)):
        raise WrongCredentials
    if now_kept is not None and passwords.is_outdated(now_kept):
        account.password_hash = passwords.hash_password(password)
    device = _register(device_id, device_name, account_id)
    token = passwords.new_token()
    session = Session(
        id=new_id(),
        account_id=account_id,
        device_id=device_id,
        token_hash=passwords.token_hash(token),
        created_at=now,
        seen_at=now,
        expires_at=now + IDLE,
    )
    db.session.add(session)
    db.session.flush()
    log.info("signed_in", account=account_id, device=device_id, session=session.id)
    return SignedIn(token, session, account, device)


def _register(device_id: str, name: str, account_id: str) -> Device:
    """The device under its own id, which belongs to one person for ever. Raises DeviceTaken."""
    now = clock.now()
    device = db.session.get(Device, device_id)
    if device is None:
        device = Device(
            id=device_id, user_id=account_id, name=name, last_seq=0, created_at=now, seen_at=now, stolen=False
        )
        db.session.add(device)
        try:
            db.session.flush()
        except IntegrityError as error:  # somebody else registered the same id at this moment
            raise DeviceTaken from error
    if device.user_id != account_id or device.revoked_at is not None:
        raise DeviceTaken
    device.name, device.seen_at = name or device.name, now
    return device


def sign_out(session_id: str | None) -> None:
    """End one's own session; what waits on the phone stays there."""
    session = db.session.get(Session, session_id) if session_id else None
    if session is not None and session.revoked_at is None:
        session.revoked_at = clock.now()


def change_password(by: Caller, *, old: str, new: str, secret: str) -> None:
    """Set one's own password; one's other sessions end. Raises WrongPassword, TooMany, the password's problems."""
    account = db.session.get_one(Account, by.user_id)
    login, kept = account.login, account.password_hash
    subject = guessing.of_account(login or account.id, secret)
    guessing.require_room(subject)
    db.session.rollback()
    right = passwords.is_right(kept, old)
    if right:
        passwords.check_password(new, login)
    with writing():
        if right:
            account = db.session.get_one(Account, by.user_id)
            account.password_hash = passwords.hash_password(new)
            chronicle.note(chronicle.ACCOUNT, account.id, "password_changed", by=by)
            end_sessions(account.id, but=by.session_id)
        else:
            guessing.remember_failure(subject)
    if not right:
        raise WrongPassword(errors={"old": ["wrong"]})
    log.info("password_changed", account=by.user_id)


# --- devices and sessions -------------------------------------------------------------------------


def revoke_device(device_id: str, *, by: Caller, stolen: bool = False, of: Account | None = None) -> Device:
    """Take a device out of use: one's own, or that `of` somebody whom `by` manages.

    What it still holds may come in for seven days and is parked; from a stolen one nothing is taken.
    Raises NotFound for a device of anybody else, NotPermitted.
    """
    if of is not None:
        rules.require(may_manage_account(of, by))
    device = db.session.get(Device, device_id)
    if device is None or device.user_id != (of.id if of is not None else by.user_id):
        raise NotFound
    if device.revoked_at is None or (stolen and not device.stolen):
        chronicle.note(chronicle.DEVICE, device.id, "revoked", by=by, account=device.user_id, stolen=stolen)
    device.revoked_at = device.revoked_at or clock.now()
    device.stolen = device.stolen or stolen
    log.info("device_revoked", device=device_id, stolen=device.stolen, by=by.user_id)
    return device


def revoke_session(session_id: str, *, by: Caller) -> None:
    """End one of one's own sessions. Raises NotFound for anybody else's."""
    session = db.session.get(Session, session_id)
    if session is None or session.account_id != by.user_id:
        raise NotFound
    if session.revoked_at is None:
        chronicle.note(chronicle.SESSION, session.id, "revoked", by=by, account=session.account_id)
    session.revoked_at = session.revoked_at or clock.now()


def devices_of(account_id: str) -> list[Device]:
    """His devices, the latest first."""
    query = select(Device).where(Device.user_id == account_id).order_by(Device.seen_at.desc(), Device.id)
    return list(db.session.scalars(query))


def sessions_of(account_id: str) -> list[tuple[Session, Device]]:
    """His sessions that are alive, the latest first."""
    alive = Session.revoked_at.is_(None), Session.expires_at > clock.now()
    query = (
        select(Session, Device)
        .join(Device, Device.id == Session.device_id)
        .where(Session.account_id == account_id, *alive)
        .order_by(Session.seen_at.desc(), Session.id)
    )
    return [(session, device) for session, device in db.session.execute(query)]


def sweep() -> None:
    """For the worker: remove sessions, links, imports and failed tries that ended long ago."""
    before = clock.now() - KEPT
    db.session.execute(delete(Session).where(or_(Session.expires_at < before, Session.revoked_at < before)))
    db.session.execute(delete(Link).where(or_(Link.expires_at < before, Link.used_at < before)))
    db.session.execute(delete(PeopleImport).where(PeopleImport.created_at < before))
    guessing.sweep()
