"""What a platform last vouched for of each account, and when it was asked; both unknown of those known before"""

import sqlalchemy as sa
from alembic import op

revision = "vouched"
down_revision = "rights"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("identities", sa.Column("vouched", sa.String(length=320), nullable=False, server_default=""))
    op.add_column("identities", sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(sa.text("UPDATE identities SET vouched = email"))


def downgrade() -> None:
    op.drop_column("identities", "checked_at")
    op.drop_column("identities", "vouched")
