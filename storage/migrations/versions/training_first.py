"""What staff were trained in"""

import sqlalchemy as sa
from alembic import op

revision = "training"
down_revision = "personal"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trainings",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("own", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=40), nullable=False),
        sa.Column("whom", sa.Text(), nullable=False),
        sa.Column("logged_by", sa.String(length=40), nullable=False),
        sa.Column("logged_on", sa.Date(), nullable=False),
        sa.Column("taken_back_by", sa.String(length=40), nullable=False),
        sa.Column("taken_back_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_trainings_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", name="pk_trainings"),
    )
    op.create_index("ix_trainings_school_id_on", "trainings", ["school_id", "on"])


def downgrade() -> None:
    op.drop_table("trainings")
