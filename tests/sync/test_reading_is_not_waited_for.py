"""What a pull delivered is noted without waiting for the disk; nothing else may come to be written that way."""

from __future__ import annotations

from collections.abc import Callable

from server.db import db
from tests.phone import Phone
from tests.world import World


def test_a_connection_waits_for_the_disk_again_after_a_pull(phone: Callable[..., Phone], district: World) -> None:
    one = phone("grid1")
    one.report(enterprise_id=district.enterprises["宏岭鞋材"])
    one.sync()
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        else:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
