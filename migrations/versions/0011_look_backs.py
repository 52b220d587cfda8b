"""Closed hazards are looked at again: when, by which plan, what was seen, and what came back.

What going down drops: settings of look-backs, which closings have a plan, what was seen on such a plan, and of which
hazard another is the recurrence. Plans and hazards stay, and history keeps every line.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "look_back_settings",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("area_id", sa.String(length=36), nullable=False),
        sa.Column("above", sa.Boolean(), nullable=False),
        sa.Column("major", sa.Integer(), nullable=True),
        sa.Column("major_suspected", sa.Integer(), nullable=True),
        sa.Column("general", sa.Integer(), nullable=True),
        sa.Column("within_days", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("certainty", sa.String(length=20), nullable=False),
        sa.Column("created_by", Json, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look_back_settings")),
        sa.UniqueConstraint("area_id", "valid_from", name=op.f("uq_look_back_settings_area_id_valid_from")),
    )
    op.create_table(
        "look_backs",
        sa.Column("hazard_id", sa.String(length=36), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("hazard_id", "closed_at", name=op.f("pk_look_backs")),
    )
    # Not by making the tables anew, which would take their triggers along.
    op.add_column("plans", sa.Column("hazards", Json, nullable=True))
    op.add_column("plans", sa.Column("looked", Json, nullable=True))
    op.add_column("hazards", sa.Column("recurs_of", sa.String(length=36), nullable=True))


def downgrade() -> None:
    op.drop_column("hazards", "recurs_of")
    op.drop_column("plans", "looked")
    op.drop_column("plans", "hazards")
    op.drop_table("look_backs")
    op.drop_table("look_back_settings")
