"""Round robins, and the views colleagues gave in them"""

import sqlalchemy as sa
from alembic import op

revision = "robin"
down_revision = "training"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "round_robins",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=12), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("reminders", sa.String(length=40), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(length=40), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_round_robins_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", name="pk_round_robins"),
    )
    op.create_index("ix_round_robins_next_at", "round_robins", ["next_at"])
    op.create_index("ix_round_robins_school_id_pupil_id", "round_robins", ["school_id", "pupil_id"])
    op.create_index("ix_round_robins_school_id_state", "round_robins", ["school_id", "state"])
    scales = ("progress", "attention", "self_management", "social", "communication", "memory")
    op.create_table(
        "views",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        *(sa.Column(scale, sa.String(length=40), nullable=True) for scale in scales),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_views_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", "person_id", name="pk_views"),
    )
    op.create_index("ix_views_school_id_person_id_state", "views", ["school_id", "person_id", "state"])


def downgrade() -> None:
    op.drop_table("views")
    op.drop_table("round_robins")
