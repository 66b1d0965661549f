"""Of a notice is known whether its platform has said that it cannot be posted, and when it was given up"""

import sqlalchemy as sa
from alembic import op

revision = "undelivered"
down_revision = "addresses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notices", sa.Column("refused", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("notices", sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_notices_school_id_state", "notices", ["school_id", "state"])


def downgrade() -> None:
    op.drop_index("ix_notices_school_id_state", "notices")
    op.drop_column("notices", "given_up_at")
    op.drop_column("notices", "refused")
