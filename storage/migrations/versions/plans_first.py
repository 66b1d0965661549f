"""Plans with their outcomes and lines of provision, and reviews with their history"""

import sqlalchemy as sa
from alembic import op

revision = "plans"
down_revision = "agencies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cycles",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("cycle_no", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("lead", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("strengths", sa.Text(), nullable=False),
        sa.Column("pupil_views", sa.Text(), nullable=False),
        sa.Column("parents_views", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("impact", sa.Text(), nullable=False),
        sa.Column("next_step", sa.String(length=40), nullable=True),
        sa.Column("monitor_until", sa.Date(), nullable=True),
        sa.Column("ended", sa.String(length=40), nullable=True),
        sa.Column("changed_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_cycles_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", name="pk_cycles"),
        sa.UniqueConstraint("school_id", "pupil_id", "cycle_no", name="uq_cycles_school_id_pupil_id_cycle_no"),
    )
    op.create_index("ix_cycles_school_id_stage_review_on", "cycles", ["school_id", "stage", "review_on"], unique=False)

    op.create_table(
        "outcomes",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("cycle", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("baseline", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("by", sa.Date(), nullable=True),
        sa.Column("progress", sa.String(length=40), nullable=False),
        sa.Column("what_worked", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_outcomes_school_id"),
        sa.PrimaryKeyConstraint("school_id", "cycle", "n", name="pk_outcomes"),
    )
    op.create_table(
        "provision_lines",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("cycle", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("how_often", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_provision_lines_school_id"),
        sa.PrimaryKeyConstraint("school_id", "cycle", "n", name="pk_provision_lines"),
    )
    op.create_table(
        "reviews",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("pupil_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("booked_by", sa.String(length=40), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("invited", sa.Text(), nullable=False),
        sa.Column("papers_due", sa.Date(), nullable=True),
        sa.Column("cycle", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_reviews_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", name="pk_reviews"),
    )
    op.create_index("ix_reviews_school_id_cycle", "reviews", ["school_id", "cycle"], unique=False)
    op.create_index("ix_reviews_school_id_pupil_id", "reviews", ["school_id", "pupil_id"], unique=False)
    op.create_index("ix_reviews_school_id_state_on", "reviews", ["school_id", "state", "on"], unique=False)

    op.create_table(
        "review_events",
        sa.Column("school_id", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("was_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_review_events_school_id"),
        sa.PrimaryKeyConstraint("school_id", "reference", "n", name="pk_review_events"),
    )


def downgrade() -> None:
    op.drop_table("review_events")
    op.drop_table("reviews")
    op.drop_table("provision_lines")
    op.drop_table("outcomes")
    op.drop_table("cycles")
