"""A rule of frequency that has not begun can be taken back, and the one it would have ended goes on as before.

What going down drops: which rule ended which; each keeps its days.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan_rules", sa.Column("ended_for", sa.String(length=36), nullable=True))
    op.add_column("plan_rules", sa.Column("until_before", sa.String(length=10), nullable=True))


def downgrade() -> None:
    op.drop_column("plan_rules", "until_before")
    op.drop_column("plan_rules", "ended_for")
