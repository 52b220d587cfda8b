"""Certificates are personal: seen by those whose post keeps the ledger (`k:`), no longer by everybody with a post there.

Phones of those who may keep them are sent them again under the new circle; the others' hear that they are gone. Going
down puts them back into the wider circles. Nothing is dropped either way.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
feed = sa.table(
    "sync_feed", *(sa.column(name) for name in ("key", "record", "type", "seq", "since")),
    sa.column("gone", sa.Boolean), sa.column("gone_at", sa.DateTime(timezone=True)),
)
handed = sa.table("contributions", *(sa.column(name) for name in ("id", "record_type", "seq")), sa.column("circles", Json))


def upgrade() -> None:
    _move(lambda key: f"k:{key[2:]}" if key[:2] in ("a:", "e:") else None)


def downgrade() -> None:
    areas = set(op.get_bind().execute(sa.text("SELECT id FROM areas")).scalars())
    _move(lambda key: f"{'a' if key[2:] in areas else 'e'}:{key[2:]}" if key[:2] == "k:" else None)


def _move(to: Any) -> None:
    """From circle to circle, each record with a number of the clock, so that phones hear of it."""
    bind, now = op.get_bind(), datetime.now(UTC)
    records = _about_certificates()
    here = [
        row for row in bind.execute(sa.select(feed).where(~feed.c.gone).order_by(feed.c.record)).all()
        if row.record in records and to(row.key)
    ]
    numbered = {record: n for n, record in enumerate(dict.fromkeys(row.record for row in here))}
    seq = bind.execute(sa.text("SELECT seq FROM sync_clock")).scalar_one()
    bind.execute(sa.text("UPDATE sync_clock SET seq = :seq"), {"seq": seq + len(numbered)})
    for row in here:
        n = seq + 1 + numbered[row.record]
        new = {"key": to(row.key), "record": row.record}
        bind.execute(sa.delete(feed).where(feed.c.key == new["key"], feed.c.record == row.record))
        bind.execute(sa.insert(feed).values(**new, type=row.type, seq=n, since=n, gone=False, gone_at=None))
        left = sa.update(feed).where(feed.c.key == row.key, feed.c.record == row.record)
        bind.execute(left.values(seq=n, gone=True, gone_at=now))
    for row in bind.execute(sa.select(handed).where(handed.c.record_type == "certificate")).all():
        if row.circles and row.id in numbered:
            circles = sorted(to(key) or key for key in row.circles)
            told = sa.update(handed).where(handed.c.id == row.id)
            bind.execute(told.values(circles=circles, seq=seq + 1 + numbered[row.id]))
    bind.execute(sa.text("UPDATE sync_clock SET base = seq"))


def _about_certificates() -> set[str]:
    """Certificates, and what hangs on them."""
    bind = op.get_bind()
    found = set(bind.execute(sa.text("SELECT id FROM certificates")).scalars())
    for table in ("photos", "comments"):
        found |= set(bind.execute(sa.text(f"SELECT id FROM {table} WHERE owner_type = 'certificate'")).scalars())  # noqa: S608
    for table in ("conflicts", "contributions"):
        found |= set(bind.execute(sa.text(f"SELECT id FROM {table} WHERE record_type = 'certificate'")).scalars())  # noqa: S608
    return found
