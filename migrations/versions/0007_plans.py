"""Plans: walkthroughs that were assigned, the dated rules by which they become due, and whom they send where.

What going down drops: plans and rules, and the conflicts and hand-overs about plans, which the older schema has no
place for. With them goes what plans let people see elsewhere: whoever was sent keeps only what is his by another right.
History keeps every line; walkthroughs keep the id of their plan, as they did before.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
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
enterprises = sa.table("enterprises", sa.column("id"), sa.column("guests", Json))
walkthroughs = sa.table("walkthroughs", sa.column("id"), sa.column("enterprise_id"), sa.column("inspectors", Json))
OPEN = ("reported", "confirmed", "rectifying", "submitted", "transferred")
UNNUMBERED = "this row has no number from the clock: change synced records through Work"


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("checklist_id", sa.String(length=36), nullable=True),
        sa.Column("inspectors", Json, nullable=False),
        sa.Column("due_date", sa.String(length=10), nullable=False),
        sa.Column("starts_on", sa.String(length=10), nullable=True),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("hazard_id", sa.String(length=36), nullable=True),
        sa.Column("draw_id", sa.String(length=36), nullable=True),
        sa.Column("rule_id", sa.String(length=36), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_by", Json, nullable=True),
        sa.Column("state_at", sa.String(length=40), nullable=True),
        sa.Column("walkthrough_id", sa.String(length=36), nullable=True),
        sa.Column("cancelled_because", sa.Text(), nullable=True),
        sa.Column("recent", sa.Text(), nullable=False),
        sa.Column("open_conflicts", Json, nullable=False),
        *_synced("plans"),
    )
    op.create_index("ix_plans_enterprise_id", "plans", ["enterprise_id"], unique=False)
    op.create_index("ix_plans_state_due_date", "plans", ["state", "due_date"], unique=False)
    op.create_table(
        "plan_rules",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("area_id", sa.String(length=36), nullable=False),
        sa.Column("grade", sa.String(length=10), nullable=False),
        sa.Column("sector", sa.String(length=20), nullable=True),
        sa.Column("checklist_id", sa.String(length=36), nullable=True),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=False),
        sa.Column("valid_until", sa.String(length=10), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("certainty", sa.String(length=20), nullable=False),
        sa.Column("created_by", Json, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", Json, nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_rules")),
    )
    op.create_index("ix_plan_rules_area_id", "plan_rules", ["area_id"], unique=False)
    # Not by making the table anew, which would take its triggers along.
    op.add_column("enterprises", sa.Column("guests", Json, nullable=True))
    for statement in _numbered("plans"):
        op.execute(statement)


def downgrade() -> None:
    for table in ("conflicts", "contributions"):
        op.execute(f"DELETE FROM sync_feed WHERE record IN (SELECT id FROM {table} WHERE record_type = 'plan')")  # noqa: S608
        op.execute(f"DELETE FROM {table} WHERE record_type = 'plan'")  # noqa: S608
    # The older program does not know the type and could not tell it to anybody.
    op.execute("DELETE FROM sync_feed WHERE type = 'plan'")
    _let_go(_guests())
    op.drop_column("enterprises", "guests")
    op.drop_table("plan_rules")
    op.drop_table("plans")


def _guests() -> dict[str, set[str]]:
    """Person → what he sees only because a plan sent him there."""
    bind, released = op.get_bind(), datetime.now(UTC) - timedelta(days=30)
    left: dict[str, set[str]] = {}
    for firm, guests in bind.execute(sa.select(enterprises).where(enterprises.c.guests.isnot(None))).all():
        of = sa.text("SELECT id FROM certificates WHERE enterprise_id = :firm")
        cards = set(bind.execute(of, {"firm": firm}).scalars())
        found = bind.execute(sa.select(hazards).where(hazards.c.enterprise_id == firm)).all()
        walks = bind.execute(sa.select(walkthroughs).where(walkthroughs.c.enterprise_id == firm)).all()
        for guest in guests or ():
            lost = {firm, *cards, *(each.id for each in found if not _is_his(each, guest, released))}
            walked = {each.id for each in walks if all(one.get("id") != guest for one in each.inspectors)}
            answers = sa.select(sa.column("id")).select_from(sa.table("answers"))
            lost |= walked | set(bind.execute(answers.where(sa.column("walkthrough_id").in_(walked))).scalars())
            left.setdefault(guest, set()).update(_hanging(lost))
    return left


def _is_his(hazard: sa.Row, person: str, released: datetime) -> bool:
    """Did he report it, lately, or was he asked about it, while it is open?"""
    closed_at = hazard.closed_at
    if closed_at is not None and closed_at.tzinfo is None:
        closed_at = closed_at.replace(tzinfo=UTC)
    if hazard.reporter_id == person and (closed_at is None or closed_at > released):
        return True
    asked = {one["expert"]["id"] for one in hazard.opinions or () if one.get("question")}
    return hazard.state in OPEN and person in asked


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


def _synced(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("created_by", Json, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _numbered(table: str) -> list[str]:
    if op.get_bind().dialect.name == "postgresql":
        return [
            f"CREATE TRIGGER {table}_numbered BEFORE INSERT OR UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION xunan_numbered()"
        ]
    return [
        f"CREATE TRIGGER {table}_numbered_{word.lower()} BEFORE {word} ON {table} "
        "WHEN NOT EXISTS (SELECT 1 FROM sync_clock WHERE NEW.seq > base AND NEW.seq <= seq) "
        f"BEGIN SELECT RAISE(ABORT, '{UNNUMBERED}'); END"
        for word in ("INSERT", "UPDATE")
    ]
