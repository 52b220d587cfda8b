"""Every revision goes up and down with data in it, on both databases, and the newest is what the models say."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, func, inspect, select, text

from server import readiness, revisions
from server.db import db, engine_options
from server.plans import operations as plans
from server.plans.guests import follow_posts
from server.schema import create_schema, load_models
from server.settings import Settings
from server.sync import history
from server.sync.collections import collection
from server.sync.work import working
from tests.postgres import Cluster

SCRIPTS = ScriptDirectory(str(revisions.MIGRATIONS))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


@pytest.fixture
def empty_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database without a single table."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'migrated.db'}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = cluster.create_from("template1")
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    made = create_engine(empty_url, **engine_options(empty_url))
    yield made
    made.dispose()


def test_the_newest_revision_is_what_the_models_say(engine: Engine, empty_url: str) -> None:
    load_models()
    revisions.upgrade(empty_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_the_guards_of_a_migrated_database_are_those_of_a_created_one(
    engine: Engine, empty_url: str, database_url: str
) -> None:
    revisions.upgrade(empty_url)
    created = create_engine(database_url, **engine_options(database_url))
    with engine.connect() as migrated, created.connect() as other:
        assert _guards(migrated) == _guards(other) != []
    created.dispose()


def _guards(connection: Connection) -> list[str]:
    if connection.dialect.name == "sqlite":
        query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    else:
        query = (
            "SELECT pg_get_triggerdef(oid) AS told FROM pg_trigger WHERE NOT tgisinternal "
            "UNION ALL SELECT prosrc FROM pg_proc WHERE proname LIKE 'xunan_%' ORDER BY told"
        )
    return list(connection.execute(text(query)).scalars())


def test_a_district_survives_every_revision_down_and_up(
    engine: Engine, empty_url: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worked-in database goes down step by step; each step keeps every table that the older schema knows."""
    from server.app import create_app
    from server.demo.load import load

    revisions.upgrade(empty_url)
    app = create_app(replace(settings, database_url=empty_url, demo=True))
    with app.app_context():
        load()
        db.session.remove()
        db.engine.dispose()
    for revision in reversed(REVISIONS):
        down = SCRIPTS.get_revision(revision).down_revision
        before = _counts(engine)
        fed = _fed(engine, before)
        revisions.downgrade(empty_url, down or "base")
        after = _counts(engine)
        assert all(after[table] == before[table] for table in after if table in before and table != "alembic_version")
        kept = _fed(engine, after)
        assert fed.items() >= kept.items(), "who sees what the older schema knows is as it was"
        assert all(collection(type_).table.name not in after for type_ in fed.keys() - kept.keys())
        if down is None:
            assert set(after) <= {"alembic_version"}, "nothing is left behind below the first revision"
            revisions.upgrade(empty_url)
            assert _counts(engine).keys() == before.keys()
            continue
        revisions.upgrade(empty_url)
        with engine.connect() as connection:
            assert history.verify(connection)[2] == [], "the past is as it was"


def _counts(engine: Engine) -> dict[str, int]:
    """Rows of every table; of the feeds by `_fed`, since rows of a type go with its table."""
    with engine.connect() as connection:
        return {
            table: connection.execute(select(func.count()).select_from(text(f'"{table}"'))).scalar_one()
            for table in inspect(connection).get_table_names()
            if table != "sync_feed"
        }


