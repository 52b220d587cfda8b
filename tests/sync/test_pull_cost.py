"""What a pull costs follows what changed, not how much there is."""

from __future__ import annotations

from collections.abc import Callable

from server.db import db, writing
from tests.bench.grow import copies
from tests.phone import Phone
from tests.sync.reads import counted
from tests.world import World

MakePhone = Callable[..., Phone]


def _grow(hazard: str, many: int, *, known: bool = True) -> None:
    """Many more hazards; `known`: the database has counted them since."""
    with writing() as connection:
        copies(connection, hazard, many)
    if not known:
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _read_for_twenty(author: Phone, reader: Phone, firm: str) -> int:
    for _ in range(20):
        author.report(enterprise_id=firm)
    author.push()
    known = len(reader.records)
    with counted() as reads:
        reader.pull()
    assert len(reader.of("hazard")) >= 20 and len(reader.records) >= known + 20
    return reads.count


def _settled(phone: MakePhone, firm: str, many: int) -> tuple[Phone, Phone, str]:
    """One who writes, one who has read all there is of `many` hazards, and one of these."""
    author, reader = phone("grid1"), phone("grid1")
    hazard = author.report(enterprise_id=firm)
    author.push()
    _grow(hazard, many)
    reader.pull()
    return author, reader, hazard


def test_twenty_changes_cost_the_same_among_many(phone: MakePhone, district: World) -> None:
    """Thirty times as many records, each in the reader's circles, and no more is read for what is new."""
    firm = district.enterprises["宏岭鞋材"]
    author, reader, hazard = _settled(phone, firm, 200)
    among_few = _read_for_twenty(author, reader, firm)
    _grow(hazard, 6_000)
    reader.pull()

    among_many = _read_for_twenty(author, reader, firm)

    assert among_few > 20
    assert among_many < among_few * 1.25, (among_few, among_many)


def test_a_pull_with_nothing_new_reads_next_to_nothing(phone: MakePhone, district: World) -> None:
    firm = district.enterprises["宏岭鞋材"]
    author, reader, _ = _settled(phone, firm, 3_000)
    twenty = _read_for_twenty(author, reader, firm)

    with counted() as reads:
        reader.pull()

    assert 0 < reads.count < twenty / 2, (twenty, reads.count)


def test_a_first_page_costs_its_page_before_anybody_counted(phone: MakePhone, district: World) -> None:
    """Right after thousands were imported, when the database still believes the table to be small."""
    author, reader = phone("grid1"), phone("grid1")
    hazard = author.report(enterprise_id=district.enterprises["宏岭鞋材"])
    author.push()
    _grow(hazard, 300, known=False)
    with counted() as among_few:
        reader.pull(limit=100, pages=1)
    _grow(hazard, 6_000, known=False)
    other = phone("grid1")

    with counted() as among_many:
        other.pull(limit=100, pages=1)

    assert among_few.count >= 100
    assert among_many.count < among_few.count * 1.5, (among_few.count, among_many.count)
