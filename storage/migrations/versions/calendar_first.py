"""The nation of a school; closures recorded in chat"""

import sqlalchemy as sa
from alembic import op

revision = "calendar"
down_revision = "register"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("schools", sa.Column("nation", sa.String(length=40), nullable=False, server_default="england"))
    op.create_table(
        "closures",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(length=40), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("taken_back_by", sa.String(length=40), nullable=False),
        sa.Column("taken_back_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_closures_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", name="pk_closures"),
    )
    op.create_index("ix_closures_school_id_last", "closures", ["school_id", "last"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_closures_school_id_last", table_name="closures")
    op.drop_table("closures")
    op.drop_column("schools", "nation")
