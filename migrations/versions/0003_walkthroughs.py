"""Walkthroughs with their answers, and the editions of checklists that they go on with.

What going down drops: walkthroughs, their answers, and the conflicts and hand-overs about them, which the older schema
has no place for. Photos (signatures too) and comments stay, and history keeps every line. Hazards stay, and forget on
which walkthrough they were found.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
NEW = ("walkthroughs", "answers")
UNNUMBERED = "this row has no number from the clock: change synced records through Work"


def upgrade() -> None:
    editions = op.create_table(
        "checklist_editions",
        sa.Column("checklist_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sections", Json, nullable=False),
        sa.PrimaryKeyConstraint("checklist_id", "version", name=op.f("pk_checklist_editions")),
    )
    checklists = sa.table("checklists", sa.column("id"), sa.column("version"), sa.column("sections"))
    now = sa.select(checklists.c.id, checklists.c.version, checklists.c.sections)
    op.execute(sa.insert(editions).from_select(["checklist_id", "version", "sections"], now))
    op.create_table(
        "walkthroughs",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("checklist_id", sa.String(length=36), nullable=False),
        sa.Column("checklist_version", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("inspectors", Json, nullable=False),
        sa.Column("started_at", sa.String(length=40), nullable=True),
        sa.Column("finished_at", sa.String(length=40), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("accuracy_m", sa.Float(), nullable=True),
        sa.Column("left_at", Json, nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_by", Json, nullable=True),
        sa.Column("state_at", sa.String(length=40), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("hazards", Json, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signatures", Json, nullable=False),
        sa.Column("refusal", Json, nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=True),
        sa.Column("recent", sa.Text(), nullable=False),
        sa.Column("open_conflicts", Json, nullable=False),
        *_synced("walkthroughs"),
    )
    op.create_table(
        "answers",
        sa.Column("walkthrough_id", sa.String(length=36), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(length=10), nullable=True),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("choice", sa.String(length=80), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("answered_by", Json, nullable=True),
        sa.Column("answered_at", sa.String(length=40), nullable=True),
        sa.Column("open_conflicts", Json, nullable=False),
        *_synced("answers"),
    )
    op.create_index("ix_walkthroughs_enterprise_id", "walkthroughs", ["enterprise_id"], unique=False)
    op.create_index("ix_walkthroughs_checklist_id", "walkthroughs", ["checklist_id"], unique=False)
    op.create_index("ix_answers_walkthrough_id", "answers", ["walkthrough_id"], unique=False)
    # Not by making the table anew, which would take its triggers along.
    op.add_column("hazards", sa.Column("walkthrough_id", sa.String(length=36), nullable=True))
    for table in NEW:
        for statement in _numbered(table):
            op.execute(statement)


def downgrade() -> None:
    about = "record_type IN ('walkthrough', 'answer')"
    for table in ("conflicts", "contributions"):
        op.execute(f"DELETE FROM sync_feed WHERE record IN (SELECT id FROM {table} WHERE {about})")  # noqa: S608
        op.execute(f"DELETE FROM {table} WHERE {about}")  # noqa: S608
    # The older program does not know these types and could not tell them to anybody.
    op.execute("DELETE FROM sync_feed WHERE type IN ('walkthrough', 'answer')")
    op.drop_column("hazards", "walkthrough_id")
    for table in ("answers", "walkthroughs", "checklist_editions"):
        op.drop_table(table)


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
