"""The words at which a writer is told whom a safeguarding concern goes to: on, and a school's own"""

import sqlalchemy as sa
from alembic import op

revision = "boundary"
down_revision = "rest"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("schools", sa.Column("nudges", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("schools", sa.Column("nudge_words", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("schools", "nudge_words")
    op.drop_column("schools", "nudges")
