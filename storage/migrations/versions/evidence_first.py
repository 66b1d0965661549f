"""How many reviewed plans a school's local authority usually wants to see"""

import sqlalchemy as sa
from alembic import op

revision = "evidence"
down_revision = "robin"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("schools", sa.Column("plans_wanted", sa.Integer(), nullable=False, server_default="3"))


def downgrade() -> None:
    op.drop_column("schools", "plans_wanted")
