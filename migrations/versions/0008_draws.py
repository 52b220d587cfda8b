"""Draws by lot, and who may not check whom.

What going down drops: the draws with what was published about them, and the ties that people declared. Plans that were
drawn stay, and forget which draw they came from only in name.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "draws",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("area_id", sa.String(length=36), nullable=False),
        sa.Column("conditions", Json, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("each", sa.Integer(), nullable=False),
        sa.Column("due_date", sa.String(length=10), nullable=False),
        sa.Column("checklist_id", sa.String(length=36), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("seed_hash", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("salt_hash", sa.String(length=64), nullable=False),
        sa.Column("pool", Json, nullable=True),
        sa.Column("result", Json, nullable=True),
        sa.Column("created_by", Json, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("announced_by", Json, nullable=True),
        sa.Column("announced_at", Moment, nullable=True),
        sa.Column("drawn_by", Json, nullable=True),
        sa.Column("drawn_at", Moment, nullable=True),
        sa.Column("cancelled_by", Json, nullable=True),
        sa.Column("cancelled_at", Moment, nullable=True),
        sa.Column("cancelled_because", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draws")),
    )
    op.create_index("ix_draws_area_id", "draws", ["area_id"], unique=False)
    op.create_table(
        "interests",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("enterprise_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("declared_by", Json, nullable=False),
        sa.Column("declared_at", Moment, nullable=False),
        sa.Column("withdrawn_by", Json, nullable=True),
        sa.Column("withdrawn_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
    )
    op.create_index("ix_interests_account_id", "interests", ["account_id"], unique=False)
    op.create_index("ix_interests_enterprise_id", "interests", ["enterprise_id"], unique=False)


def downgrade() -> None:
    op.drop_table("interests")
    op.drop_table("draws")
