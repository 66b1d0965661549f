"""What is said about pupils lies sealed: room for it, and which keys it is sealed with"""

import sqlalchemy as sa
from alembic import op

revision = "rest"
down_revision = "audit"
branch_labels = None
depends_on = None

TOO_SHORT = (("adjustment_notes", "lesson", 100), ("contacts", "name", 200), ("parent_requests", "answered_by", 200))
"""Columns whose length was limited; what is sealed is longer. SQLite heeds no length, so nothing is changed there."""


def upgrade() -> None:
    """What lies open is sealed afterwards, in batches; see `storage.migrate`."""
    op.create_table(
        "seal_keys",
        sa.Column("fingerprint", sa.String(length=8), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_seal_keys"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table, column, length in TOO_SHORT:
            op.alter_column(table, column, type_=sa.Text(), existing_type=sa.String(length=length))


def downgrade() -> None:
    """What is sealed stays sealed, and so the columns stay as long as they are."""
    op.drop_table("seal_keys")
