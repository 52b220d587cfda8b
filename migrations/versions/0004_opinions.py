"""What experts were asked about a hazard, and what they said.

What going down drops: the opinions (their signatures stay as photos, and history keeps every line), and with them what
experts see only because they were asked.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

Moment = sa.DateTime(timezone=True)
feed = sa.table(
    "sync_feed", sa.column("key"), sa.column("record"), sa.column("seq"), sa.column("gone", sa.Boolean), sa.column("gone_at", Moment)
)
hazards = sa.table(
    "hazards", *(sa.column(name) for name in ("id", "enterprise_id", "state", "reporter_id")),
    sa.column("closed_at", Moment), sa.column("opinions", Json),
)
OPEN = ("reported", "confirmed", "rectifying", "submitted", "transferred")


def upgrade() -> None:
    # Not by making the table anew, which would take its triggers along.
    op.add_column("hazards", sa.Column("opinions", Json, nullable=True))


def downgrade() -> None:
    left: dict[str, set[str]] = {}
    open_ = sa.select(hazards).where(hazards.c.opinions.isnot(None), hazards.c.state.in_(OPEN))
    for each in op.get_bind().execute(open_).all():
        experts = {one["expert"]["id"] for one in each.opinions or () if one.get("question")}
        for expert in experts - {each.reporter_id}:
            left.setdefault(expert, set()).update(_hanging({each.id}))
    _let_go(left)
    op.drop_column("hazards", "opinions")


def _let_go(left: dict[str, set[str]]) -> None:
    """These people see these records no longer: numbered by the clock, so that their phones hear of it."""
    bind, now = op.get_bind(), datetime.now(UTC)
    pairs = [(f"u:{person}", record) for person, records in left.items() for record in records]
    here = [
        pair for pair in sorted(pairs)
        if bind.execute(sa.select(feed.c.key).where(feed.c.key == pair[0], feed.c.record == pair[1], ~feed.c.gone)).first()
    ]
    seq = bind.execute(sa.text("SELECT seq FROM sync_clock")).scalar_one()
    bind.execute(sa.text("UPDATE sync_clock SET seq = :seq"), {"seq": seq + len(here)})
    for number, (key, record) in enumerate(here, start=seq + 1):
        gone = sa.update(feed).where(feed.c.key == key, feed.c.record == record)
        bind.execute(gone.values(seq=number, gone=True, gone_at=now))
    bind.execute(sa.text("UPDATE sync_clock SET base = seq"))


def _hanging(records: set[str]) -> set[str]:
    """These records, and the photos and words that hang on them."""
    found = set(records)
    for table in ("photos", "comments"):
        query = sa.select(sa.column("id")).select_from(sa.table(table)).where(sa.column("owner_id").in_(records))
        found |= set(op.get_bind().execute(query).scalars())
    return found
