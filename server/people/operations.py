"""What is done about people: accounts are made, posts given and ended, links sent, passwords set.

Every door (the administration's pages, a list from Excel, the operator's command) ends in these verbs, and here
permission is asked. They work in the transaction of whoever calls them (`db.writing()`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict, Unpack

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from .. import clock
from ..db import db, new_id
from ..permissions import Caller, Holding, Role, machine
from ..problems import Invalid, NotFound, problem
from . import chronicle, passwords, queries, rules
from .models import Account, Link, Post, Session

log = structlog.get_logger()

INVITATION, RESET = "invitation", "reset"
#: How long a link lets somebody in.
LINK_LIVES = {INVITATION: timedelta(days=7), RESET: timedelta(hours=24)}
PATHS = {INVITATION: "/invitations/", RESET: "/resets/"}

LoginTaken = problem(
    "login_taken",
    409,
    ("登录名已被使用", "这个登录名已经有人用了，请换一个；您填的都还在。"),
    ("The login is taken", "Somebody already uses this login; choose another. What you entered is kept."),
)
PostHeld = problem(
    "post_held",
    409,
    ("已有这个岗位", "这个人在那里已经有同样的岗位，没有重复添加。"),
    ("The post is already held", "This person already holds that post there; it was not added again."),
)
LinkEnded = problem(
    "link_ended",
    404,
    ("链接已失效", "这个链接已经用过或过期了。请向发链接的人再要一个。"),
    ("The link has ended", "This link was used or has expired. Ask whoever sent it for a new one."),
)


@dataclass(frozen=True)
class NewPost:
    """A post to be given; without a day it begins today."""

    role: Role
    area_id: str | None = None
    enterprise_id: str | None = None
    title: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class SentLink:
    """A link as it is told once; only its hash is kept."""

    kind: str
    path: str
    link: Link


# --- accounts -------------------------------------------------------------------------------------


def create_account(
    *,
    name: str,
    by: Caller,
    login: str | None = None,
    password: str | None = None,
    phone: str | None = None,
    locale: str = "zh",
    demo: bool = False,
    posts: Sequence[NewPost] = (),
) -> Account:
    """A new person with his posts; without a password he needs an invitation (`invite`).

    Raises LoginTaken, LoginUnfit, the password's problems, and what `add_post` raises.
    """
    rules.require(rules.is_machine(by) or bool(posts))
    account = Account(
        id=new_id(),
        login=_free_login(login) if login else None,
        name=name,
        phone=phone or None,
        locale=locale,
        demo=demo,
        active=True,
        created_at=clock.now(),
        created_by=by.user_id,
    )
    if password is not None:
        if not demo:  # the demo's one password is printed in the README on purpose
            passwords.check_password(password, account.login)
        account.password_hash = passwords.hash_password(password)
    db.session.add(account)
    _flush()
    chronicle.note(chronicle.ACCOUNT, account.id, "created", by=by)
    for post in posts:
        add_post(account, post, by=by)
    log.info("account_created", account=account.id, by=by.user_id)
    return account


def create_first_admin(login: str, name: str, password: str) -> Account:
    """The administrator of the whole installation, made by its operator at the console."""
    return create_account(name=name, login=login, password=password, by=machine(), posts=[NewPost(Role.ADMIN)])


def find_person(account_id: str, *, by: Caller) -> Account:
    """A person whom `by` may know of. Raises NotPermitted, or NotFound as for ids that do not exist."""
    rules.require(rules.may_manage_anybody(by))
    query = select(Account).where(Account.id == account_id, queries.people_within(by, clock.today()))
    account = db.session.scalars(query).one_or_none()
    if account is None:
        raise NotFound
    return account


def may_manage_account(account: Account, by: Caller) -> bool:
    """May `by` change this person himself, beyond single posts? Nobody does that to himself."""
    posts = queries.posts_that_count(account, clock.today())
    places = queries.places_of(posts)
    known = [(post.known_role, places.get((post.area_id, post.enterprise_id), rules.Place())) for post in posts]
    return account.id != by.user_id and (rules.is_machine(by) or rules.may_manage_person(by, known))


def change_person(
    account: Account, *, by: Caller, name: str | None = None, phone: str | None = None, active: bool | None = None
) -> None:
    """Correct a person's name or phone ("" removes it), or let him in no more. Raises NotPermitted."""
    rules.require(may_manage_account(account, by))
    chronicle.note_person(account, by, name=name, phone=phone, active=active)
    if name is not None:
        account.name = name
    if phone is not None:
        account.phone = phone or None
    if active is not None and active != account.active:
        account.active = active
        if not active:
            end_sessions(account.id)
        log.info("account_active", account=account.id, active=active, by=by.user_id)


