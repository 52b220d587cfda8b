"""Guessing passwords is slow: failures are counted, for each account and each address, over all workers.

Only failures count, so that any number of people behind one office's address may sign in. Counting lies in the
database, so that a second worker or a restart gives no further tries.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
from datetime import timedelta

from sqlalchemy import delete, insert, select

from .. import clock
from ..db import db, new_id
from ..problems import TooMany
from .models import FailedTry
from .passwords import fold

WINDOW = timedelta(minutes=15)
#: Failures within the window after which the next try waits.
PER_ACCOUNT, PER_ADDRESS = 10, 100

_TRIES = FailedTry.__table__
#: (what is counted as a keyed hash, how many failures it may have)
Subject = tuple[str, int]


def of_account(login: str, secret: str) -> Subject:
    return _keyed("account", fold(login), secret), PER_ACCOUNT


def of_address(address: str | None, secret: str) -> Subject:
    """An IPv6 line gives its holder 2^64 addresses; they count as one."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return _keyed("address", address or "", secret), PER_ADDRESS
    whole = ipaddress.ip_network((found, 64), strict=False) if found.version == 6 else found
    return _keyed("address", str(whole), secret), PER_ADDRESS


def require_room(*subjects: Subject) -> None:
    """Raises TooMany, with Retry-After, when one of them has used up its tries."""
    now = clock.now()
    for subject, most in subjects:
        query = (
            select(_TRIES.c.at)
            .where(_TRIES.c.subject == subject, _TRIES.c.at > now - WINDOW)
            .order_by(_TRIES.c.at.desc())
            .limit(most)
        )
        tries = list(db.session.execute(query).scalars())
        if len(tries) >= most:
            wait = max(1, math.ceil((tries[-1] + WINDOW - now).total_seconds()))
            trouble = TooMany(retry_after=wait, minutes=math.ceil(wait / 60))
            trouble.headers["Retry-After"] = str(wait)
            raise trouble


def remember_failure(*subjects: Subject) -> None:
    now = clock.now()
    db.session.execute(insert(_TRIES), [{"id": new_id(), "subject": subject, "at": now} for subject, _ in subjects])


def forget(subject: Subject) -> None:
    """The account's own person has shown that he knows the password."""
    db.session.execute(delete(_TRIES).where(_TRIES.c.subject == subject[0]))


def sweep() -> None:
    """Remove what no longer counts."""
    db.session.execute(delete(_TRIES).where(_TRIES.c.at < clock.now() - WINDOW))


def _keyed(kind: str, value: str, secret: str) -> str:
    said = f"{kind}:{value}".encode("utf-8", "surrogatepass")
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()
