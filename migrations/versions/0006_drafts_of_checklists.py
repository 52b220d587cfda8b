"""Checklists that are being written.

What going down drops: drafts, and with them checklists that were never in use, which the older schema would show to
everybody. Nobody was fed those, and history keeps every line. Checklists in use stay as they are.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "checklist_drafts",
        sa.Column("checklist_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("saved_by", Json, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("checklist_id", name=op.f("pk_checklist_drafts")),
    )


def downgrade() -> None:
    op.drop_table("checklist_drafts")
    op.execute("DELETE FROM sync_feed WHERE record IN (SELECT id FROM checklists WHERE state = 'draft')")
    op.execute("DELETE FROM checklists WHERE state = 'draft'")
