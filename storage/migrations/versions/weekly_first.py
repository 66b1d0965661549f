"""The leaders' week: what was sent in earlier weeks, and the step in which a school gives its counts"""

import sqlalchemy as sa
from alembic import op

revision = "weekly"
down_revision = "joins"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "weeks_shown",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_weeks_shown_school_id"),
        sa.PrimaryKeyConstraint("school_id", "week", name="pk_weeks_shown"),
    )
    op.add_column("schools", sa.Column("hide_below", sa.Integer(), nullable=False, server_default="5"))


def downgrade() -> None:
    op.drop_column("schools", "hide_below")
    op.drop_table("weeks_shown")