def change_own(account_id: str, *, locale: str | None = None, name: str | None = None) -> None:
    """What everybody may change about himself."""
    account = db.session.get_one(Account, account_id)
    chronicle.note_person(account, Caller(account.id, account.name), name=name)
    account.locale = locale or account.locale
    account.name = name or account.name


# --- posts ----------------------------------------------------------------------------------------


def add_post(account: Account, post: NewPost, *, by: Caller) -> Post:
    """Give somebody a post. Raises NotPermitted, PostUnfit, PostHeld, Invalid (the place, the days)."""
    place = _place(post)
    rules.check_fit(post.role, place)
    rules.require(rules.may_manage(by, post.role, place))
    starts_on = post.starts_on or clock.today()
    _check_days(starts_on, post.ends_on)
    today = clock.today()
    for held in account.posts:
        same_place = (held.area_id, held.enterprise_id) == (post.area_id, post.enterprise_id)
        if held.role == post.role and same_place and not held.is_over(today):
            raise PostHeld
    made = Post(
        id=new_id(),
        role=post.role.value,
        area_id=post.area_id,
        enterprise_id=post.enterprise_id,
        title=post.title or None,
        starts_on=starts_on,
        ends_on=post.ends_on,
        created_at=clock.now(),
        created_by=by.user_id,
    )
    account.posts.append(made)
    db.session.flush()
    chronicle.note(chronicle.POST, made.id, "given", by=by, account=account.id, **chronicle.place_and_days(made))
    log.info("post_given", post=made.id, account=account.id, role=made.role, by=by.user_id)
    return made


def find_post(post_id: str, *, by: Caller) -> Post:
    """A post that `by` may manage. Raises NotPermitted or NotFound."""
    rules.require(rules.may_manage_anybody(by))
    post = db.session.get(Post, post_id)
    if post is None or not _may_manage_post(post, by):
        raise NotFound
    return post


class PostChanges(TypedDict, total=False):
    """What may change of a post; `ends_on` None means no end, and takes back an ending."""

    starts_on: date
    ends_on: date | None
    title: str | None


def change_post(post: Post, *, by: Caller, **changes: Unpack[PostChanges]) -> None:
    """Change a post's days or title. Raises NotPermitted, Invalid."""
    rules.require(_may_manage_post(post, by) and post.account_id != by.user_id)
    starts_on, ends_on = changes.get("starts_on", post.starts_on), changes.get("ends_on", post.ends_on)
    _check_days(starts_on, ends_on)
    chronicle.note_post(post, by, starts_on=starts_on, ends_on=ends_on, title=changes.get("title", post.title) or None)
    post.starts_on, post.ends_on = starts_on, ends_on
    if "title" in changes:
        post.title = changes["title"] or None
    if "ends_on" in changes:
        post.ended_at = post.ended_by = None
    log.info("post_changed", post=post.id, by=by.user_id)


def end_post(post: Post, *, by: Caller) -> None:
    """Take a post away at once; what its holder saved under it before is parked, not lost. Raises NotPermitted."""
    rules.require(_may_manage_post(post, by) and post.account_id != by.user_id)
    today = clock.today()
    if post.is_over(today):
        return
    chronicle.note(chronicle.POST, post.id, "ended", by=by, account=post.account_id)
    post.ended_at, post.ended_by = clock.now(), by.user_id
    post.ends_on = max(today, post.starts_on)
    log.info("post_ended", post=post.id, account=post.account_id, by=by.user_id)


def _may_manage_post(post: Post, by: Caller) -> bool:
    place = queries.places_of([post]).get((post.area_id, post.enterprise_id), rules.Place(post.area_id))
    return rules.may_manage(by, post.known_role, place)


def _place(post: NewPost) -> rules.Place:
    if post.area_id is not None and post.enterprise_id is not None:
        raise rules.PostUnfit(errors={"role": ["one_place"]})
    place = queries.places_of([Holding(post.role, post.area_id, post.enterprise_id)])
    if not place:
        raise Invalid(errors={"area_id" if post.area_id else "enterprise_id": ["unknown"]})
    return place[post.area_id, post.enterprise_id]


