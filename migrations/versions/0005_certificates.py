"""Certificates of special operations, the ledger of an enterprise.

What going down drops: certificates, and the conflicts and hand-overs about them, which the older schema has no place
for. Their photos stay, and history keeps every line.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
UNNUMBERED = "this row has no number from the clock: change synced records through Work"


def upgrade() -> None:
    op.create_table(
        "certificates",
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("issuer", sa.String(length=120), nullable=True),
        sa.Column("issued_on", sa.String(length=10), nullable=True),
        sa.Column("valid_until", sa.String(length=10), nullable=False),
        sa.Column("review_due", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_by", Json, nullable=True),
        sa.Column("state_at", sa.String(length=40), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=True),
        sa.Column("recent", sa.Text(), nullable=False),
        sa.Column("open_conflicts", Json, nullable=False),
        *_synced("certificates"),
    )
    op.create_index("ix_certificates_enterprise_id", "certificates", ["enterprise_id"], unique=False)
    for statement in _numbered("certificates"):
        op.execute(statement)


def downgrade() -> None:
    for table in ("conflicts", "contributions"):
        about = f"SELECT id FROM {table} WHERE record_type = 'certificate'"
        op.execute(f"DELETE FROM sync_feed WHERE record IN ({about})")
        op.execute(f"DELETE FROM {table} WHERE record_type = 'certificate'")
    # The older program does not know this type and could not tell it to anybody.
    op.execute("DELETE FROM sync_feed WHERE type = 'certificate'")
    op.drop_table("certificates")


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
