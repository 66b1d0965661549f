"""SENCOs' own posts"""

import sqlalchemy as sa
from alembic import op

revision = "senco"
down_revision = "evidence"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "senco_posts",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("served", sa.String(length=40), nullable=False),
        sa.Column("qualification", sa.String(length=40), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_senco_posts_school_id"),
        sa.PrimaryKeyConstraint("school_id", "person_id", name="pk_senco_posts"),
    )


def downgrade() -> None:
    op.drop_table("senco_posts")
