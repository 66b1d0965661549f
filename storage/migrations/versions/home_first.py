"""What somebody has said is done of what is due"""

import sqlalchemy as sa
from alembic import op

revision = "home"
down_revision = "calendar"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticks",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(length=40), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_ticks_school_id"),
        sa.PrimaryKeyConstraint("school_id", "kind", "key", "n", name="pk_ticks"),
    )


def downgrade() -> None:
    op.drop_table("ticks")
