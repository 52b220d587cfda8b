"""Numbers come in commit order, whoever writes; a reader that moves on never misses a change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from server.db import db, new_id, writing
from server.permissions import Caller, Holding, Role
from server.sync.deliver import deliver
from server.sync.work import Work, working
from tests.phone import Phone
from tests.world import World

MakePhone = Callable[..., Phone]


def reader(district: World) -> Caller:
    held = (Holding(Role.TOWNSHIP, area_id=district.areas["北高镇"]),)
    return Caller(district.people["town1"], "town1", held)


def add_comment_like(work: Work, district: World, number: int) -> str:
    """The least record that lands in the township's circle."""
    from server.permissions import machine

    row = work.add(
        "notice",
        {
            "id": new_id(), "user_id": district.people["town1"], "kind": "assigned", "title": str(number), "body": "",
            "about_type": "hazard", "about_id": new_id(),
        },
        machine(),
    )  # fmt: skip
    return row["id"]


def test_who_numbers_first_commits_first(app: Flask, district: World) -> None:
    """The second writer waits for the first's commit, so a pull in between cannot run ahead of a lower number."""
    order: list[str] = []
    numbered, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with app.app_context(), writing() as connection:
            work = Work(connection)
            add_comment_like(work, district, 1)
            work.flush()
            numbered.set()
            go_on.wait(20)
            order.append("first")

    def quick() -> None:
        numbered.wait(20)
        with app.app_context(), working() as work:
            add_comment_like(work, district, 2)
            order.append("second")

    threads = [threading.Thread(target=each) for each in (slow, quick)]
    for thread in threads:
        thread.start()
    numbered.wait(20)
    by = reader(district)
    before = deliver(by, None, 1000)
    time.sleep(0.3)
    between = deliver(by, before.cursor, 1000)
    go_on.set()
    for thread in threads:
        thread.join(30)
    after = deliver(by, between.cursor, 1000)

    assert order == ["first", "second"]
    assert between.changes == []
    assert [change["data"]["title"] for change in after.changes if change["type"] == "notice"] == ["1", "2"]


def test_an_advancing_reader_misses_nothing(app: Flask, district: World) -> None:
    """Writers of large and small transactions, and a reader that never looks back."""
    written: list[str] = []
    lock, stop = threading.Lock(), time.monotonic() + 3

    def write(size: int) -> None:
        with app.app_context():
            while time.monotonic() < stop:
                with working() as work:
                    made = [add_comment_like(work, district, number) for number in range(size)]
                with lock:
                    written.extend(made)

    writers = [threading.Thread(target=write, args=(size,)) for size in (20, 20, 1, 1)]
    for writer in writers:
        writer.start()
    by, cursor, seen = reader(district), None, set[str]()
    while any(writer.is_alive() for writer in writers):
        page = deliver(by, cursor, 200)
        cursor = page.cursor
        seen |= {change["id"] for change in page.changes}
    while True:
        page = deliver(by, cursor, 1000)
        cursor = page.cursor
        seen |= {change["id"] for change in page.changes}
        if not page.more:
            break

    assert len(written) > 50
    assert set(written) <= seen


@pytest.mark.parametrize("table", ["hazards", "sync_feed", "enterprises", "areas"])
def test_a_write_that_was_not_numbered_is_refused(app: Flask, district: World, phone: MakePhone, table: str) -> None:
    grid1 = phone("grid1")
    grid1.report(enterprise_id=district.enterprises["宏岭鞋材"])
    grid1.push()

    with pytest.raises(DBAPIError, match="number"), writing() as connection:
        connection.execute(text(f"UPDATE {table} SET seq = seq"))


@pytest.mark.parametrize("statement", ["UPDATE history SET hash = 'x'", "DELETE FROM history"])
def test_the_past_cannot_be_changed(app: Flask, district: World, statement: str) -> None:
    with pytest.raises(DBAPIError), writing() as connection:
        connection.execute(text(statement))


def test_an_unchanged_pull_reads_nothing_but_indexes(app: Flask, district: World, phone: MakePhone) -> None:
    """Its cost does not follow the size of the data: a fixed handful of statements, none of which fetches rows."""
    from sqlalchemy import event

    by = reader(district)
    cursor = deliver(by, None, 1000).cursor
    statements: list[Any] = []

    def count(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        assert deliver(by, cursor, 1000).changes == []
    finally:
        event.remove(db.engine, "before_cursor_execute", count)

    assert len([each for each in statements if "sync_feed" in each]) <= 1
    assert len(statements) <= 5
