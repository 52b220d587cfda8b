"""Spot quizzes and their bank of questions; walkthroughs of one visit to several enterprises on the same premises.

What going down drops: quizzes and questions, the conflicts and hand-overs about them, and which walkthroughs were one
visit. History keeps every line.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
UNNUMBERED = "this row has no number from the clock: change synced records through Work"
NEW = ("quiz_questions", "quizzes")


def upgrade() -> None:
    op.create_table(
        "quiz_questions",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("question_en", sa.Text(), nullable=True),
        sa.Column("choices", Json, nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("explanation_en", sa.Text(), nullable=True),
        sa.Column("sectors", Json, nullable=False),
        sa.Column("traits", Json, nullable=False),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("verified", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        *_synced("quiz_questions"),
        sa.UniqueConstraint("code", name=op.f("uq_quiz_questions_code")),
    )
    op.create_table(
        "quizzes",
        sa.Column("walkthrough_id", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=True),
        sa.Column("asked_at", sa.String(length=40), nullable=True),
        sa.Column("questions", Json, nullable=False),
        sa.Column("results", Json, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        *_synced("quizzes"),
    )
    op.create_index("ix_quizzes_walkthrough_id", "quizzes", ["walkthrough_id"], unique=False)
    # Not by making the table anew, which would take its triggers along.
    op.add_column("walkthroughs", sa.Column("visit_id", sa.String(length=36), nullable=True))
    for table in NEW:
        for statement in _numbered(table):
            op.execute(statement)


def downgrade() -> None:
    about = "record_type IN ('quiz', 'quiz_question')"
    for table in ("conflicts", "contributions"):
        op.execute(f"DELETE FROM sync_feed WHERE record IN (SELECT id FROM {table} WHERE {about})")  # noqa: S608
        op.execute(f"DELETE FROM {table} WHERE {about}")  # noqa: S608
    # The older program does not know these types and could not tell them to anybody.
    op.execute("DELETE FROM sync_feed WHERE type IN ('quiz', 'quiz_question')")
    op.drop_column("walkthroughs", "visit_id")
    for table in reversed(NEW):
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
