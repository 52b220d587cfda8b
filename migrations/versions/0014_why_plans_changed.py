"""Why other people go to walk, or on other days.

What going down drops: that; history keeps every line.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plans", sa.Column("changed_because", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("plans", "changed_because")
