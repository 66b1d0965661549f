"""Databases that are for trying things out"""

import sqlalchemy as sa
from alembic import op

revision = "machine"
down_revision = "names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trials",
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("since", name="pk_trials"),
    )


def downgrade() -> None:
    op.drop_table("trials")