def _check_days(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Invalid(errors={"ends_on": ["before starts_on"]})


# --- links ----------------------------------------------------------------------------------------


def invite(account: Account, *, by: Caller) -> SentLink:
    """A link by which an invited person chooses his login and password. Raises NotPermitted."""
    rules.require(may_manage_account(account, by))
    return _send(account, INVITATION, by)


def send_reset(account: Account, *, by: Caller) -> SentLink:
    """A link to a new password, or a new invitation for somebody who never came. Raises NotPermitted."""
    rules.require(may_manage_account(account, by))
    return _send(account, RESET if account.password_hash else INVITATION, by)


def _send(account: Account, kind: str, by: Caller) -> SentLink:
    now, token = clock.now(), passwords.new_token()
    chronicle.note(chronicle.ACCOUNT, account.id, f"{kind}_sent", by=by)
    _end_links(account.id)
    link = Link(
        id=new_id(),
        kind=kind,
        account_id=account.id,
        token_hash=passwords.token_hash(token),
        created_at=now,
        created_by=by.user_id,
        expires_at=now + LINK_LIVES[kind],
    )
    db.session.add(link)
    db.session.flush()
    log.info("link_sent", kind=kind, account=account.id, by=by.user_id)
    return SentLink(kind, PATHS[kind] + token, link)


def open_link(kind: str, token: str) -> tuple[Link, Account]:
    """The link and whom it lets in. Raises LinkEnded: unknown, used and expired are told alike."""
    query = select(Link).where(Link.token_hash == passwords.token_hash(token), Link.kind == kind)
    link = db.session.scalars(query).one_or_none()
    if link is None or link.used_at is not None or link.expires_at <= clock.now():
        raise LinkEnded
    account = db.session.get(Account, link.account_id)
    if account is None or not account.active:
        raise LinkEnded
    return link, account


def accept_invitation(token: str, *, login: str, name: str, password: str) -> Account:
    """Somebody who was invited chooses how he signs in. Raises LinkEnded, LoginTaken, the password's problems."""
    link, account = _use_link(INVITATION, token)
    folded = passwords.check_login(login)
    if folded != account.login:
        account.login = _free_login(folded)
    passwords.check_password(password, account.login)
    account.name, account.password_hash = name, passwords.hash_password(password)
    _flush()
    chronicle.note(chronicle.ACCOUNT, account.id, "invitation_accepted", by=Caller(account.id, account.name))
    log.info("invitation_accepted", account=account.id, link=link.id)
    return account


def reset_password(token: str, *, password: str) -> Account:
    """A new password by link; whoever was signed in with the old one is signed out. Raises LinkEnded …"""
    link, account = _use_link(RESET, token)
    passwords.check_password(password, account.login)
    account.password_hash = passwords.hash_password(password)
    chronicle.note(chronicle.ACCOUNT, account.id, "password_reset", by=Caller(account.id, account.name))
    end_sessions(account.id)
    log.info("password_reset", account=account.id, link=link.id)
    return account


def _use_link(kind: str, token: str) -> tuple[Link, Account]:
    link, account = open_link(kind, token)
    # one statement decides who was first, should the link be opened twice at once
    used = update(Link).where(Link.id == link.id, Link.used_at.is_(None)).values(used_at=clock.now())
    if db.session.execute(used.returning(Link.id)).first() is None:
        raise LinkEnded
    return link, account


def _end_links(account_id: str) -> None:
    """The newest link is the only one that lets somebody in."""
    open_ones = update(Link).where(Link.account_id == account_id, Link.used_at.is_(None))
    db.session.execute(open_ones.values(expires_at=clock.now()))


# --- signing out by others ------------------------------------------------------------------------


def sign_out_everywhere(account: Account, *, by: Caller) -> None:
    """End every session of this person; what waits on his phones stays there. Raises NotPermitted."""
    rules.require(may_manage_account(account, by))
    chronicle.note(chronicle.ACCOUNT, account.id, "signed_out_everywhere", by=by)
    end_sessions(account.id)
    log.info("signed_out_everywhere", account=account.id, by=by.user_id)


def end_sessions(account_id: str, *, but: str | None = None) -> None:
    """Every session of this account, except `but`."""
    query = update(Session).where(Session.account_id == account_id, Session.revoked_at.is_(None))
    if but is not None:
        query = query.where(Session.id != but)
    db.session.execute(query.values(revoked_at=clock.now()))


def _free_login(login: str) -> str:
    folded = passwords.check_login(login)
    if db.session.scalars(select(Account.id).where(Account.login == folded)).first() is not None:
        raise LoginTaken(errors={"login": ["taken"]})
    return folded


def _flush() -> None:
    """Write what was staged; two people may have chosen one login at the same moment."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise LoginTaken(errors={"login": ["taken"]}) from error
