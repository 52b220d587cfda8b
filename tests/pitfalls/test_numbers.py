"""Rows 1 to 3, 24 and 27: numbers are given in commit order, by everybody, and nobody waits for long."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from server import clock
from server.db import db, writing
from server.schema import numbered_tables
from server.sync.collections import collections
from server.sync.deliver import deliver
from server.sync.work import Work
from tests.phone import Phone
from tests.pitfalls.conftest import MakePhone
from tests.sync.test_commit_order import add_comment_like, reader
from tests.world import World

SERVER = Path(__file__).resolve().parents[2] / "server"


@contextmanager
def a_long_transaction(app: Flask, district: World) -> Iterator[Callable[[], None]]:
    """Somebody has numbered a change and does not commit it until told to."""
    numbered, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with app.app_context(), writing() as connection:
            work = Work(connection)
            add_comment_like(work, district, 1)
            work.flush()
            numbered.set()
            go_on.wait(30)

    writer = threading.Thread(target=write)
    writer.start()
    assert numbered.wait(20)

    def commit() -> None:
        go_on.set()
        writer.join(30)

    try:
        yield commit
    finally:
        commit()


def test_pitfall_02_no_waiting_time_stands_in_for_commit_order(app: Flask, district: World) -> None:
    """A reader that looks again and again while a transaction stays open for minutes still gets its change."""
    by = reader(district)
    cursor = deliver(by, None, 1000).cursor
    with a_long_transaction(app, district) as commit:
        for seconds in (1, 31, 41, 300):
            with clock.moved(timedelta(seconds=seconds)):
                page = deliver(by, cursor, 1000)
            assert page.changes == []
            cursor = page.cursor
        commit()

    assert [change["data"]["title"] for change in deliver(by, cursor, 1000).changes] == ["1"]


def test_pitfall_03_every_table_that_phones_read_is_guarded(app: Flask) -> None:
    """Whatever program writes there, it takes a number first: the database itself refuses the rest."""
    guarded = set(numbered_tables())
    assert guarded >= {kind.table.name for kind in collections().values()} | {"sync_feed"}
    for table in sorted(guarded):
        columns = [column.name for column in db.metadata.tables[table].c if column.name != "seq"]
        named = ", ".join(columns)
        copied = f"INSERT INTO {table} ({named}, seq) SELECT {named}, 0 FROM {table}"
        for statement in (f"UPDATE {table} SET seq = seq", copied):
            with writing() as connection:
                rows = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            if rows == 0:
                continue
            with pytest.raises(DBAPIError), writing() as connection:
                connection.execute(text(statement))


def test_pitfall_03_no_module_writes_a_synced_table_past_the_unit_of_work() -> None:
    """Only the engine's own writers and what fills databases in bulk say INSERT or UPDATE of these tables."""
    models = [kind.table.name for kind in collections().values()]
    assert models
    allowed = {"sync/work.py", "sync/feed.py", "bulk.py"}
    names = "|".join(
        ("Area", "Enterprise", "Checklist", "Hazard", "Photo", "Comment", "Conflict", "Contribution", "Notice")
    )
    said = re.compile(
        rf"\b(?:insert|update)\((?:{names})\b|\bINTO (?:{'|'.join(models)})\b|UPDATE (?:{'|'.join(models)})\b"
    )
    found = [
        str(path.relative_to(SERVER))
        for path in SERVER.rglob("*.py")
        if str(path.relative_to(SERVER)) not in allowed and said.search(path.read_text())
    ]
    assert found == []


def test_pitfall_24_pulls_answer_while_somebody_writes_for_long(app: Flask, district: World) -> None:
    """An import holds the lock: readers do not notice, and a writer behind it waits and is served."""
    by = reader(district)
    cursor = deliver(by, None, 1000).cursor
    waited: list[float] = []

    def push() -> None:
        with app.app_context():
            began = time.monotonic()
            phone = Phone(app.test_client(use_cookies=False), "grid1")
            phone.report(enterprise_id=district.enterprises["宏岭鞋材"])
            assert phone.push()["results"][0]["status"] == "applied"
            waited.append(time.monotonic() - began)

    behind = threading.Thread(target=push)
    with a_long_transaction(app, district) as commit:
        behind.start()
        pulls = []
        for _ in range(20):
            began = time.monotonic()
            assert deliver(by, cursor, 1000).changes == []
            pulls.append(time.monotonic() - began)
            time.sleep(0.05)
        assert not waited, "it waits its turn"
        commit()
        behind.join(30)

    # on a loaded machine a pull takes its time; one that waited for the writer would take the whole second
    assert sorted(pulls)[len(pulls) // 2] < 0.5
    assert waited


def test_pitfall_27_writers_at_once_never_hear_that_the_database_is_locked(
    app: Flask, district: World, phone: MakePhone
) -> None:
    """Eight phones push at the same moment, again and again: each is served, none is refused."""
    phones = [phone(login) for login in ("grid1", "town1", "town1b", "manager1") * 2]
    trouble: list[object] = []

    def work(mine: Phone) -> None:
        with app.app_context():
            for _ in range(6):
                mine.report(enterprise_id=district.enterprises["宏岭鞋材"])
                answer = mine.push()
                if [result["status"] for result in answer.get("results", [])] != ["applied"]:
                    trouble.append(answer)

    together = [threading.Thread(target=work, args=(each,)) for each in phones]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join(120)

    assert trouble == []
    reads = phone("town1")
    reads.pull()
    assert len(reads.of("hazard")) == 48
