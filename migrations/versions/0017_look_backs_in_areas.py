"""What lies at no enterprise is looked at again too: plans that send somebody to an area.

What going down drops: those plans, with the conflicts and hand-overs about them and which closings they were made of;
phones hear that they are gone. Hazards stay, and history keeps every line.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

UNNUMBERED = "this row has no number from the clock: change synced records through Work"
plans = sa.table("plans", sa.column("id"), sa.column("enterprise_id"))
feed = sa.table(
    "sync_feed", *(sa.column(name) for name in ("key", "record", "seq")), sa.column("gone", sa.Boolean),
    sa.column("gone_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.add_column("plans", sa.Column("area_id", sa.String(length=36), nullable=True))
    op.create_index("ix_plans_area_id", "plans", ["area_id"], unique=False)
    _let_be_without_enterprise(True)


def downgrade() -> None:
    bind = op.get_bind()
    _drop(set(bind.execute(sa.select(plans.c.id).where(plans.c.enterprise_id.is_(None))).scalars()))
    _let_be_without_enterprise(False)
    op.drop_index("ix_plans_area_id", "plans")
    op.drop_column("plans", "area_id")


def _let_be_without_enterprise(may: bool) -> None:
    enterprise = {"existing_type": sa.String(length=36), "nullable": may}
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("plans", "enterprise_id", **enterprise)
        return
    # SQLite makes the table anew, and its triggers go with the old one.
    with op.batch_alter_table("plans") as batch:
        batch.alter_column("enterprise_id", **enterprise)
    for word in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER plans_numbered_{word.lower()} BEFORE {word} ON plans "
            "WHEN NOT EXISTS (SELECT 1 FROM sync_clock WHERE NEW.seq > base AND NEW.seq <= seq) "
            f"BEGIN SELECT RAISE(ABORT, '{UNNUMBERED}'); END"
        )


def _drop(dropped: set[str]) -> None:
    """These plans are nowhere any more: numbered by the clock, so that phones hear of it."""
    bind = op.get_bind()
    gone = list(dropped)
    for table in ("conflicts", "contributions"):
        about = sa.table(table, sa.column("id"), sa.column("record_id"))
        found = sa.select(about.c.id).where(about.c.record_id.in_(dropped))
        gone += bind.execute(found).scalars()
        bind.execute(sa.delete(about).where(about.c.record_id.in_(dropped)))
    seq = bind.execute(sa.text("SELECT seq FROM sync_clock")).scalar_one()
    bind.execute(sa.text("UPDATE sync_clock SET seq = :seq"), {"seq": seq + len(gone)})
    for number, record in enumerate(sorted(gone), start=seq + 1):
        left = sa.update(feed).where(feed.c.record == record, feed.c.gone.is_(False))
        bind.execute(left.values(seq=number, gone=True, gone_at=datetime.now(UTC)))
    backs = sa.table("look_backs", sa.column("plan_id"))
    bind.execute(sa.delete(backs).where(backs.c.plan_id.in_(dropped)))
    bind.execute(sa.delete(plans).where(plans.c.id.in_(dropped)))
    bind.execute(sa.text("UPDATE sync_clock SET base = seq"))
