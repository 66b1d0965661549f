"""How many pupils' names a search through the school has offered"""

import sqlalchemy as sa
from alembic import op

revision = "names"
down_revision = "vouched"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audit", sa.Column("offered", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("audit", "offered")
