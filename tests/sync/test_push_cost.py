"""What a push costs follows what it brings, not how much its author has sent before."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import insert, select

from server.db import new_id, writing
from server.sync.models import Answered
from tests.phone import Phone
from tests.sync.reads import counted
from tests.world import World

_ANSWERED = Answered.__table__


def test_twenty_ops_cost_the_same_after_thousands(phone: Callable[..., Phone], district: World) -> None:
    author, firm = phone("grid1"), district.enterprises["宏岭鞋材"]
    author.report(enterprise_id=firm)
    author.push()
    after_few = _read_for_twenty(author, firm)
    _sent_before(4_000)

    after_many = _read_for_twenty(author, firm)

    assert after_few > 20
    assert after_many < after_few * 1.25, (after_few, after_many)


def _read_for_twenty(author: Phone, firm: str) -> int:
    for _ in range(20):
        author.report(enterprise_id=firm)
    with counted() as reads:
        assert all(result["status"] == "applied" for result in author.push()["results"])
    return reads.count


def _sent_before(many: int) -> None:
    """As if the one author had sent so many ops in earlier years, all of them taken."""
    with writing() as connection:
        one = dict(connection.execute(select(_ANSWERED).limit(1)).mappings().one())
        connection.execute(insert(_ANSWERED), [one | {"id": new_id(), "record": new_id()} for _ in range(many)])