def _fed(engine: Engine, there: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """By type, the records that feeds tell of and the circles that see them; the table of each such type is there."""
    if "sync_clock" not in there:
        return {}
    with engine.connect() as connection:
        told = "SELECT type, count(DISTINCT record), count(CASE WHEN NOT gone THEN 1 END) FROM sync_feed GROUP BY type"
        fed = {str(type_): (int(records), int(live)) for type_, records, live in connection.execute(text(told))}
    assert all(collection(type_).table.name in there for type_ in fed), "nobody is fed what there is no table for"
    return fed


def test_who_was_let_in_from_elsewhere_is_let_out_where_the_older_schema_does_not_know_why(
    engine: Engine, empty_url: str, settings: Settings
) -> None:
    """A plan sent somebody from another town, and an expert was asked: without plans and opinions neither looks on."""
    from server.app import create_app
    from tests import makers

    revisions.upgrade(empty_url)
    app = create_app(replace(settings, database_url=empty_url))
    with app.app_context():
        made = makers.district()
        firm = made.enterprises["shoes"]
        guest = {"enterprise_id": firm, "inspectors": [{"id": made.town2.user_id}], "way": "cross_area"}
        with working() as work:
            plans.make(work, makers.new_id(), {**guest, "due_date": makers.in_days(9)}, made.district)
        his, asked, other = (
            makers.report(by, description="通道堵塞", enterprise_id=firm)
            for by in (made.town2, made.grid1, made.grid1)
        )  # fmt: skip
        makers.act(made.town1, asked, "invite_expert", expert=made.expert.user_id, question="要不要停用？")
        db.session.remove()
        db.engine.dispose()
    town2, expert = f"u:{made.town2.user_id}", f"u:{made.expert.user_id}"
    assert _seen(engine, town2) >= {firm, his, asked, other} and asked in _seen(engine, expert)
    before = _number(engine)

    revisions.downgrade(empty_url, "0006")
    assert _seen(engine, town2) & {firm, his, asked, other} == {his}, "what he reported is his all the same"
    assert asked in _seen(engine, expert)
    revisions.downgrade(empty_url, "0003")
    assert asked not in _seen(engine, expert) and his in _seen(engine, town2)
    with engine.connect() as connection:
        left = text("SELECT min(seq) FROM sync_feed WHERE gone AND key IN (:one, :other)")
        assert connection.execute(left, {"one": town2, "other": expert}).scalar_one() > before, "phones hear of it"
    revisions.upgrade(empty_url)


def test_a_ledger_leaves_the_phones_that_need_none_and_stays_on_the_others(
    engine: Engine, empty_url: str, settings: Settings
) -> None:
    """An expert's phone, fed under the older schema, hears that it is gone; a grid worker keeps it."""
    from server.app import create_app
    from server.certificates.operations import register
    from server.sync.deliver import deliver
    from tests import makers

    revisions.upgrade(empty_url)
    app = create_app(replace(settings, database_url=empty_url))
    with app.app_context():
        made, card = makers.district(), makers.new_id()
        shoes, metal = made.enterprises["shoes"], made.enterprises["metal"]
        welder = {"kind": "welding", "valid_until": "2030-01-01"}
        sent = {"enterprise_id": metal, "way": "planned", "due_date": makers.in_days(9)}
        with working() as work:
            register(work, card, {"enterprise_id": shoes, "holder": "陈焊工", **welder}, made.manager1)
            register(work, makers.new_id(), {"enterprise_id": metal, "holder": "林焊工", **welder}, made.manager2)
        db.session.remove()
        revisions.downgrade(empty_url, "0014")
        older = {by: deliver(by, None, 1000) for by in (made.expert, made.grid1)}
        assert f"a:{made.areas['district']}" in _circles(engine, card), "where experts of the district were fed it"
        revisions.upgrade(empty_url)
        newer = {by: deliver(by, page.cursor, 1000) for by, page in older.items()}
        with working() as work:
            plans.make(work, makers.new_id(), {**sent, "inspectors": [{"id": made.expert.user_id}]}, made.town1)
        with working() as work:  # as the revision left a plan that was open: nobody had fed him by himself
            work.connection.execute(text("DELETE FROM sync_feed WHERE type = 'certificate' AND key LIKE 'u:%'"))
        left = deliver(made.expert, newer[made.expert].cursor, 1000)
        db.session.remove()
        follow_posts()  # the worker's next round
        invited = deliver(made.expert, left.cursor, 1000)
        db.session.remove()
        db.engine.dispose()

    told = {by: [change for change in page.changes if change["id"] == card] for by, page in newer.items()}
    assert [change.get("gone") for change in told[made.expert]] == ["scope"]
    assert [change["data"]["holder"] for change in told[made.grid1]] == ["陈焊工"]
    assert not any(page.reset for page in newer.values()), "nobody reads everything anew for it"
    came = [[one["data"]["holder"] for one in page.changes if one["type"] == "certificate"] for page in (left, invited)]
    assert came == [[], ["林焊工"]], "where an open plan asks him along, he has it again though nobody touched the plan"


def test_look_backs_in_areas_are_planned_anew_after_a_way_down(
    engine: Engine, empty_url: str, settings: Settings
) -> None:
    """Below, no plan is without an enterprise: phones hear that it is gone, and the next run makes it anew."""
    from server import clock
    from server.app import create_app
    from server.plans import looking_back
    from server.sync.deliver import deliver
    from tests import makers

    revisions.upgrade(empty_url)
    app = create_app(replace(settings, database_url=empty_url))
    with app.app_context():
        made = makers.district()
        cover = makers.hazard(made, "closed", severity="major_suspected", area=made.areas["grid1"])
        with clock.moved(timedelta(days=15)):
            assert looking_back.make_look_backs() == 1
            older = deliver(made.town1, None, 1000)
            ((plan, _),) = _plans(older)
            db.session.remove()
            revisions.downgrade(empty_url, "0016")
            revisions.upgrade(empty_url)
            assert looking_back.make_look_backs() == 1
            newer = deliver(made.town1, older.cursor, 1000)
        assert {one: told.get("gone") for one, told in _plans(newer) if told.get("gone")} == {plan: "scope"}
        assert [told["data"]["hazards"] for _, told in _plans(newer) if "data" in told] == [[cover]]
        db.session.remove()
        db.engine.dispose()


def _plans(page: Any) -> list[tuple[str, dict[str, Any]]]:
    return [(change["id"], change) for change in page.changes if change["type"] == "plan"]


def _circles(engine: Engine, record: str) -> set[str]:
    with engine.connect() as connection:
        query = text("SELECT key FROM sync_feed WHERE record = :record AND NOT gone")
        return set(connection.execute(query, {"record": record}).scalars())


def _seen(engine: Engine, key: str) -> set[str]:
    with engine.connect() as connection:
        query = text("SELECT record FROM sync_feed WHERE key = :key AND NOT gone")
        return set(connection.execute(query, {"key": key}).scalars())


def _number(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(text("SELECT seq FROM sync_clock WHERE seq = base")).scalar_one()


def test_a_second_upgrade_changes_nothing(engine: Engine, empty_url: str) -> None:
    revisions.upgrade(empty_url)
    with engine.connect() as connection:
        epoch = connection.execute(text("SELECT epoch FROM sync_clock")).scalar_one()
    revisions.upgrade(empty_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT epoch FROM sync_clock")).scalar_one() == epoch
        assert revisions.of_database(connection) == revisions.newest()


def test_an_unmigrated_database_does_not_start(empty_url: str, settings: Settings) -> None:
    with pytest.raises(readiness.NotFit, match="xunan migrate upgrade"):
        readiness.require_fit(replace(settings, database_url=empty_url))
    revisions.upgrade(empty_url)
    readiness.require_fit(replace(settings, database_url=empty_url))


def test_a_schema_made_at_once_is_not_taken_for_a_migrated_one(empty_url: str, engine: Engine) -> None:
    create_schema(engine)
    with engine.connect() as connection:
        assert revisions.of_database(connection) is None


def test_no_revision_imports_the_program() -> None:
    """A revision must still run when the program has moved on."""
    found = sorted((revisions.MIGRATIONS / "versions").glob("*.py"))
    assert len(found) == len(REVISIONS)
    for path in found:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                assert not any(name.name.split(".")[0] == "server" for name in node.names), path.name
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0 and (node.module or "").split(".")[0] != "server", path.name
