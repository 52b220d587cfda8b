"""The plans of a draw are found without reading all of them: what is published of a draw is open to everybody.

What going down drops: the index.
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_plans_draw_id", "plans", ["draw_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_plans_draw_id", table_name="plans")
