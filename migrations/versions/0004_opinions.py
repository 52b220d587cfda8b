"""What experts were asked about a hazard, and what they said.

What going down drops: the opinions (their signatures stay as photos, and history keeps every line).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    # Not by making the table anew, which would take its triggers along.
    op.add_column("hazards", sa.Column("opinions", Json, nullable=True))


def downgrade() -> None:
    op.drop_column("hazards", "opinions")
