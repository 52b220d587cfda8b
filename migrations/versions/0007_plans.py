"""Plans: walkthroughs that were assigned, the dated rules by which they become due, and whom they send where.

What going down drops: plans and rules, and the conflicts and hand-overs about plans, which the older schema has no
place for. History keeps every line; walkthroughs keep the id of their plan, as they did before.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
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
    op.drop_column("enterprises", "guests")
    op.drop_table("plan_rules")
    op.drop_table("plans")


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
