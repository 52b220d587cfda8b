"""Numbers of enforcement documents, on hazards and on walkthroughs.

What going down drops: the numbers (history keeps every line).
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

Json = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
TABLES = ("hazards", "walkthroughs")


def upgrade() -> None:
    # Not by making the tables anew, which would take their triggers along.
    for table in TABLES:
        op.add_column(table, sa.Column("documents", Json, nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "documents")
