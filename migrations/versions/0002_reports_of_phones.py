"""Reports of phones that do not send, and the way to refused ops without reading all the others.

What going down drops: the reports. Refused ops stay as they are.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "phone_reports",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("report", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_reports")),
    )
    with op.batch_alter_table("phone_reports", schema=None) as batch_op:
        batch_op.create_index("ix_phone_reports_device_id_received_at", ["device_id", "received_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_phone_reports_received_at"), ["received_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_phone_reports_user_id"), ["user_id"], unique=False)
    refused = sa.text("status = 'rejected'")
    op.create_index(
        "ix_sync_answered_refused",
        "sync_answered",
        ["received_at", "id"],
        unique=False,
        sqlite_where=refused,
        postgresql_where=refused,
    )


def downgrade() -> None:
    op.drop_index("ix_sync_answered_refused", table_name="sync_answered")
    op.drop_table("phone_reports")
