"""The checks of one visit are found without reading every check.

What going down drops: the index.
"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_walkthroughs_visit_id", "walkthroughs", ["visit_id"])


def downgrade() -> None:
    op.drop_index("ix_walkthroughs_visit_id", table_name="walkthroughs")
