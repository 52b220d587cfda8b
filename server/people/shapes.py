"""People, posts and sessions as they travel; each list costs a handful of queries, however long it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .. import clock
from ..db import db
from ..permissions import Caller
from ..sync.models import Device
from . import queries, rules
from .models import Account, Post, Session
from .operations import SentLink


def post_shape(post: Post, names: queries.Names) -> dict[str, Any]:
    today = clock.today()
    state = "over" if post.is_over(today) else "held" if post.starts_on <= today else "coming"
    return {
        "id": post.id,
        "role": post.role,
        "area": _named(post.area_id, names.areas),
        "enterprise": _named(post.enterprise_id, names.enterprises),
        "title": post.title,
        "starts_on": post.starts_on,
        "ends_on": post.ends_on,
        "state": state,
    }


def posts_shape(posts: Sequence[Post]) -> list[dict[str, Any]]:
    names = queries.names_of(posts)
    return [post_shape(post, names) for post in posts]


def people_shape(accounts: Iterable[Account], by: Caller) -> list[dict[str, Any]]:
    """People as `by` may see them: login and phone only of those he manages himself, posts only at his places."""
    accounts, today = list(accounts), clock.today()
    posts = [post for account in accounts for post in account.posts]
    places, names = queries.places_of(posts), queries.names_of(posts)

    def may(post: Post) -> bool:
        place = places.get((post.area_id, post.enterprise_id), rules.Place(post.area_id, post.enterprise_id))
        return rules.may_manage(by, post.known_role, place)

    shapes = []
    for account in accounts:
        counted = queries.posts_that_count(account, today)
        his = rules.is_machine(by) or (bool(counted) and all(map(may, counted)))
        shapes.append(
            {
                "id": account.id,
                "name": account.name,
                "login": account.login if his else None,
                "phone": account.phone if his else None,
                "locale": account.locale,
                "active": account.active,
                "demo": account.demo,
                "invited": account.password_hash is None,
                "manageable": his and account.id != by.user_id,
                "created_at": account.created_at,
                "posts": [post_shape(post, names) for post in account.posts if may(post)],
            }
        )
    return shapes


def person_shape(account: Account, by: Caller) -> dict[str, Any]:
    return people_shape([account], by)[0]


def user_shape(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "login": account.login,
        "locale": account.locale,
        "phone": account.phone,
    }


def me_shape(by: Caller, *, demo: bool) -> dict[str, Any]:
    """Who is asking, with the posts that count today and what they let him see."""
    account = db.session.get_one(Account, by.user_id)
    device = db.session.get_one(Device, by.device_id)
    today = clock.today()
    held = [post for post in account.posts if post.holds(today)]
    return {
        "user": user_shape(account),
        "posts": posts_shape(held),
        "roles": list(dict.fromkeys(post.role for post in held)),
        "scope": {
            "areas": list(dict.fromkeys(each.area_id for each in by.holdings if each.area_id)),
            "enterprises": list(dict.fromkeys(each.enterprise_id for each in by.holdings if each.enterprise_id)),
        },
        "device": {"id": device.id, "name": device.name},
        "demo": demo,
    }


def device_shape(device: Device, by: Caller) -> dict[str, Any]:
    return {
        "id": device.id,
        "name": device.name,
        "created_at": device.created_at,
        "seen_at": device.seen_at,
        "revoked_at": device.revoked_at,
        "stolen": device.stolen,
        "current": device.id == by.device_id,
    }


def session_shape(session: Session, device: Device, by: Caller) -> dict[str, Any]:
    return {
        "id": session.id,
        "device": {"id": device.id, "name": device.name},
        "created_at": session.created_at,
        "seen_at": session.seen_at,
        "expires_at": session.expires_at,
        "current": session.id == by.session_id,
    }


def link_shape(sent: SentLink, address: str) -> dict[str, Any]:
    """A link as it is told once; `address` is where people reach this server."""
    return {
        "kind": sent.kind,
        "path": sent.path,
        "url": address.rstrip("/") + sent.path,
        "expires_at": sent.link.expires_at,
    }


def _named(place: str | None, names: dict[str, str]) -> dict[str, str] | None:
    return None if place is None else {"id": place, "name": names.get(place, "")}
